import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  forgetEverything,
  type MailmapLine,
  type ObservedAct,
  observe,
  printResolved,
  stateMailmap,
} from '../../test/support/observed.ts'
import { openTestStore } from '../../test/support/workspace.ts'
import { resolve } from './resolve.ts'

const store = await openTestStore()
beforeEach(() => forgetEverything(store))

const resolveAll = () =>
  resolve(store, { asOf: new Date('2030-01-01'), signal: new AbortController().signal })

const names = ['Ann Archer', 'ann', 'Archer, Ann', 'Release Bot', 'Support', 'Łukasz Żółw', '', 'Bob']
const emails = [
  'ann@redhat.com',
  'ANN@redhat.com',
  'info@redhat.com',
  'ann@suse.com',
  'x@localhost',
  '1+ann@users.noreply.github.com',
  '2+ann@users.noreply.github.com',
  'ann@users.noreply.github.com',
  'bob@gmail.com',
  'b.ob@gmail.com',
  '',
]
const act = fc.record({
  platform: fc.constantFrom('git', 'forum', 'github'),
  name: fc.constantFrom(...names),
  email: fc.constantFrom(...emails),
  accountId: fc.constantFrom('', '', '', '1', '2'),
  at: fc.integer({ min: 0, max: 3000 }).map((day) => new Date(Date.UTC(2015, 0, 1 + day)).toISOString()),
  quantities: fc.constantFrom({}, { 'source.added': 3 }),
  visitor: fc.nat({ max: 3 }),
})
const line: fc.Arbitrary<MailmapLine> = fc.tuple(
  fc.constantFrom('', 'Ann Archer', 'Bob Baker'),
  fc.constantFrom(...emails),
  fc.constantFrom('', '', ...names),
  fc.constantFrom(...emails.filter((email) => email !== '')),
)
const community = fc.record({
  acts: fc.array(act, { minLength: 20, maxLength: 60 }),
  mailmap: fc.array(line, { maxLength: 4 }),
})

/** A person with two accounts on one host, or who is a bot and a human: there must be none. */
const countViolations = () =>
  store.readOne({
    text: `SELECT count() AS violations FROM (
      SELECT person_id FROM alias_words
      INNER JOIN (SELECT alias_id, class FROM alias_facts) AS facts USING (alias_id)
      INNER JOIN (SELECT alias_id, person_id FROM person_aliases) AS people USING (alias_id)
      GROUP BY person_id
      HAVING countIf(class = 'bot') > 0 AND countIf(class = 'human') > 0
        OR uniqExactIf(github_id, github_id != '') > 1
        OR uniqExactIf(account_id, account_id != '' AND platform = 'forum') > 1
        OR uniqExactIf(account_id, account_id != '' AND platform = 'git') > 1)`,
    params: {},
    row: z.object({ violations: z.coerce.number() }),
  })

test('the order of what was seen, seeing it twice and resolving it twice change nothing; no cannot-link is violated', {
  timeout: 240_000,
}, async () => {
  const check = fc.asyncProperty(community, fc.infiniteStream(fc.nat()), async ({ acts, mailmap }, luck) => {
    const named: ObservedAct[] = acts.map((one, index) => ({ ...one, id: String(index) }))
    await forgetEverything(store)
    await observe(store, named)
    await stateMailmap(store, mailmap)
    await resolveAll()
    const first = await printResolved(store)
    expect(await countViolations()).toEqual({ violations: 0 })

    // Without news nothing would be done.
    await store.write('TRUNCATE TABLE resolve_mark')
    await resolveAll()
    expect(await printResolved(store)).toEqual(first)

    await forgetEverything(store)
    const shuffled = named
      .map((one) => ({ one, place: luck.next().value }))
      .sort((a, b) => a.place - b.place)
      .map(({ one }) => one)
    await observe(store, shuffled.slice(0, 7))
    await observe(store, shuffled)
    await stateMailmap(store, mailmap)
    await resolveAll()
    expect(await printResolved(store)).toEqual(first)
  })
  // Shrinking would resolve hundreds of times.
  await fc.assert(check, { numRuns: 3, endOnFailure: true })
})

describe('ids of people', () => {
  const readIds = async (): Promise<Record<string, string>> => {
    const rows = await store.read({
      text: 'SELECT email, toString(person_id) AS person FROM person_aliases',
      params: {},
      row: z.object({ email: z.string(), person: z.string() }),
    })
    return Object.fromEntries(rows.map(({ email, person }) => [email, person]))
  }
  const act = (email: string, year: number): ObservedAct => ({
    name: 'Ann',
    email,
    at: `${year}-01-01T00:00:00Z`,
  })
  const isAnn = (email: string): MailmapLine => ['Ann', 'a@example.org', '', email]

  test('survive older history, a merge and a split: the largest part keeps the id', async () => {
    await observe(store, [act('a@example.org', 2020), act('b@example.org', 2021), act('c@example.org', 2022)])
    await stateMailmap(store, [isAnn('b@example.org')], { at: '2020-01-01T00:00:00Z' })
    await resolveAll()
    const before = await readIds()
    expect(before['a@example.org']).toBe(before['b@example.org'])

    // An older alias joins; the person keeps the id, and so does c, who joins the larger part and loses theirs.
    await observe(store, [act('old@example.org', 2001)])
    await stateMailmap(store, [isAnn('b@example.org'), isAnn('old@example.org'), isAnn('c@example.org')], {
      at: '2020-01-02T00:00:00Z',
    })
    await resolveAll()
    const merged = await readIds()
    expect(new Set(Object.values(merged))).toEqual(new Set([before['a@example.org']]))

    // The part with three aliases keeps the id; the one without a is new and cannot take the same.
    await stateMailmap(
      store,
      ['c@example.org', 'old@example.org'].map((email) => ['Ann', 'b@example.org', '', email]),
      { at: '2020-01-03T00:00:00Z' },
    )
    await resolveAll()
    const split = await readIds()
    expect(split['b@example.org']).toBe(before['a@example.org'])
    expect(split['c@example.org']).toBe(split['b@example.org'])
    expect(split['a@example.org']).not.toBe(before['a@example.org'])
    await store.write('TRUNCATE TABLE resolve_mark')
    await resolveAll()
    expect(await readIds()).toEqual(split)

    // Taken back, everybody is who they were.
    await stateMailmap(store, [isAnn('b@example.org')], { at: '2020-01-04T00:00:00Z' })
    await resolveAll()
    const after = await readIds()
    expect(after['a@example.org']).toBe(after['b@example.org'])
    expect(new Set(Object.values(after)).size).toBe(3)
  })
})

describe('hostile names', () => {
  const hostile = [
    '<script>alert(1)</script>',
    "Robert'); DROP TABLE people;--",
    '{name:String} \\N \\x00 \\',
    'nul\u0000byte\u0007bell\u001b[31m',
    '\u202Egnp.exe\u202C',
    'line\u2028separator\nand\ttab',
    '\uFFFD\u{1F600} Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D\u034F',
    '   ',
    '%s%n#{7*7}{{7*7}}',
  ]

  test('are kept as they are, and nothing of them is run', async () => {
    const acts = hostile.flatMap((text, index): ObservedAct[] => [
      { name: text, email: `a${index}@example.org` },
      { name: 'Ann', email: `${text}@${text}` },
      { name: '', email: '', username: text },
    ])
    await observe(store, acts)
    await stateMailmap(
      store,
      hostile.map((text, index) => [text, text, '', `a${index}@example.org`]),
    )
    await resolveAll()
    const aliases = await store.read({
      text: 'SELECT name, email, username FROM person_aliases',
      params: {},
      row: z.object({ name: z.string(), email: z.string(), username: z.string() }),
    })
    const told = acts.map(({ name = '', email = '', username = '' }) =>
      JSON.stringify({ name, email, username }),
    )
    expect(aliases.map((alias) => JSON.stringify(alias)).sort()).toEqual(told.sort())
    const people = await store.read({
      text: 'SELECT name FROM people',
      params: {},
      row: z.object({ name: z.string() }),
    })
    expect(people.map(({ name }) => name)).toEqual(
      expect.arrayContaining(hostile.filter((text) => text.trim() !== '')),
    )
  })

  test('bytes that are no text are kept byte for byte', async () => {
    const bytes = ['ff', 'fe80', 'c3', '4a6f73e9', 'eda080']
    for (const [index, hex] of bytes.entries())
      await store.write(
        `INSERT INTO aliases (alias_id, source, platform, name, email)
         VALUES ({id:UInt64}, 'git:made-up', 'git', unhex({hex:String}), concat(unhex({hex:String}), '@', unhex({hex:String}), '.example'))`,
        { id: index + 1, hex },
      )
    await resolveAll()
    const kept = await store.read({
      text: 'SELECT lower(hex(name)) AS hex FROM person_aliases ORDER BY alias_id',
      params: {},
      row: z.object({ hex: z.string() }),
    })
    expect(kept.map(({ hex }) => hex)).toEqual(bytes)
  })
})
