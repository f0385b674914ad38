import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { forgetEverything, type ObservedAct, observe, stateMailmap } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { resolve } from '../resolve.ts'
import { readHandleWords, readListings } from './listing.ts'

const store = await openTestStore()
beforeEach(() => forgetEverything(store))

const act = (name: string, email: string, at: string): ObservedAct => ({ name, email, at })
const resolveAll = () =>
  resolve(store, { asOf: new Date('2030-01-01'), signal: new AbortController().signal })

/** Whom somebody is assigned to on a day; '' for nobody. */
async function readAssigned(person: string, day: string): Promise<string> {
  const rows = await store.read({
    text: `SELECT organisations.name AS name FROM affiliations INNER JOIN people USING (person_id)
      INNER JOIN organisations ON organisations.organisation_id = affiliations.organisation_id
      WHERE people.name = {person:String} AND probability >= 0.8
        AND valid_from <= toDateTime64({day:String}, 3, 'UTC') AND (valid_to IS NULL OR valid_to > toDateTime64({day:String}, 3, 'UTC'))`,
    params: { person, day: `${day} 00:00:00` },
    row: z.object({ name: z.string() }),
  })
  return rows.map(({ name }) => name).join()
}

const readEvidence = (person: string) =>
  store.read({
    text: `SELECT DISTINCT employer_evidence.family AS family, sentence FROM employer_evidence INNER JOIN people USING (person_id)
      WHERE people.name = {person:String} ORDER BY family, sentence`,
    params: { person },
    row: z.object({ family: z.string(), sentence: z.string() }),
  })

describe('an own address begun between two employers', () => {
  const isJane = (email: string) => ['Jane Doe', 'jane@gmail.com', '', email] as const
  const acts = (last: string): ObservedAct[] => [
    act('Jane Doe', 'jane@redhat.com', '2019-01-01'),
    act('Jane Doe', 'jane@redhat.com', '2019-06-01'),
    act('Jane Doe', 'jane@gmail.com', '2019-07-01'),
    act('Jane Doe', 'jane@gmail.com', '2019-10-01'),
    act('Jane Doe', 'jane@suse.com', '2020-03-01'),
    act('Jane Doe', 'jane@suse.com', '2020-06-01'),
    act('Jane Doe', 'jane@gmail.com', last),
  ]

  test('goes with the new one when it is used beside it as well', async () => {
    await observe(store, acts('2020-05-01'))
    await stateMailmap(store, [isJane('jane@redhat.com'), isJane('jane@suse.com')])
    await resolveAll()
    expect(await readAssigned('Jane Doe', '2019-06-10')).toBe('Red Hat')
    expect(await readAssigned('Jane Doe', '2019-07-02')).toBe('SUSE')
    expect(await readAssigned('Jane Doe', '2019-10-02')).toBe('SUSE')
  })

  test('goes with the new one for less long when it is given up', async () => {
    await observe(store, acts('2020-02-01'))
    await stateMailmap(store, [isJane('jane@redhat.com'), isJane('jane@suse.com')])
    await resolveAll()
    expect(await readAssigned('Jane Doe', '2019-07-02')).toBe('Red Hat')
    expect(await readAssigned('Jane Doe', '2019-12-15')).toBe('')
    expect(await readAssigned('Jane Doe', '2020-04-01')).toBe('SUSE')
  })
})

test('who always wrote from an own address and once from the employer’s says nothing by going on', async () => {
  const days = Array.from({ length: 20 }, (_, day) => new Date(Date.UTC(2019, 0, 1 + day)).toISOString())
  await observe(store, [
    ...days.map((day) => act('Jane Doe', 'jane@gmail.com', day)),
    act('Jane Doe', 'jane@redhat.com', '2019-02-01'),
    act('Jane Doe', 'jane@gmail.com', '2020-02-01'),
  ])
  await stateMailmap(store, [['Jane Doe', 'jane@gmail.com', '', 'jane@redhat.com']])
  await resolveAll()
  expect(await readAssigned('Jane Doe', '2020-02-01')).toBe('Red Hat')
  expect(await readAssigned('Jane Doe', '2020-06-01')).toBe('')
})

describe('an employer in a name', () => {
  test('in brackets: a listed company’s, not a nick, a foundation, a forge or a list that passes mail on', async () => {
    await observe(store, [
      act('Ann Archer (Intel)', 'ann@gmail.com', '2020-01-01'),
      act('Bob Baker (thefox)', 'bob@gmail.com', '2020-01-01'),
      act('Cid Cole (Debian)', 'cid@gmail.com', '2020-01-01'),
      act('Dee Dune (GitHub)', 'dee@gmail.com', '2020-01-01'),
      act('Eve Egg (JIRA)', 'jira@lists.example', '2020-01-01'),
      act('Fay Fox [Red Hat, Inc.]', 'fay@gmail.com', '2020-01-01'),
    ])
    await resolveAll()
    expect(await readAssigned('Ann Archer (Intel)', '2020-01-01')).toBe('Intel')
    expect(await readEvidence('Ann Archer (Intel)')).toEqual([
      { family: 'name', sentence: '“Intel” in the name “Ann Archer (Intel)”, used on 2020-01-01' },
    ])
    expect(await readAssigned('Fay Fox [Red Hat, Inc.]', '2020-01-01')).toBe('Red Hat')
    for (const name of ['Bob Baker (thefox)', 'Cid Cole (Debian)', 'Dee Dune (GitHub)', 'Eve Egg (JIRA)'])
      expect((await readEvidence(name)).filter(({ family }) => family === 'name')).toEqual([])
  })

  test('at either end of a user name, also in GitHub’s no-reply address; an address in use outranks it', async () => {
    await observe(store, [
      act('Ann Archer', '1+ann-intel@users.noreply.github.com', '2020-01-01'),
      act('Bob Baker', '2+msft_bob@users.noreply.github.com', '2020-01-01'),
      act('Cid Cole', '3+intelligent-cid@users.noreply.github.com', '2020-01-01'),
      act('Dee Dune', '4+intel@users.noreply.github.com', '2020-01-01'),
      act('Eve Egg', '5+eve-intel@users.noreply.github.com', '2020-01-01'),
      act('Eve Egg', 'eve@suse.com', '2020-01-01'),
      act('Release Bot', '6+release-google-bot@users.noreply.github.com', '2020-01-01'),
    ])
    await stateMailmap(store, [
      ['Eve Egg', 'eve@suse.com', 'Eve Egg', '5+eve-intel@users.noreply.github.com'],
    ])
    await resolveAll()
    expect(await readAssigned('Ann Archer', '2020-01-01')).toBe('Intel')
    expect(await readAssigned('Bob Baker', '2020-01-01')).toBe('Microsoft')
    expect(await readEvidence('Cid Cole')).toEqual([])
    expect(await readEvidence('Dee Dune')).toEqual([])
    expect(await readAssigned('Eve Egg', '2020-01-01')).toBe('SUSE')
    expect(await readEvidence('Release Bot')).toEqual([])
  })

  test('every word of the table stands for an organisation the tables list', () => {
    const listed = new Set([...readListings().values()].map(({ organisation }) => organisation))
    const words = [...readHandleWords()]
    expect(words.length).toBeGreaterThan(50)
    expect(words.filter(([word, name]) => !/^[a-z\d]{3,}$/.test(word) || !listed.has(name))).toEqual([])
  })
})
