import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { askNobody } from '../../../../test/support/ask-nobody.ts'
import { git, type MadeCommit, makeHistory } from '../../../../test/support/git-repository.ts'
import { readAll, type Told } from '../../../../test/support/read-all.ts'
import { makeTestFolder } from '../../../../test/support/workspace.ts'
import { UserError } from '../../../core/index.ts'
import type { Cursor, ReadIo } from '../../connector.ts'
import { gitConfig } from './config.ts'
import { connector } from './index.ts'

const folder = makeTestFolder()
let made = 0

function makeRepository(commits: readonly MadeCommit[]): string {
  const path = join(folder, `repository-${++made}.git`)
  makeHistory(path, commits)
  return path
}

function read(path: string, since?: Cursor, config: object = {}, io: Partial<ReadIo> = {}): Promise<Told> {
  return readAll(connector, gitConfig.parse({ path, ...config }), since, io)
}

const hashes = (told: Told): string[] => [
  ...new Set(
    told.events.filter((event) => event.type === 'commit.author').map((event) => event.object?.id ?? ''),
  ),
]
const subjects = (told: Told): string[] =>
  told.events.filter((event) => event.type === 'commit.author').map((event) => event.attrs?.['subject'] ?? '')

describe('what a commit tells', () => {
  test('who wrote it, who committed it, whom it names, with offsets and subject', async () => {
    const path = makeRepository([
      {
        author: 'Ann Ott <ann@example.org>',
        date: '1700000000 +0530',
        committer: 'Bob Bo <bob@example.com>',
        commitDate: '1700003600 -0800',
        message:
          'Fix the parser\n\nReported-by: Cy <cy@example.net>\nCo-authored-by: ann <ANN@example.org>\nSigned-off-by: Bob Bo <bob@example.com>\n',
      },
    ])
    const hash = git(path, 'rev-parse', 'main').trim()
    const base = {
      object: { kind: 'commit', id: hash },
      visibility: 'public',
      lawfulBasis: 'public record',
      attrs: { subject: 'Fix the parser' },
      flags: [],
    }
    const bob = {
      actor: { name: 'Bob Bo', email: 'bob@example.com' },
      occurredAt: 1_700_003_600_000,
      tzOffsetMin: -480,
    }
    expect((await read(path)).events).toEqual([
      {
        ...base,
        sourceEventId: `${hash}:author`,
        type: 'commit.author',
        actor: { name: 'Ann Ott', email: 'ann@example.org' },
        occurredAt: 1_700_000_000_000,
        tzOffsetMin: 330,
        quantities: { files: 1, 'added.source': 1, 'removed.source': 0 },
        touched: ['src/file0.c'],
      },
      { ...base, sourceEventId: `${hash}:commit`, type: 'commit.commit', ...bob },
      {
        ...base,
        ...bob,
        sourceEventId: `${hash}:reported_by:Cy <cy@example.net>`,
        type: 'commit.trailer.reported_by',
        actor: { name: 'Cy', email: 'cy@example.net' },
      },
      {
        ...base,
        ...bob,
        sourceEventId: `${hash}:signed_off_by:Bob Bo <bob@example.com>`,
        type: 'commit.trailer.signed_off_by',
      },
    ])
  })

  test('lines per class, binary files as files, and for a merge that it is one', async () => {
    const path = makeRepository([
      {
        files: {
          'src/a.c': '1\n2\n3\n',
          'po/de.po': 'x\n',
          'art/logo.png': Buffer.from([0, 1, 2, 0]),
          'docs/ü ber.md': 'y\n',
        },
      },
      { branch: 'side', files: { 'src/a.c': '1\nchanged\n' } },
      { merges: 'side', files: { 'src/a.c': '1\nchanged\n' } },
    ])
    const { events } = await read(path)
    expect(events[0]?.quantities).toEqual({
      files: 4,
      'added.source': 3,
      'removed.source': 0,
      'added.translation': 1,
      'removed.translation': 0,
      'added.other': 0,
      'removed.other': 0,
      'added.docs': 1,
      'removed.docs': 0,
    })
    expect(events[0]?.touched).toContain('docs/ü ber.md')
    expect(events[1]?.quantities).toEqual({ files: 1, 'added.source': 1, 'removed.source': 2 })
    expect(events[2]?.attrs?.['merge']).toBe('1')
    expect(events[2]?.quantities).toBeUndefined()
  })

  test('tags are releases: an annotated one by its tagger, a lightweight one by nobody', async () => {
    const path = makeRepository([{ date: '1600000000 +0200' }])
    git(path, 'tag', '-a', 'v1.0', '-m', 'The first\n\nwith words')
    git(path, 'tag', 'light')
    git(path, 'tag', 'of-a-tree', 'main^{tree}')
    const releases = (await read(path)).events.filter((event) => event.type === 'release.publish')
    const commit = git(path, 'rev-parse', 'main').trim()
    const release = { type: 'release.publish', visibility: 'public', lawfulBasis: 'public record', flags: [] }
    expect(releases).toEqual([
      {
        ...release,
        sourceEventId: 'tag:light',
        occurredAt: 1_600_000_000_000,
        tzOffsetMin: 120,
        object: { kind: 'release', id: 'light', version: 'light' },
        attrs: { subject: '', commit },
      },
      {
        ...release,
        sourceEventId: 'tag:v1.0',
        occurredAt: 1_700_000_000_000,
        tzOffsetMin: 60,
        actor: { name: 'Ann Author', email: 'ann@example.org' },
        object: { kind: 'release', id: 'v1.0', version: 'v1.0' },
        attrs: { subject: 'The first', commit },
      },
    ])
  })

  test('names, messages and paths that are not UTF-8', async () => {
    const latin = (text: string): Buffer => Buffer.from(text, 'latin1')
    const path = makeRepository([
      { message: latin('Undeclared: Andr\u00e9\n') },
      { encoding: 'ISO-8859-1', message: latin('Declared: Andr\u00e9\n') },
      { message: Buffer.from('UTF-8: Andr\u00e9 \u{1F600}\n') },
    ])
    expect(subjects(await read(path))).toEqual(['Undeclared: André', 'Declared: André', 'UTF-8: André 😀'])
    git(path, 'config', 'i18n.commitEncoding', 'windows-1251')
    expect(subjects(await read(path))[0]).toBe('Undeclared: Andrй')
  })

  test('dates that cannot be right are kept, flagged and counted', async () => {
    const path = makeRepository([{ date: '0 +0000' }, { date: '4000000000 +0000' }, {}])
    const { events, notes } = await read(path)
    expect(events.map((event) => event.flags)).toEqual([['dated-too-early'], ['dated-in-future'], []])
    expect(notes).toEqual(['1 commit is dated before 1980.', '1 commit is dated in the future.'])
  })

  test('objects no git would write: no author, no date, a name that is a program', async () => {
    const path = makeRepository([{}])
    const tree = git(path, 'rev-parse', 'main^{tree}').trim()
    const write = (name: string, head: string): void => {
      const file = join(folder, 'object')
      writeFileSync(file, `tree ${tree}\n${head}\n\nOdd ${name}\n`)
      const hash = git(path, 'hash-object', '-t', 'commit', '-w', '--literally', file).trim()
      git(path, 'update-ref', `refs/heads/${name}`, hash)
    }
    write('nobody', 'author  <> 1700000000 +0000\ncommitter  <> 1700000000 +0000')
    write('undated', 'author Ann <ann@example.org> never\ncommitter Bob <bob@example.org> 1700000000 +0000')
    write('timeless', 'author Ann <ann@example.org>\ncommitter Bob <bob@example.org>')
    write(
      'script',
      'author <script>alert(1)</script> <x@example.org> 1700000000 +0000\ncommitter \u0007\u202E <b@example.org> 1700000000 +0000',
    )
    const told = await read(path)
    const bySubject = (subject: string) =>
      told.events.find((event) => event.attrs?.['subject'] === subject && event.type === 'commit.author')
    expect(bySubject('Odd nobody')?.actor).toBeUndefined()
    expect(bySubject('Odd undated')).toMatchObject({
      occurredAt: 1_700_000_000_000,
      flags: ['date-unreadable'],
    })
    expect(told.quarantined.map((held) => held.reason)).toEqual([
      'neither its author date nor its commit date can be read',
    ])
    // As git itself cuts it at the first bracket.
    expect(bySubject('Odd script')?.actor).toEqual({ email: 'script' })
  })

  test('a huge change and a huge message are cut where they grow useless', async () => {
    const files = Object.fromEntries(Array.from({ length: 1200 }, (_, index) => [`src/f${index}.c`, 'x\n']))
    const path = makeRepository([{ files, message: `Import\n\n${'word '.repeat(600_000)}\n` }, {}])
    const { events } = await read(path)
    expect(events[0]?.quantities).toMatchObject({ files: 1200, 'added.source': 1200 })
    expect(events[0]?.touched?.length).toBe(1000)
    expect(events[0]?.flags).toEqual(['message-cut', 'paths-cut'])
    expect(events.length).toBe(2)
  })
})

describe('reading on', () => {
  test('only what is new since the tips that were seen', async () => {
    const path = makeRepository([{}, {}, { branch: 'side' }])
    const first = await read(path)
    expect(hashes(first).length).toBe(3)
    expect(hashes(await read(path, first.cursor))).toEqual([])
    makeHistory(
      path,
      [
        { message: 'Fourth\n' },
        { message: 'Fifth\n', branch: 'side' },
        { merges: 'side', message: 'Merge\n' },
      ],
      3,
    )
    git(path, 'tag', 'v2')
    const second = await read(path, first.cursor)
    expect(subjects(second)).toEqual(['Fourth', 'Fifth', 'Merge'])
    expect(second.events.filter((event) => event.type === 'release.publish').length).toBe(1)
    const third = await read(path, second.cursor)
    expect(third.events).toEqual([])
  })

  test('after a force-push, also when the old tips were collected as garbage', async () => {
    const path = makeRepository([{}, {}, { message: 'Old\n' }])
    const first = await read(path)
    git(path, 'update-ref', 'refs/heads/main', git(path, 'rev-parse', 'main~1').trim())
    makeHistory(path, [{ message: 'New\n' }], 3)
    expect(subjects(await read(path, first.cursor))).toEqual(['New'])
    git(path, 'reflog', 'expire', '--expire=now', '--all')
    git(path, 'gc', '-q', '--prune=now')
    const again = await read(path, first.cursor)
    expect(again.partial).toBeUndefined()
    expect(subjects(again)).toContain('New')
  })

  test('from every page, what is left is read and nothing else is lost', async () => {
    const path = makeRepository(
      Array.from({ length: 2300 }, (_, index) => ({ message: `Change ${index}\n` })),
    )
    const all = new Set(hashes(await read(path)))
    const config = gitConfig.parse({ path })
    const io = {
      clock: { now: () => new Date() },
      signal: new AbortController().signal,
      ask: askNobody,
      monthlyKey: () => Promise.reject(new Error('none')),
    }
    const seen = new Set<string>()
    let pages = 0
    for await (const page of connector.read(config, undefined, io)) {
      for (const record of page.records) {
        const outcome = connector.toOutcome(record, config)
        if (outcome.kind === 'events') seen.add(outcome.events[0]?.object?.id ?? '')
      }
      const rest = hashes(await read(path, page.cursor))
      expect(rest.filter((hash) => seen.has(hash))).toEqual([])
      expect(new Set([...seen, ...rest])).toEqual(all)
      pages++
    }
    expect(pages).toBeGreaterThan(3)
  })

  test('a shallow clone says so; once it is deepened the rest is read', async () => {
    const origin = makeRepository(Array.from({ length: 6 }, (_, index) => ({ message: `Change ${index}\n` })))
    const path = join(folder, 'shallow')
    git(folder, 'clone', '-q', '--depth', '2', `file://${origin}`, path)
    const first = await read(path)
    expect(subjects(first)).toEqual(['Change 4', 'Change 5'])
    expect(first.events[0]?.flags).toEqual(['history-cut-here'])
    expect(first.events[0]?.quantities).toBeUndefined()
    expect(first.events[1]?.quantities).toBeDefined()
    expect(first.notes.join()).toContain('shallow')
    git(path, 'fetch', '-q', '--unshallow')
    const second = await read(path, first.cursor)
    expect(subjects(second)).toEqual(expect.arrayContaining(['Change 0', 'Change 3']))
    expect((await read(path, second.cursor)).events).toEqual([])
  })

  test.each([
    ['blob:none', { files: 1, 'added.source': 0, 'removed.source': 0 }],
    ['tree:0', undefined],
  ])(
    'a partial clone (%s) tells who did what; nothing is fetched to count lines',
    async (filter, quantities) => {
      const origin = makeRepository([{}, { files: { 'commit.c': 'x\n' } }, {}])
      git(origin, 'config', 'uploadpack.allowFilter', 'true')
      const path = join(folder, `partial-${filter.slice(0, 4)}`)
      git(folder, 'clone', '-q', '--no-checkout', `--filter=${filter}`, `file://${origin}`, path)
      const told = await read(path)
      expect(told.partial).toBeUndefined()
      expect(hashes(told).length).toBe(3)
      expect(told.events[1]).toMatchObject({ flags: ['lines-not-counted'] })
      expect(told.events[1]?.quantities).toEqual(quantities)
      expect(told.events[1]?.touched).toEqual(quantities === undefined ? undefined : ['commit.c'])
      expect(told.notes.join()).toContain('The clone is partial')
    },
  )

  test('proposals, notes and stashes are no part of the history', async () => {
    const path = makeRepository([{}, { branch: 'proposal', message: 'Proposed\n' }])
    const proposal = git(path, 'rev-parse', 'proposal').trim()
    git(path, 'update-ref', '-d', 'refs/heads/proposal')
    for (const ref of [
      'refs/pull/1/head',
      'refs/merge-requests/1/head',
      'refs/changes/01/1/1',
      'refs/stash',
      'refs/notes/commits',
    ])
      git(path, 'update-ref', ref, proposal)
    expect(subjects(await read(path))).not.toContain('Proposed')
    git(path, 'update-ref', 'refs/remotes/origin/topic', proposal)
    expect(subjects(await read(path))).toContain('Proposed')
  })
})

describe('damage', () => {
  /** Takes an object away; what it answers puts it back. */
  function lose(path: string, hash: string): () => void {
    const file = join(path, 'objects', hash.slice(0, 2), hash.slice(2))
    renameSync(file, `${file}.lost`)
    return () => renameSync(`${file}.lost`, file)
  }
  function makeLoose(commits: readonly MadeCommit[]): string {
    const path = makeRepository(commits)
    const packs = git(path, 'rev-list', '--objects', '--all')
      .split('\n')
      .map((line) => line.slice(0, 40))
      .filter(Boolean)
    const loose = join(folder, `loose-${made}.git`)
    git(folder, 'init', '-q', '--bare', loose)
    git(folder, '-c', 'fetch.unpackLimit=100000', '--git-dir', loose, 'fetch', '-q', path, '+refs/*:refs/*')
    expect(packs.every((hash) => existsSync(join(loose, 'objects', hash.slice(0, 2), hash.slice(2))))).toBe(
      true,
    )
    return loose
  }
  const history = Array.from({ length: 9 }, (_, index) => ({
    message: `Change ${index}\n`,
    files: { 'a.c': `${index}\n` },
  }))

  test('a missing file: what is older and what is newer is read, the reason is told, and nothing is skipped for good', async () => {
    const path = makeLoose(history)
    const restore = lose(path, git(path, 'rev-parse', 'main~4:a.c').trim())
    const broken = await read(path)
    expect(subjects(broken)).toEqual([
      'Change 0',
      'Change 1',
      'Change 2',
      'Change 3',
      'Change 8',
      'Change 7',
      'Change 6',
    ])
    expect(broken.partial).toMatch(/git stopped after 4 of 9 commits: “unable to read [\da-f]{40}”.*git fsck/)
    expect((await read(path, broken.cursor)).partial).toBeDefined()
    restore()
    const mended = await read(path, broken.cursor)
    expect(mended.partial).toBeUndefined()
    expect(subjects(mended)).toEqual(expect.arrayContaining(['Change 4', 'Change 5']))
    expect((await read(path, mended.cursor)).events).toEqual([])
  })

  test('a missing commit', async () => {
    const path = makeLoose(history)
    const restore = lose(path, git(path, 'rev-parse', 'main~4').trim())
    const broken = await read(path)
    expect(subjects(broken).length).toBeGreaterThan(0)
    expect(broken.partial).toMatch(/Could not read/)
    restore()
    expect(hashes(await read(path, broken.cursor)).length).toBe(9)
  })

  test('a damaged object and a ref that leads nowhere: the other refs are read', async () => {
    const path = makeLoose([...history, { branch: 'other', message: 'Other\n', files: { 'b.c': 'b\n' } }])
    const blob = git(path, 'rev-parse', 'other:b.c').trim()
    const file = join(path, 'objects', blob.slice(0, 2), blob.slice(2))
    chmodSync(file, 0o600)
    writeFileSync(file, 'garbage')
    writeFileSync(join(path, 'refs', 'heads', 'nowhere'), `${'12'.repeat(20)}\n`)
    const told = await read(path)
    expect(hashes(told).length).toBe(9)
    expect(told.partial).toContain(`refs/heads/nowhere points at ${'12'.repeat(20)}, which is missing.`)
    expect(told.partial).toMatch(/corrupt|unable|unknown|inflate/)
  })

  test('what git cannot open is a sentence', async () => {
    const path = join(folder, 'hollow')
    mkdirSync(join(path, '.git'), { recursive: true })
    await expect(read(path)).rejects.toThrow(UserError)
    await expect(read(path)).rejects.toThrow(
      /cannot be read as a git repository: git says “not a git repository/,
    )
  })

  test('without git, a sentence says what to do', async () => {
    const path = makeRepository([{}])
    vi.stubEnv('PATH', join(folder, 'nothing-here'))
    try {
      await expect(read(path)).rejects.toThrow(/git is not installed here, or not in PATH/)
    } finally {
      vi.unstubAllEnvs()
    }
  })

  test('an aborted read ends with the reason, before it begins and in the middle', async () => {
    const path = makeRepository(Array.from({ length: 1500 }, () => ({})))
    const abort = new AbortController()
    const reading = connector.read(gitConfig.parse({ path }), undefined, {
      clock: { now: () => new Date() },
      signal: abort.signal,
      ask: askNobody,
      monthlyKey: () => Promise.reject(new Error('none')),
    })
    await expect(async () => {
      for await (const page of reading) if (page.records.length > 0) abort.abort(new Error('enough'))
    }).rejects.toThrow('enough')
    await expect(read(path, undefined, {}, { signal: abort.signal })).rejects.toThrow('enough')
  })
})

describe('somebody else’s repository', () => {
  test('its configuration runs nothing', async () => {
    const path = join(folder, 'hostile')
    git(folder, 'init', '-q', '-b', 'main', path)
    const marker = join(folder, 'was-run')
    const program = join(folder, 'program.sh')
    writeFileSync(program, `#!/bin/sh\ntouch ${marker}\ncat "$1" 2>/dev/null\nexit 0\n`)
    chmodSync(program, 0o755)
    writeFileSync(join(path, 'a.txt'), 'one\n')
    writeFileSync(join(path, '.gitattributes'), '*.txt diff=mine\n')
    git(path, 'add', '.')
    git(path, 'commit', '-q', '-m', 'First')
    const settings: Record<string, string> = {
      'core.fsmonitor': program,
      'core.pager': program,
      'core.hooksPath': dirname(program),
      'core.sshCommand': program,
      'diff.external': program,
      'diff.mine.textconv': program,
      'diff.mine.command': program,
      'log.showSignature': 'true',
      'gpg.program': program,
      'core.repositoryFormatVersion': '1',
      'extensions.partialClone': 'origin',
      'remote.origin.url': `ext::${program}`,
      'remote.origin.promisor': 'true',
      'protocol.ext.allow': 'always',
      'alias.log': `!${program}`,
      'diff.renames': 'copies',
      'log.follow': 'true',
      'color.ui': 'always',
    }
    for (const [key, value] of Object.entries(settings)) git(path, 'config', key, value)
    const tree = git(path, 'rev-parse', 'HEAD^{tree}').trim()
    expect(subjects(await read(path))).toEqual(['First'])
    rmSync(join(path, '.git', 'objects', tree.slice(0, 2), tree.slice(2)), { force: true })
    expect((await read(path)).partial).toBeDefined()
    expect(existsSync(marker)).toBe(false)
    // The trap works: git left to itself runs the program to fetch the file that is missing.
    expect(() => git(path, 'cat-file', 'tree', tree)).toThrow()
    expect(existsSync(marker)).toBe(true)
  })

  test('a name like an option, a linked work tree, the .git folder itself, another hash', async () => {
    const path = join(folder, '--upload-pack=x')
    makeHistory(path, [{}, {}])
    expect(hashes(await read(path)).length).toBe(2)
    const tree = join(folder, 'linked')
    git(path, 'worktree', 'add', '-q', tree, 'main')
    expect(hashes(await read(tree)).length).toBe(2)
    const plain = join(folder, 'plain')
    git(folder, 'clone', '-q', path, plain)
    expect(hashes(await read(join(plain, '.git'))).length).toBe(2)
    expect(connector.nameSource(gitConfig.parse({ path: join(plain, '.git') }))).toBe('plain')
    const long = join(folder, 'long')
    git(folder, 'init', '-q', '--object-format=sha256', long)
    git(long, 'commit', '-q', '--allow-empty', '-m', 'Long')
    expect(hashes(await read(long))[0]).toMatch(/^[\da-f]{64}$/)
  })

  test('a detached HEAD is read, a branch yet to be born is nothing', async () => {
    const path = join(folder, 'detached')
    git(folder, 'init', '-q', path)
    expect((await read(path)).notes).toEqual(['The repository has no commits yet.'])
    git(path, 'commit', '-q', '--allow-empty', '-m', 'First')
    git(path, 'checkout', '-q', '--detach')
    git(path, 'commit', '-q', '--allow-empty', '-m', 'Beside')
    expect(subjects(await read(path)).sort()).toEqual(['Beside', 'First'])
  })
})

describe('.mailmap', () => {
  const mailmap = 'Ann Ott <ann@example.org> <old@example.org>\n'
  const claim = {
    properName: 'Ann Ott',
    properEmail: 'ann@example.org',
    aliasName: '',
    aliasEmail: 'old@example.org',
  }

  test('of a bare repository comes from its HEAD; raw names stay in the events', async () => {
    const path = makeRepository([{ files: { '.mailmap': mailmap }, author: 'old <old@example.org>' }])
    const told = await read(path)
    expect(told.claims).toEqual([{ kind: 'mailmap', claims: [claim] }])
    expect(told.events[0]?.actor).toEqual({ name: 'old', email: 'old@example.org' })
    expect((await read(path, undefined, { mailmap: false })).claims).toEqual([])
  })

  test('of a work tree comes from its folder, but not through a link', async () => {
    const path = join(folder, 'with-mailmap')
    git(folder, 'init', '-q', path)
    writeFileSync(join(path, '.mailmap'), mailmap)
    expect((await read(path)).claims).toEqual([{ kind: 'mailmap', claims: [claim] }])
    rmSync(join(path, '.mailmap'))
    symlinkSync('/etc/passwd', join(path, '.mailmap'))
    expect((await read(path)).claims).toEqual([{ kind: 'mailmap', claims: [] }])
  })
})
