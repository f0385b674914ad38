import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { makeRepository, runProgram } from '../../../test/support/program.ts'
import { makeTestFolder } from '../../../test/support/workspace.ts'

// The program as a person runs it: own processes, real git, one workspace from empty to exported.

// Each step is a process of its own; on a busy machine that takes long.
vi.setConfig({ testTimeout: 240_000 })

const cwd = makeTestFolder()
const run = (...words: string[]) => runProgram(words, { cwd })
// git itself drops angle brackets and line breaks from names; the rest is what a hostile committer can keep.
const hostileName = "=cmd() \u001b[2Jscript 'x'; DROP TABLE people -- \u202eevil"
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

beforeAll(() => {
  makeRepository(join(cwd, 'demo'), [
    { name: 'Ann Lee', email: 'ann@example.org' },
    { name: 'Žofie Nová', email: 'zofie@example.com' },
    { name: hostileName, email: 'evil@example.net' },
  ])
  writeFileSync(join(cwd, 'holiday.jpg'), Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46]))
})

describe('before anything is there', () => {
  test('--help lists the verbs, and loads nothing heavy for it', async () => {
    const { code, stdout } = await run('--help')
    expect(code).toBe(0)
    for (const verb of ['start', 'add', 'collect', 'people', 'export', 'doctor', 'backup', 'restore'])
      expect(stdout).toContain(verb)
  })

  test('a verb that is not there, and an option that is not there, are mistakes', async () => {
    const [verb, option] = await Promise.all([run('frobnicate'), run('people', 'list', '--colour')])
    expect([verb.code, option.code]).toEqual([2, 2])
    expect(option.stderr).toContain('--colour')
  })

  test('a file that is not understood is a sentence naming what is, without a stack', async () => {
    const { code, stdout, stderr } = await run('start', '--no-open', 'holiday.jpg')
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain('holiday.jpg')
    expect(stderr).toMatch(/git/i)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(existsSync(join(cwd, '.groundswell'))).toBe(false)
  })

  test('asking where there is no workspace says so and makes none', async () => {
    const { code, stderr } = await run('people', 'list', '--workspace', 'nowhere')
    expect(code).toBe(2)
    expect(stderr).toContain('There is no workspace at')
    expect(existsSync(join(cwd, 'nowhere'))).toBe(false)
  })

  test('an address that is not this machine is refused', async () => {
    const { code, stderr } = await run('start', '--no-open', '--host', '0.0.0.0', '--workspace', 'elsewhere')
    expect(code).toBe(2)
    expect(stderr).toContain('this machine only')
  })
})

describe('from a repository to a file', () => {
  test('add, collect and list; --json is JSON and nothing else', async () => {
    const added = await run('add', 'demo', '--no-mailmap', '--json')
    expect(added.stderr).toBe('')
    expect(JSON.parse(added.stdout)).toMatchObject({
      items: [{ id: 'git:demo', added: true, config: { mailmap: false } }],
    })

    const collected = await run('collect', '--json')
    expect(collected.stderr).toBe('')
    expect(JSON.parse(collected.stdout)).toMatchObject({ status: 'done' })
    expect(collected.code).toBe(0)

    const people = await run('people', 'list', '--json', '--sort', 'name', '--order', 'asc')
    expect(people.stdout).not.toMatch(obeyed)
    const names = (JSON.parse(people.stdout) as { items: { name: string }[] }).items.map((item) => item.name)
    expect(names).toEqual([hostileName, 'Ann Lee', 'Žofie Nová'])
  })

  test('a dry run shows what the first records become, and adds nothing', async () => {
    const mapping = ['--time-column', 'Day', '--email-column', 'Mail', '--type', 'docs.contribute']
    writeFileSync(
      join(cwd, 'wiki.csv'),
      `Day,Name,Mail\n2024-01-02,${hostileName.replaceAll(',', '')},evil@example.net\nsomeday,Bea,bea@example.com\n`,
    )
    const dry = await run('add', '--dry-run', 'table', 'wiki.csv', ...mapping)
    expect(dry.code, dry.stderr).toBe(0)
    expect(dry.stdout).toContain('All 2 records: 1 event, 1 set aside, 0 ignored.')
    expect(dry.stdout).toMatch(/1 +docs\.contribute +2024-01-02 00:00 .*DROP TABLE people/)
    expect(dry.stdout).toMatch(/2 +quarantined .*no date that is understood · wiki\.csv:3/)
    expect(dry.stdout).not.toMatch(obeyed)

    const json = await run('add', 'demo', '--dry-run', '--json')
    expect(json.stderr).toBe('')
    expect(JSON.parse(json.stdout)).toMatchObject({
      items: [{ connector: 'git', records: 3, isWhole: true }],
    })
    const sources = JSON.parse((await run('sources', '--json')).stdout) as { items: { id: string }[] }
    expect(sources.items.map(({ id }) => id)).toEqual(['git:demo'])
  })

  test('a hostile name cannot reach the terminal', async () => {
    const { code, stdout } = await run('people')
    expect(code).toBe(0)
    expect(stdout).toContain('DROP TABLE people')
    expect(stdout).not.toMatch(obeyed)
  })

  test('what the API refuses is told in its words', async () => {
    const sort = await run('people', 'list', '--sort', 'age')
    expect(sort.code).toBe(2)
    expect(sort.stderr).toContain('sort')
    const missing = await run('collect', 'git:nowhere')
    expect(missing.code).toBe(2)
    expect(missing.stderr).toBe('There is no source “git:nowhere”. There are: git:demo.\n')
  })

  test('for whom a person acts is decided, and taken back', async () => {
    const { items } = JSON.parse((await run('people', 'list', '--search', 'ann', '--json')).stdout)
    const id: string = items[0].personId
    const nothing = await run('people', 'employer', id)
    expect(nothing.code).toBe(2)
    expect(nothing.stderr).toContain('--take-back')
    const decided = await run(
      'people',
      'employer',
      id,
      'Widgets',
      '--to',
      '2020-01-01',
      '--reason',
      'she said',
    )
    expect(decided.stdout).toMatch(/Widgets, ever to 2020-01-01: decided by .*: she said/)
    const back = await run('people', 'employer', id, '--take-back', '--json')
    expect(JSON.parse(back.stdout)).toEqual({ personId: id, stays: [] })
    expect((await run('people', 'employer', id, '--take-back')).stderr).toContain('nothing to take back')
  })

  test('who is who is decided, shown, taken back, handed on and taken over', async () => {
    const people = JSON.parse((await run('people', 'list', '--json')).stdout) as {
      items: { personId: string }[]
    }
    const [a = '', b = ''] = people.items.map(({ personId }) => personId)
    const review = await run('identity', 'review')
    expect([review.code, review.stdout]).toEqual([0, 'No pair waits for somebody to decide.\n'])

    const dry = await run('identity', 'same', a, b, '--people', '--dry-run')
    expect(dry.stdout).toMatch(/^2 people become 1 person\.\nNow:\n/)
    expect(dry.stdout).not.toMatch(obeyed)
    const same = await run('identity', 'same', a, b, '--people', '--reason', 'met them')
    expect([same.code, same.stdout]).toEqual([
      0,
      '1 decision recorded. It holds from the next: groundswell resolve\n',
    ])
    const decisions = await run('identity', 'decisions')
    expect(decisions.stdout).toMatch(/same +yes .*DROP TABLE.* met them/)
    expect(decisions.stdout).not.toMatch(obeyed)

    await run('export', 'decisions', '-o', 'decisions.jsonl')
    const taken = await run('identity', 'import', 'decisions.jsonl')
    expect(taken.stdout).toMatch(/^1 line read: 0 decided, 1 already so/)
    const undone = await run('identity', 'undo', a, b)
    expect(undone.stdout).toContain('1 decision recorded')
    const mailmap = await run('export', 'mailmap')
    expect(mailmap.stdout).toBe('# Written by Groundswell: 0 aliases of 0 people.\n')

    const [unknown, missing] = [
      await run('identity', 'same', '1', '2'),
      await run('identity', 'import', 'nothing'),
    ]
    expect([unknown.code, missing.code]).toEqual([2, 2])
    expect(unknown.stderr).toContain('There is no alias 1.')
    expect(missing.stderr).toContain('There is no file')
  })

  test('whom a rule fits is counted and listed, and why; what is wrong with it is a sentence', async () => {
    const rule = join(cwd, 'rule.json')
    writeFileSync(rule, JSON.stringify({ did: { acts: ['commit.author'] } }))
    const shown = await run('segments', 'preview', rule)
    expect([shown.code, shown.stderr]).toEqual([0, ''])
    expect(shown.stdout).toContain('People who did acts (wrote a change).')
    expect(shown.stdout).toContain('3 people of 3.')
    expect(shown.stdout).not.toMatch(obeyed)
    const found = JSON.parse((await run('segments', 'preview', rule, '--limit', '1', '--json')).stdout)
    expect([found.total, found.items.length, found.next]).toEqual([3, 1, 1])
    const why = await run('segments', 'preview', rule, '--why', found.items[0].subjectId)
    expect(why.stdout).toContain('in: did acts (wrote a change)')
    writeFileSync(rule, JSON.stringify({ did: { within: 'ever' } }))
    const wrong = await run('segments', 'preview', rule)
    expect([wrong.code, wrong.stdout]).toEqual([2, ''])
    expect(wrong.stderr).toContain('The rule at did cannot be used: write it like 90 days')
    const kinds = await run('segments', 'rules', '--json')
    expect(JSON.parse(kinds.stdout).total).toBeGreaterThan(5)
  })

  test('segments made of rules are applied from files, tested, exported, restored and retired', async () => {
    const folder = join(cwd, 'segments')
    mkdirSync(folder)
    const file = join(folder, 'writers.yaml')
    const written = (least: number): string =>
      `title: Writers\nrule:\n  did: {acts: [commit.author], at_least: ${least}}\ntests:\n  out: [nobody@loom.example]\n`
    writeFileSync(file, written(1))
    const trial = await run('apply', folder, '--dry-run')
    expect([trial.code, trial.stderr]).toEqual([0, ''])
    expect(trial.stdout).toContain('3 fit; 3 would enter, 0 would leave')
    expect(trial.stdout).toContain('nothing was written')
    expect((await run('apply', folder)).stdout).toContain('1 segment changed.')
    expect((await run('apply', folder)).stdout).toContain('Nothing changes. 1 segment as before.')
    expect((await run('segments', 'show', 'custom/writers')).stdout).toContain('Writers')
    const profile = await run('segments', 'profile', 'custom/writers')
    expect([profile.code, profile.stdout]).toEqual([
      0,
      expect.stringMatching(/^Writers: \d+ (people|person) of 3/),
    ])
    expect(profile.stdout).not.toMatch(obeyed)
    const pair = ['custom/writers', 'ladder/P3']
    expect((await run('segments', 'overlap', ...pair)).stdout).toMatch(/in all/)
    expect((await run('segments', 'compare', ...pair)).stdout).toMatch(/\d in both, \d only in the first/)
    expect((await run('segments', 'discovered', '--publish', 'x')).stderr).toContain('--rule 2')

    const tested = await run('segments', 'test')
    expect([tested.code, tested.stdout]).toEqual([
      1,
      'writers: nobody@loom.example should be out, and there is nobody of that name, address or id\n0 passed, 1 failed\n',
    ])
    await run('export', 'segments', '-o', 'exported')
    const exported = readFileSync(join(cwd, 'exported', 'writers.yaml'), 'utf8')
    expect(exported).toContain('# People who did acts (wrote a change).')
    expect((await run('apply', 'exported', '--prune')).stdout).toContain('Nothing changes.')

    writeFileSync(file, written(100))
    expect((await run('segments', 'preview', '-', '--segment', 'writers')).code).toBe(2)
    expect((await run('apply', file)).stdout).toContain('0 enter, 3 leave')
    expect((await run('segments', 'versions', 'writers')).stdout).toMatch(/2 .*at_least.*100/)
    expect((await run('segments', 'restore', 'writers', '1')).stdout).toContain('says again')
    expect((await run('segments', 'retire', 'writers')).stdout).toContain('is retired')
    expect((await run('segments', 'versions', 'writers')).code).toBe(2)
  })

  test.each([
    ['rule: [', 'is neither YAML nor JSON'],
    ['', 'is empty'],
    ['- 1', 'does not hold a definition'],
    ['title: x\nrule: {dances: {}}', 'is no rule about people'],
    ['segment: A B\ntitle: x\nrule: {did: {}}', 'is no name of a segment'],
    ['title: x\nrule: {did: {}}\n---\ntitle: y\nrule: {did: {}}', 'each needs its name'],
    [
      'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c]',
      'cannot be',
    ],
  ])('a file of definitions that says %j is refused with a sentence', async (text, sentence) => {
    writeFileSync(join(cwd, 'wrong.yaml'), text)
    const refused = await run('apply', 'wrong.yaml')
    expect([refused.code, refused.stdout]).toEqual([2, ''])
    expect(refused.stderr).toContain(sentence)
  })

  test('export writes whole files and overwrites only when told', async () => {
    const written = await run('export', 'identities', '-o', 'identities.csv')
    expect(written.code).toBe(0)
    const csv = readFileSync(join(cwd, 'identities.csv'), 'utf8')
    expect(csv.split('\n')[0]).toBe('"source","name","email","username","person_id","class"')
    expect(csv).toContain(`"'=cmd()`)

    const refused = await run('export', 'identities', '-o', 'identities.csv')
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain('--force')

    const piped = await run('export', 'people', '--format', 'jsonl', '--as-of', '2024-02-15')
    expect(
      piped.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { name: string }),
    ).toMatchObject([{ name: 'Ann Lee' }, { name: 'Žofie Nová' }])
  })
})
