import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openTestDoor } from '../../../test/support/door.ts'
import { observe } from '../../../test/support/observed.ts'
import { makeTestFolder, openTestStore } from '../../../test/support/workspace.ts'
import { pairsInForce, resolve } from '../../resolve/index.ts'
import { decide } from '../../store/index.ts'
import type { Imported, Problem } from '../http/contract.ts'
import { type MappedAlias, writeMailmap } from './write-mailmap.ts'

const store = await openTestStore()
const door = openTestDoor(store)
const asOf = new Date('2030-01-01')
const rerun = () => resolve(store, { asOf, signal: new AbortController().signal })

const git = [
  ['Ann Archer', 'ann@example.org'],
  ['aa', 'ann@old.example.org'],
  ['Annie', 'root@box.example.org'],
  ['Bob Bee', 'root@box.example.org'],
  ['Bob Bee', 'bob@example.org'],
  ['Cy Dee', 'cy@example.net'],
  ['Dan "D" O’Hara', 'dan@example.com'],
] as const

beforeAll(async () => {
  await observe(store, [
    ...git.map(([name, email]) => ({ name, email })),
    ...['1', '2'].map((id) => ({ id, name: 'Ann Archer', email: 'ann@example.org' })),
    { platform: 'forum', username: 'archer77' },
  ])
  await rerun()
})

async function importText(name: string, text: string): Promise<Imported> {
  const response = await door.app.request('http://localhost/api/v1/identity/import', {
    method: 'POST',
    body: JSON.stringify({ name, text }),
    headers: { 'content-type': 'application/json' },
  })
  const answer = (await response.json()) as Imported
  if (response.status === 200) {
    const { read, decided, alreadySo, alone, contrary, unmatched } = answer
    expect(decided + alreadySo + alone + contrary + unmatched).toBe(read)
  }
  return answer
}
const fetchText = async (path: string): Promise<string> =>
  (await door.app.request(`http://localhost/api/v1${path}`)).text()

/** Takes every decision back. */
async function undoAll(): Promise<void> {
  for (const { a, b } of await store.read(pairsInForce(undefined)))
    await decide(store, {
      kind: 'same-person',
      subject: `${a}:${b}`,
      body: { a, b, verdict: 'undecided' },
      at: new Date(),
      by: 'test',
      reason: '',
    })
}

const mailmap = [
  '# a remark',
  '',
  'Ann Archer <ann@example.org> <ann@old.example.org>',
  'Ann Archer <ann@example.org> Annie <root@box.example.org>',
  'Cy Dee <cy@example.net>',
  '<bob@example.org> Bob Bee <root@box.example.org>',
  'Gone Person <gone@example.org> <gone@old.example.org>',
  'no form of anything',
].join('\n')

describe('a .mailmap', () => {
  test('becomes decisions, with counts that add up and names of those not found', async () => {
    const report = await importText('.mailmap', mailmap)
    expect(report).toMatchObject({
      format: 'mailmap',
      read: 6,
      decided: 3,
      alone: 1,
      unmatched: 2,
      left: [
        { position: 'line 8', reason: 'it names nobody in a form of a .mailmap' },
        { position: 'line 7', reason: 'nobody here is called so' },
      ],
    })
    expect(await importText('.mailmap', mailmap)).toMatchObject({ decided: 0, alreadySo: 3, alone: 1 })
  })

  test('is written again so that git itself reads it the same', async () => {
    await rerun()
    const folder = makeTestFolder()
    execFileSync('git', ['init', '-q', folder])
    const text = await fetchText('/identity/mailmap')
    writeFileSync(join(folder, '.mailmap'), text)
    const check = (name: string, email: string): string =>
      execFileSync('git', ['-C', folder, 'check-mailmap', `${name} <${email}>`])
        .toString()
        .trim()
    expect(git.map(([name, email]) => check(name, email))).toEqual([
      'Ann Archer <ann@example.org>',
      'Ann Archer <ann@example.org>',
      'Ann Archer <ann@example.org>',
      'Bob Bee <bob@example.org>',
      'Bob Bee <bob@example.org>',
      'Cy Dee <cy@example.net>',
      'Dan "D" O’Hara <dan@example.com>',
    ])
    expect(await fetchText('/identity/mailmap?source=git:none')).toBe(
      '# Written by Groundswell: 0 aliases of 0 people.\n',
    )
    expect(await importText('.mailmap', text)).toMatchObject({ unmatched: 0, decided: 0 })
  })

  test('holds what the format can hold: remarks, brackets and shared addresses harm nobody', () => {
    const alias = (personId: string, name: string, email: string): MappedAlias => ({
      personId,
      properName: personId === '1' ? '# Hash\n<Proper>' : 'Plain',
      properEmail: personId === '1' ? 'one@example.org' : 'two@example.org',
      name,
      email,
    })
    const text = writeMailmap([
      alias('1', 'x <y>', 'a@example.org'),
      alias('1', '#old', 'b@example.org'),
      alias('1', '', 'c@example.org'),
      alias('1', '', 'shared@example.org'),
      alias('2', 'Two', 'shared@example.org'),
      alias('2', 'TWO', 'Shared@example.org'),
    ])
    expect(text.split('\n')).toEqual([
      '# Written by Groundswell: 3 aliases of 2 people.',
      '# 2 more cannot be written in this format.',
      ' # Hash Proper <one@example.org> #old <b@example.org>',
      ' # Hash Proper <one@example.org> <c@example.org>',
      'Plain <two@example.org> Two <shared@example.org>',
      '',
    ])
    const folder = makeTestFolder()
    execFileSync('git', ['init', '-q', folder])
    writeFileSync(join(folder, '.mailmap'), text)
    const check = (who: string): string =>
      execFileSync('git', ['-C', folder, 'check-mailmap', who]).toString().trim()
    expect(check('#old <b@example.org>')).toBe('# Hash Proper <one@example.org>')
    expect(check('Somebody <shared@example.org>')).toBe('Somebody <shared@example.org>')
  })
})

test('exported decisions are taken over by a workspace that knows the aliases', async () => {
  const exported = await fetchText('/export/decisions?format=jsonl')
  expect(exported.trim().split('\n')).toHaveLength(3)
  expect(await importText('d.jsonl', exported)).toMatchObject({ format: 'decisions', read: 3, alreadySo: 3 })
  await undoAll()
  const stranger = JSON.stringify({
    verdict: 'different',
    a_platform: 'git',
    a_name: 'Nobody',
    b_name: 'Else',
  })
  const report = await importText('d.jsonl', `${exported}${stranger}\n{"verdict":"perhaps"}\n`)
  expect(report).toMatchObject({ read: 5, decided: 3, unmatched: 2 })
  expect((await store.read(pairsInForce(undefined))).length).toBe(3)
})

describe('SortingHat', () => {
  const identity = (name: string | null, email: string | null, username: string | null = null) => ({
    id: 'x',
    name,
    email,
    username,
    source: 'git',
  })
  const people = {
    u1: {
      uuid: 'u1',
      profile: { name: 'Ann' },
      enrollments: [{ organization: 'Example' }],
      identities: [
        identity('Ann Archer', 'ann@example.org'),
        identity(null, null, 'archer77'),
        identity('Ann Archer', null),
        identity('Zoe', 'zoe@example.org'),
      ],
    },
    u2: { identities: [identity('Cy Dee', 'CY@example.net'), 7] },
    u3: 'broken',
  }

  test('identities of one individual become one person; what cannot be matched is named', async () => {
    const report = await importText('hat.json', JSON.stringify({ time: '2020', uidentities: people }))
    expect(report).toMatchObject({ format: 'sortinghat', read: 7, decided: 1, alone: 2, unmatched: 4 })
    expect(report.left.map(({ reason }) => reason).sort()).toEqual([
      'a name alone does not say who it is',
      'a name, address or username in it is no text',
      'it has no list of identities',
      'nobody here is called so',
    ])
    const newer = await importText('hat.json', JSON.stringify({ individuals: Object.values(people) }))
    expect(newer).toMatchObject({ read: 7, decided: 0, alreadySo: 1 })
  })

  test('what was decided here holds against the file', async () => {
    await undoAll()
    const report = await importText('hat.json', JSON.stringify({ uidentities: people }))
    expect(report.decided).toBe(1)
    const [pair] = await store.read(pairsInForce(undefined))
    await decide(store, {
      kind: 'same-person',
      subject: `${pair?.a}:${pair?.b}`,
      body: { ...pair, verdict: 'different' },
      at: new Date(),
      by: 'test',
      reason: '',
    })
    const again = await importText('hat.json', JSON.stringify({ uidentities: people }))
    expect(again).toMatchObject({ decided: 0, contrary: 1 })
    expect(again.left.map(({ reason }) => reason)).toContain(
      'it was decided here that they are different, which holds',
    )
  })
})

test.each(['', 'just words', '{"a": 1', '[1,2]', 'null'])(
  '%j is refused in a sentence or counted, never a fault',
  async (text) => {
    const answer = (await importText('what.txt', text)) as Imported & Problem
    if (answer.status !== undefined) expect(answer.detail).toContain('what.txt is no file of decisions')
    expect(door.faults).toEqual([])
  },
)
