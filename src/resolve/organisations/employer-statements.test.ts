import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { forgetEverything, type ObservedAct, observe, stateMailmap } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { resolve } from '../resolve.ts'
import { overrideEmployer, removeEmployerOverride } from './override-employer.ts'

const store = await openTestStore()
beforeEach(() => forgetEverything(store))

const resolveAll = () =>
  resolve(store, { asOf: new Date('2030-01-01'), signal: new AbortController().signal })
const act = (name: string, email: string, at: string): ObservedAct => ({ name, email, at })
const says = (
  source: string,
  name: string,
  email: string,
  at: string,
  organisation: string,
): ObservedAct => ({
  ...act(name, email, at),
  source,
  platform: source.split(':')[0] ?? '',
  type: 'newsletter.subscribe',
  organisation,
})

const readAffiliations = (person: string) =>
  store.read({
    text: `SELECT organisations.name AS name, toDate(valid_from) AS since, toDate(valid_to) AS until, round(probability, 2) AS probability, evidence
      FROM affiliations INNER JOIN people USING (person_id) INNER JOIN organisations ON organisations.organisation_id = affiliations.organisation_id
      WHERE people.name = {person:String} ORDER BY valid_from, name`,
    params: { person },
    row: z.object({
      name: z.string(),
      since: z.string(),
      until: z.string().nullable(),
      probability: z.number(),
      evidence: z.string(),
    }),
  })
const readId = async (name: string): Promise<string> => {
  const { id } = await store.readOne({
    text: 'SELECT toString(person_id) AS id FROM people WHERE name = {name:String}',
    params: { name },
    row: z.object({ id: z.string() }),
  })
  return id
}

describe('what sources say', () => {
  test('a CRM outweighs an address, a form supports free mail for a time', async () => {
    await observe(store, [
      act('Ann Archer', 'ann@redhat.com', '2020-03-01'),
      says('crm:ours', 'Ann Archer', 'ann@redhat.com', '2020-03-01', 'SUSE'),
      says('newsletter:ours', 'Bob Baker', 'bob@gmail.com', '2020-03-01', 'Widgets, Inc.'),
    ])
    await resolveAll()
    const [first] = (await readAffiliations('Ann Archer')).filter(({ since }) => since === '2020-03-01')
    expect(first).toMatchObject({
      name: 'SUSE',
      evidence: expect.stringContaining('“SUSE” in the CRM (crm:ours)'),
    })
    const bob = await readAffiliations('Bob Baker')
    expect(bob.find(({ probability }) => probability >= 0.8)).toMatchObject({
      name: 'Widgets, Inc.',
      evidence: '“Widgets, Inc.” as stated (newsletter:ours) on 2020-03-01',
    })
    expect(bob.at(-1)?.until).not.toBeNull()
  })

  test('a name means the organisation people write from; what means nobody names none', async () => {
    await observe(store, [
      act('Ann Archer', 'ann@widgets.example', '2020-03-01'),
      act('Bob Baker', 'bob@widgets.example', '2020-03-01'),
      says('newsletter:ours', 'Cid Cole', 'cid@gmail.com', '2020-03-01', 'Widgets Ltd'),
      says('newsletter:ours', 'Dee Dune', 'dee@gmail.com', '2020-03-01', 'self-employed'),
      says('gitlab:forge', 'Eve Egg', 'eve@gmail.com', '2020-03-01', 'some-group'),
    ])
    await resolveAll()
    expect((await readAffiliations('Cid Cole'))[0]?.name).toBe('widgets.example')
    expect(await readAffiliations('Dee Dune')).toEqual([])
    expect(await readAffiliations('Eve Egg')).toEqual([])
  })
})

describe('a person’s word', () => {
  const word = { by: 'Jo', at: new Date('2026-02-03'), reason: 'she told us' }

  test('wins over all evidence for its time, and is taken back', async () => {
    await observe(store, [
      act('Ann Archer', 'ann@redhat.com', '2019-01-01'),
      act('Ann Archer', 'ann@redhat.com', '2021-01-01'),
    ])
    await resolveAll()
    const before = await readAffiliations('Ann Archer')
    const person = await readId('Ann Archer')
    await overrideEmployer(store, {
      ...word,
      person,
      organisation: 'Widgets',
      from: new Date('2019-06-01'),
      to: new Date('2020-06-01'),
    })
    await overrideEmployer(store, {
      ...word,
      person,
      organisation: '',
      from: new Date('2020-06-01'),
      to: new Date('2020-09-01'),
    })
    await resolveAll()
    expect(await readAffiliations('Ann Archer')).toMatchObject([
      { name: 'Red Hat', since: '2019-01-01', until: '2019-06-01', probability: 0.95 },
      {
        name: 'Widgets',
        since: '2019-06-01',
        until: '2020-06-01',
        probability: 1,
        evidence: 'decided by Jo on 2026-02-03: she told us',
      },
      { name: 'Red Hat', since: '2020-09-01', until: null },
    ])
    await removeEmployerOverride(store, { ...word, person })
    await resolveAll()
    expect(await readAffiliations('Ann Archer')).toEqual(before)
    await expect(removeEmployerOverride(store, { ...word, person })).rejects.toThrow(/nothing to take back/)
  })

  test('a later word takes the time of an earlier one; it stays with the person when they are joined', async () => {
    await observe(store, [
      act('Ann Archer', 'ann@redhat.com', '2019-01-01'),
      act('annie', 'annie@gmail.com', '2018-01-01'),
    ])
    await resolveAll()
    const person = await readId('annie')
    await overrideEmployer(store, { ...word, person, organisation: 'Widgets' })
    const stays = await overrideEmployer(store, {
      ...word,
      person,
      organisation: 'SUSE',
      from: new Date('2019-01-01'),
      to: new Date('2020-01-01'),
    })
    expect(
      stays.map(({ organisation, from, to }) => [organisation, from?.slice(0, 4), to?.slice(0, 4)]),
    ).toEqual([
      ['Widgets', undefined, '2019'],
      ['SUSE', '2019', '2020'],
      ['Widgets', '2020', undefined],
    ])
    await stateMailmap(store, [['Ann Archer', 'ann@redhat.com', '', 'annie@gmail.com']])
    await resolveAll()
    expect((await readAffiliations('Ann Archer')).map(({ name }) => name)).toEqual([
      'Widgets',
      'SUSE',
      'Widgets',
    ])
  })

  test('nonsense is refused with a sentence', async () => {
    await observe(store, [act('Ann Archer', 'ann@redhat.com', '2019-01-01')])
    await resolveAll()
    await expect(overrideEmployer(store, { ...word, person: '1', organisation: 'X' })).rejects.toThrow(
      /There is no person 1/,
    )
    await expect(
      overrideEmployer(store, {
        ...word,
        person: await readId('Ann Archer'),
        organisation: 'X',
        from: new Date(2),
        to: new Date(1),
      }),
    ).rejects.toThrow(/end must lie after/)
  })
})
