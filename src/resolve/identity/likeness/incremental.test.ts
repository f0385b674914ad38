import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import {
  forgetEverything,
  type ObservedAct,
  observe,
  stateMailmap,
} from '../../../../test/support/observed.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { classifyDomains } from '../../organisations/classify-domains.ts'
import { decideIdentities } from '../decide-identity.ts'
import { gatherEvidence, joinAliases, rebuildAliasWords } from '../resolve-identity.ts'

const store = await openTestStore()
beforeEach(async () => {
  await forgetEverything(store)
  await store.write('TRUNCATE TABLE likeness_state')
})

/** Nothing is learned again, however small the community and much comes; and after every change. */
const never = { small: 0, share: 1000 }
const always = { small: 0, share: 0 }

const asOf = new Date('2030-01-01')

/** Who is who; what resolve works out afterwards rests on nothing else. */
async function resolveWith(pace: typeof never): Promise<void> {
  await rebuildAliasWords(store, asOf)
  await classifyDomains(store)
  await gatherEvidence(store)
  await joinAliases(store, { asOf, signal: new AbortController().signal, pace })
}

async function print(): Promise<Record<string, string[]>> {
  const printed: Record<string, string[]> = {}
  for (const table of [
    'person_aliases',
    'alias_links',
    'alias_traits',
    'alias_blocks',
    'alias_pairs',
    'alias_likenesses',
  ]) {
    const rows = await store.read({
      text: `SELECT toJSONString(tuple(*)) AS line FROM ${table} ORDER BY line`,
      params: {},
      row: z.object({ line: z.string() }),
    })
    printed[table] = rows.map(({ line }) => line)
  }
  return printed
}

/** Everything is compared again, by what was learned: every alias looks as if it had changed. */
async function compareAgain(): Promise<void> {
  await store.write('ALTER TABLE alias_traits UPDATE mark = 0 WHERE true')
  await resolveWith(never)
}

const readNews = () =>
  store.readOne({
    text: `SELECT (SELECT count() FROM compared_aliases) AS compared, (SELECT count() FROM alias_traits) AS aliases,
      (SELECT any(learned) FROM likeness_state) AS learned, (SELECT any(changed) FROM likeness_state) AS changed`,
    params: {},
    row: z.record(z.string(), z.coerce.number()),
  })

const surnames = ['Archer', 'Baker', 'Żółw', 'Müller', 'Yılmaz', 'van Dijk', 'Poe', 'Quist']
const emailOf = (given: string, surname: string, form: number, number: number): string =>
  [
    `${given}.${surname}@company${number % 9}.com`,
    `${given[0]}${surname}@gmail.com`,
    `${surname}${number}@gmx.de`,
    `${given}${number % 5}@${surname}.org`,
    `${number}+${surname}@users.noreply.github.com`,
  ][form] ?? ''
const person = fc.record({
  given: fc.constantFrom('Bob', 'Cleo', 'Дмитрий', 'Dana'),
  surname: fc.constantFrom(...surnames),
  form: fc.nat({ max: 4 }),
  day: fc.nat({ max: 3000 }),
})
const acting = (
  { given, surname, form, day }: { given: string; surname: string; form: number; day: number },
  at: number,
): ObservedAct => ({
  name: at % 7 === 0 ? given.toLowerCase() : `${given} ${surname}`,
  email: emailOf(given, surname, form, at),
  at: new Date(Date.UTC(2010, 0, 1 + day)).toISOString(),
  source: at % 11 === 0 ? 'git:other' : 'git:made-up',
})
/** A given name that as many have as may be compared by it, or nearly. */
const crowd = (from: number, to: number): ObservedAct[] =>
  Array.from({ length: to - from }, (_, at) => ({
    name: `Anna ${String.fromCharCode(66 + ((from + at) % 20))}${'aeiou'[at % 5]}rn${from + at}`,
    email: `anna${from + at}@gmail.com`,
  }))
const community = fc.record({
  before: fc.array(person, { minLength: 30, maxLength: 60 }),
  after: fc.array(person, { minLength: 1, maxLength: 8 }),
  crowded: fc.integer({ min: 57, max: 60 }),
  more: fc.integer({ min: 0, max: 4 }),
})

test('who came since is compared as if everybody were compared again', { timeout: 240_000 }, async () => {
  const check = fc.asyncProperty(community, async ({ before, after, crowded, more }) => {
    await forgetEverything(store)
    await store.write('TRUNCATE TABLE likeness_state')
    await observe(store, [...before.map(acting), ...crowd(0, crowded)])
    await resolveWith(never)
    const { aliases = 0 } = await readNews()

    await observe(store, [
      ...after.map((one, at) => acting(one, at + 100)),
      ...crowd(crowded, crowded + more),
    ])
    await stateMailmap(store, [['Cleo Archer', 'cleo@example.org', '', emailOf('Bob', 'Baker', 1, 0)]])
    await resolveWith(never)
    const news = await readNews()
    expect(news['learned']).toBe(aliases)
    expect(news['compared']).toBeLessThan(aliases)
    const printed = await print()

    await compareAgain()
    expect((await readNews())['compared']).toBe(news['aliases'])
    expect(await print()).toEqual(printed)
  })
  await fc.assert(check, { numRuns: 2, endOnFailure: true })
})

test('decisions hold, what changed is compared again, and of who is gone nothing is left', {
  timeout: 120_000,
}, async () => {
  const acts = Array.from({ length: 60 }, (_, at) =>
    acting(
      {
        given: ['Bob', 'Cleo', 'Dana'][at % 3] ?? '',
        surname: surnames[at % 8] ?? '',
        form: at % 5,
        day: at * 10,
      },
      at,
    ),
  )
  await observe(store, acts)
  await resolveWith(never)
  const joined = await store.readOne({
    text: `SELECT toString(alias_a) AS a, toString(alias_b) AS b FROM alias_links
      WHERE rule = 'likeness' AND verdict = 'accepted' ORDER BY alias_a, alias_b LIMIT 1`,
    params: {},
    row: z.object({ a: z.string(), b: z.string() }),
  })
  await decideIdentities(store, [{ ...joined, verdict: 'different', reason: '' }], {
    at: new Date('2026-01-01'),
    by: 'Somebody',
  })
  await stateMailmap(store, [['Support Baker', 'help@example.org', '', 'info@company1.com']])
  await observe(store, [{ name: 'Dana Poe', email: 'dana@poe.org' }])
  await resolveWith(never)
  expect(await countTogether(joined)).toBe(0)
  const printed = await print()
  await compareAgain()
  expect(await print()).toEqual(printed)

  await store.write("ALTER TABLE aliases DELETE WHERE source = 'git:other'")
  await store.write("ALTER TABLE events DELETE WHERE source = 'git:other'")
  await resolveWith(never)
  const news = await readNews()
  expect(news['learned']).toBe(news['aliases'])
  const left = await print()
  expect(left['alias_traits']?.length).toBeLessThan(printed['alias_traits']?.length ?? 0)
})

const countTogether = async ({ a, b }: { a: string; b: string }): Promise<number> => {
  const { together } = await store.readOne({
    text: `SELECT count() AS together FROM person_aliases AS x INNER JOIN person_aliases AS y ON y.person_id = x.person_id
      WHERE x.alias_id = {a:UInt64} AND y.alias_id = {b:UInt64}`,
    params: { a, b },
    row: z.object({ together: z.coerce.number() }),
  })
  return together
}

test('without news nothing is compared; when many came, or what was kept is not whole, everything is, as from scratch', {
  timeout: 120_000,
}, async () => {
  const acts = Array.from({ length: 80 }, (_, at) =>
    acting({ given: 'Bob', surname: surnames[at % 8] ?? '', form: at % 5, day: at }, at),
  )
  await observe(store, acts.slice(0, 50))
  await resolveWith(never)
  await resolveWith(never)
  expect(await readNews()).toMatchObject({ compared: 0, changed: 0 })
  await observe(store, acts)
  await resolveWith(always)
  const again = await print()
  // As a killed run leaves it.
  await store.write('TRUNCATE TABLE likeness_state')
  await store.write('TRUNCATE TABLE alias_pairs')
  await resolveWith(never)
  expect(await print()).toEqual(again)
  // As a power failure may leave it.
  await store.write('ALTER TABLE alias_blocks DELETE WHERE block % 2 = 0')
  await resolveWith(never)
  expect(await print()).toEqual(again)
})
