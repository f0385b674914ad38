import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type ObservedAct, observe } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { resolve } from '../../resolve/index.ts'
import { compileRules } from '../rules/compile-rules.ts'
import { kinds } from '../rules/registry.gen.ts'
import { parseRule, type SubjectKind } from '../rules/rule.ts'
import { segment } from '../segment.ts'

// What rules ask of threads, releases, forks and measures, from the events that sources tell.

const store = await openTestStore()
const asOf = new Date('2024-06-01T00:00:00Z')
const issue = (number: number) => ({ kind: 'thread', id: `example/loom#${number}` })
const told = (name: string, type: string, day: string, more: Partial<ObservedAct> = {}): ObservedAct => ({
  source: 'github:loom',
  platform: 'github',
  name,
  email: `${name.split(' ')[0]?.toLowerCase()}@gmx.de`,
  type,
  at: `${day}T10:00:00Z`,
  ...more,
})
const nobody = { name: '', email: '' }
const release = (version: string, day: string): ObservedAct =>
  told('Ada Loom', 'release.publish', day, {
    id: `release ${version}`,
    object: { kind: 'repository', id: 'example/loom', version },
  })

beforeAll(async () => {
  await observe(store, [
    // Ada asked; Bob answered, as a webhook told.
    told('Ada Loom', 'issue.open', '2024-03-01', { object: issue(1) }),
    told('Bob Weft', 'issue.comment', '2024-03-03', { object: issue(1), source: 'forge-webhook:in' }),
    told('helper', 'issue.comment', '2024-03-01', { object: issue(1), isBot: true }),
    // Cid asked; only Cid and a bot wrote since.
    told('Cid Warp', 'issue.open', '2024-04-01', { object: issue(2) }),
    told('Cid Warp', 'issue.comment', '2024-04-05', { object: issue(2) }),
    told('helper', 'issue.comment', '2024-04-01', { object: issue(2), isBot: true }),
    // Dee asked; whoever answered has no name any more.
    told('Dee Dye', 'issue.open', '2024-04-02', { object: issue(3) }),
    told('', 'issue.comment', '2024-04-03', { object: issue(3), ...nobody }),
    // Bob proposed, and it was merged.
    told('Bob Weft', 'pr.open', '2024-04-10', { object: { ...issue(4), id: 'example/weft#4' } }),
    told('Bob Weft', 'pr.merged', '2024-04-12', { object: { ...issue(4), id: 'example/weft#4' } }),
    // The beginning of this one nobody saw.
    told('Eve Wool', 'list.reply', '2024-05-01', {
      object: { kind: 'thread', id: '<a@example.org>' },
      attrs: { list: 'users' },
      quantities: { characters: 40 },
    }),
    release('1.0', '2024-01-01'),
    release('2.0', '2024-04-04'),
    release('2.1-rc1', '2024-05-20'),
    told('Bob Weft', 'commit.author', '2024-02-01', {
      source: 'git:loom',
      object: { kind: 'commit', id: 'c0ffee' },
      quantities: { files: 2, 'added.source': 30, 'removed.docs': 12 },
    }),
    told('Dee Dye', 'commit.author', '2024-02-02', {
      source: 'git:loom',
      object: { kind: 'commit', id: 'decade' },
    }),
    told('Eve Wool', 'repo.fork_ahead', '2024-05-05', {
      object: { kind: 'repository', id: 'example/loom' },
      quantities: { ahead_by: 7, behind_by: 1 },
    }),
    told('', 'repo.fork_ahead', '2024-05-06', {
      ...nobody,
      organisation: 'AcmeWorks',
      object: { kind: 'repository', id: 'example/loom' },
      quantities: { ahead_by: 3, behind_by: 0 },
    }),
    told('Fay Acme', 'commit.author', '2024-05-07', { email: 'fay@acmeworks.com' }),
    told('Gus Acme', 'commit.author', '2024-05-08', { email: 'gus@acmeworks.com' }),
  ])
  const options = { asOf, signal: new AbortController().signal }
  await resolve(store, options)
  await segment(store, options)
}, 60_000)

/** First names of whom a rule fits, and after a stroke of whom nobody knows. */
async function ask(written: unknown, subject: SubjectKind = 'person', at = asOf): Promise<string> {
  const rule = parseRule(written, kinds, subject)
  const { select, params } = compileRules([rule], { subject })
  const [table, id] = subject === 'person' ? ['people', 'person_id'] : ['organisations', 'organisation_id']
  const { fits, unsure } = await store.readOne({
    text: `SELECT arraySort(groupArrayIf(splitByChar(' ', name)[1], verdict_1 = 1)) AS fits,
      arraySort(groupArrayIf(splitByChar(' ', name)[1], verdict_1 IS NULL)) AS unsure
      FROM (${select}) AS judged INNER JOIN ${table} ON ${table}.${id} = judged.subject_id`,
    params: { ...params, as_of: at, first: '0', last: String(2n ** 64n - 1n) },
    row: z.object({ fits: z.array(z.string()), unsure: z.array(z.string()) }),
  })
  return unsure.length === 0 ? fits.join(' ') : `${fits.join(' ')} | ${unsure.join(' ')}`
}
const opener = (that: unknown, more = {}) => ({ 'in-thread': { that, as: 'opener', ...more } })

test('threads: who opened, who answered, and what nobody knows', async () => {
  expect(await ask(opener({ answered: {} }))).toBe('Ada | Dee')
  expect(await ask(opener({ not: { answered: {} } }))).toBe('Bob Cid | Dee')
  expect(await ask(opener({ answered: { within_days: 1 } }))).toBe(' | Dee')
  expect(await ask({ 'in-thread': { that: { thread: { opened: ['issue.open'] } }, as: 'answerer' } })).toBe(
    'Bob | Eve',
  )
  expect(await ask({ 'in-thread': { that: { 'thread-people': { at_least: 2 } } } })).toBe('Ada Bob | Dee Eve')
  expect(await ask(opener({ ended: { as: 'merged' } }))).toBe('Bob')
  expect(await ask(opener({ ended: { as: 'solved' } }))).toBe(' | Ada Bob Cid Dee')
  expect(
    await ask({
      'in-thread': { that: { 'opened-by': { that: { alias: { names: ['ada*'] } } } }, as: 'answerer' },
    }),
  ).toBe('Bob | Eve')
  expect(await ask({ 'in-thread': { that: { thread: { in: ['users'] } } } })).toBe('Eve')
})

test('at an earlier moment threads are what they were then', async () => {
  expect(await ask(opener({ answered: {} }), 'person', new Date('2024-03-02'))).toBe('')
  expect(await ask(opener({ not: { answered: {} } }), 'person', new Date('2024-03-02'))).toBe('Ada')
})

test('acts in a place, on a version, between releases', async () => {
  expect(await ask({ did: { in: ['example/weft'] } })).toBe('Bob')
  expect(await ask({ did: { in: ['loom'], acts: ['commit.author'] } })).toBe('Bob Dee')
  expect(await ask({ did: { versions: ['2.0'] } })).toBe('Ada')
  expect(await ask({ did: { acts: ['issue.open'], since_release: '1.0', before_release: '2.0' } })).toBe(
    'Ada Cid Dee',
  )
  expect(await ask({ did: { acts: ['issue.open', 'issue.comment'], since_release: 'last' } })).toBe('Cid')
  expect(await ask({ did: { since_release: '9.9' } })).toBe(' | Ada Bob Cid Dee Eve Fay Gus')
  expect(await ask({ did: { since_release: '2.0', release_of: 'example/weft' } })).toBe(
    ' | Ada Bob Cid Dee Eve Fay Gus',
  )
})

test('sums, unknown where nothing tells them', async () => {
  expect(await ask({ sum: { of: 'lines', acts: ['commit.author'], at_least: 42 } })).toBe('Bob | Dee Fay Gus')
  expect(await ask({ sum: { of: 'lines', acts: ['commit.author'], at_least: 43 } })).toBe(' | Dee Fay Gus')
  expect(await ask({ sum: { of: 'characters', acts: ['list.reply'], at_most: 40 } })).toBe(
    'Ada Bob Cid Dee Eve Fay Gus',
  )
})

test('aliases and forks', async () => {
  expect(await ask({ alias: { domains: ['acmeworks.com'] } })).toBe('Fay Gus')
  expect(await ask({ alias: { platforms: ['nowhere'] } })).toBe('')
  expect(await ask({ 'has-fork': { ahead_by: 5 } })).toBe('Eve')
  expect(await ask({ 'has-fork': {} }, 'person', new Date('2024-01-02'))).toContain('|')
  expect(await ask({ 'has-fork': {} }, 'organisation')).toMatch(/acmeworks/i)
  expect(await ask({ 'has-fork': { ahead_by: 4 } }, 'organisation')).toBe('')
})
