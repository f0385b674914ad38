import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { type Told, walkCommercial } from '../../../../test/support/commercial-walk.ts'
import { readCoverage } from '../../../../test/support/placing.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { splitIntoParts } from '../../part.ts'
import { placeInSegments } from '../../place.ts'
import { scheme } from './index.ts'

const store = await openTestStore()
const begin = Date.parse('2020-01-01T00:00:00Z')
const day = 86_400_000

interface Dealing {
  readonly organisation: string
  readonly at: Date
  readonly type: string
  readonly kind?: 'deal' | 'contract' | 'company' | ''
  readonly id?: string
  readonly stage?: string
  readonly outcome?: string
  readonly source?: string
}

interface Asked {
  readonly person: string
  readonly at: Date
}

interface Business {
  readonly organisations: readonly string[]
  readonly firstSeen?: ReadonlyMap<string, Date>
  readonly dealings: readonly Dealing[]
  /** People act for the organisation of their number from 2020-03-01 on. */
  readonly asked?: readonly Asked[]
}

const employedFrom = new Date('2020-03-01T00:00:00Z')

/** What `resolve` and the steps before would have written. */
async function settleBusiness({ organisations, dealings, asked = [], firstSeen }: Business): Promise<void> {
  const tables = {
    organisations: organisations.map((id) => ({
      organisation_id: id,
      name: `Firm ${id}`,
      first_seen: (firstSeen?.get(id) ?? new Date(begin)).toISOString(),
    })),
    organisation_dealings: dealings.map(({ organisation, at, kind = '', id = '', ...rest }) => ({
      organisation_id: organisation,
      occurred_at: at.toISOString(),
      source: rest.source ?? 'crm:a',
      type: rest.type,
      object_kind: kind,
      object_id: id,
      stage: rest.stage ?? '',
      outcome: rest.outcome ?? '',
    })),
    human_acts: asked.map(({ person, at }) => ({
      person_id: person,
      day: at.toISOString().slice(0, 10),
      act: 'asked support',
      occurred_at: at.toISOString(),
      type: 'support.ticket',
    })),
    affiliations: organisations.map((id) => ({
      person_id: id,
      organisation_id: id,
      valid_from: employedFrom.toISOString(),
      valid_to: null,
      probability: 0.9,
    })),
  }
  for (const [table, rows] of Object.entries(tables)) {
    await store.write(`TRUNCATE TABLE ${table}`)
    if (rows.length > 0)
      await store.append(
        table,
        [Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'))],
        'JSONEachRow',
      )
  }
}

const stay = z.object({
  organisation: z.string(),
  rung: z.string(),
  from: z.coerce.date(),
  to: z.coerce.date().nullable(),
  why: z.string(),
  whyLeft: z.string(),
})

/** The stays the scheme says, without placing them. */
async function stand(asOf: Date, parts = 1) {
  const found = []
  for (const part of splitIntoParts(parts, 1))
    found.push(
      ...(await store.read({
        text: `SELECT toString(subject_id) AS organisation, segment AS rung, entered_at AS from, left_at AS to,
            entered_reason AS why, left_reason AS whyLeft FROM (${scheme.memberships}) ORDER BY subject_id, entered_at`,
        params: { ...part, as_of: asOf },
        row: stay,
      })),
    )
  return found
}

async function cover(asOf: Date) {
  const { signal } = new AbortController()
  const beganAt = new Date()
  await placeInSegments(store, { schemes: [scheme], asOf, beganAt, signal, parts: splitIntoParts(1, 1) })
  return readCoverage(store, scheme)
}

const at = (text: string): Date => new Date(`${text}T00:00:00Z`)
const told = (
  on: string,
  type: string,
  kind: 'deal' | 'contract' | 'company',
  id: string,
  stage = '',
): Dealing => ({
  organisation: '1',
  at: at(on),
  type,
  kind,
  id,
  stage,
})
const short = (stays: Awaited<ReturnType<typeof stand>>) =>
  stays.map(({ rung, from, why }) => [rung, from.toISOString().slice(0, 10), why])

test('an organisation is seen, asks, is sold to, signs, is won as a partner, and is lost', async () => {
  await settleBusiness({
    organisations: ['1', '2'],
    dealings: [
      told('2020-05-01', 'crm.stage_change', 'deal', 'd', 'opened'),
      told('2020-06-01', 'contract.sign', 'contract', 'c'),
      told('2020-07-01', 'crm.stage_change', 'company', '1', 'Channel Partner'),
      told('2021-02-01', 'crm.stage_change', 'company', '1', 'Former partner'),
      told('2021-06-01', 'contract.end', 'contract', 'c', 'Expired'),
      { ...told('2020-02-01', 'crm.stage_change', 'company', '2', 'newsletter'), organisation: '2' },
    ],
    asked: [
      { person: '1', at: at('2020-02-20') },
      { person: '1', at: at('2020-04-01') },
    ],
  })
  const stays = await stand(at('2022-01-01'))
  expect(short(stays.filter(({ organisation }) => organisation === '1'))).toEqual([
    ['B0', '2020-02-01', 'no source tells of business with them'],
    ['B1', '2020-04-01', 'somebody of theirs asked support on 2020-04-01'],
    ['B2', '2020-05-01', 'a deal is “opened” in crm:a on 2020-05-01'],
    ['B3', '2020-06-01', 'signed a contract in crm:a on 2020-06-01'],
    ['B4', '2020-07-01', 'is “Channel Partner” in crm:a on 2020-07-01'],
    ['B3', '2021-02-01', 'is “Former partner” in crm:a on 2021-02-01'],
    // The deal is open still, as far as anybody told.
    ['B2', '2021-06-01', 'a contract ended in crm:a on 2021-06-01'],
  ])
  expect(stays.map(({ whyLeft }) => whyLeft === '')).toEqual(stays.map(({ to }) => to === null))
  expect(await cover(at('2022-01-01'))).toEqual({ classified: 2, unknown: 0, conflicting: 0 })
})

test('without any source of business nothing is known, which is not “no business”', async () => {
  await settleBusiness({
    organisations: ['1', '2'],
    dealings: [],
    asked: [{ person: '1', at: at('2020-04-01') }],
  })
  expect(short(await stand(at('2020-05-01')))).toEqual([
    ['B1', '2020-04-01', 'somebody of theirs asked support on 2020-04-01'],
  ])
  expect(await cover(at('2020-05-01'))).toEqual({ classified: 1, unknown: 1, conflicting: 0 })
  expect((await stand(at('2021-06-01'))).map(({ to }) => to?.toISOString())).toEqual([
    '2021-05-31T23:59:59.999Z',
  ])
})

test('two records that disagree are conflicting, until one gives way', async () => {
  await settleBusiness({
    organisations: ['1'],
    dealings: [
      told('2020-05-01', 'crm.stage_change', 'company', '1', 'Customer - Direct'),
      { ...told('2020-06-01', 'crm.stage_change', 'company', '1', 'churned'), source: 'crm:b' },
    ],
  })
  expect(short(await stand(at('2020-07-01'))).map(([rung]) => rung)).toEqual(['B3', 'conflicting'])
  expect(await cover(at('2020-07-01'))).toEqual({ classified: 0, unknown: 0, conflicting: 1 })
})

test('what CRMs call their companies stands for a rung', async () => {
  const called = [
    ['Customer - Channel', 'B3'],
    ['customer', 'B3'],
    ['Former customer', 'Bx'],
    ['Churned', 'Bx'],
    ['Technology Partner', 'B4'],
    ['Prospective customer', 'B2'],
    ['marketingqualifiedlead', 'B2'],
    ['opportunity', 'B2'],
    ['Lead', 'B1'],
    ['subscriber', 'B0'],
    ['\u{1f600} Ž', 'B0'],
    ['', 'B0'],
  ]
  const ids = called.map((_one, index) => String(index + 1))
  await settleBusiness({
    organisations: ids,
    dealings: called.map(([stage = ''], index) => ({
      ...told('2020-05-01', 'crm.stage_change', 'company', 'x', stage),
      organisation: ids[index] ?? '',
    })),
  })
  const now = (await stand(at('2020-07-01'))).filter(({ to }) => to === null)
  expect(now.map(({ organisation, rung }) => [called[Number(organisation) - 1]?.[0], rung])).toEqual(called)
})

test('a deal is lost by the word of the source, whatever its stage is called', async () => {
  const lost = { ...told('2020-05-01', 'crm.stage_change', 'deal', 'd', 'No budget'), outcome: 'lost' }
  await settleBusiness({ organisations: ['1'], dealings: [lost] })
  expect(short(await stand(at('2020-07-01'))).map(([rung]) => rung)).toEqual(['Bx'])
})

/** What each dealing says, for those that say it in one word. */
const forms = [
  ['open', { type: 'crm.stage_change', kind: 'deal', stage: 'opened' }],
  ['deal lost', { type: 'crm.stage_change', kind: 'deal', stage: 'Closed Lost' }],
  ['won', { type: 'contract.sign', kind: 'deal' }],
  ['signed', { type: 'contract.renew', kind: 'contract' }],
  ['ended', { type: 'contract.end', kind: 'contract' }],
  ['customer', { type: 'crm.stage_change', kind: 'company', stage: 'Customer' }],
  ['partner', { type: 'crm.stage_change', kind: 'company', stage: 'Reseller' }],
  ['lost', { type: 'crm.stage_change', kind: 'company', stage: 'Churned' }],
  ['qualified', { type: 'crm.stage_change', kind: 'company', stage: 'Prospect' }],
  ['known', { type: 'crm.stage_change', kind: 'company', stage: 'Other' }],
  ['signal', { type: 'crm.stage_change', kind: 'company', stage: 'lead' }],
] as const satisfies readonly (readonly [string, Partial<Dealing>])[]

const organisations = ['1', '2', '3', '4', '5']
const moment = fc.integer({ min: 0, max: 1500 }).map((days) => new Date(begin + days * day))
const history = fc.record({
  dealings: fc.array(
    fc.record({
      organisation: fc.constantFrom(...organisations),
      at: moment,
      form: fc.constantFrom(...forms),
      id: fc.constantFrom('x', 'y'),
    }),
    { minLength: 30, maxLength: 70 },
  ),
  asked: fc.array(fc.record({ person: fc.constantFrom(...organisations), at: moment }), { maxLength: 20 }),
})

test('the ladder is what walking through what was told gives, and never changes in hindsight', async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(history, moment, moment, async ({ dealings, asked }, one, other) => {
      const [earlier, later] = one < other ? [one, other] : [other, one]
      const firstSeen = new Map(
        organisations.map((id) => {
          const own = dealings.filter(({ organisation }) => organisation === id).map(({ at }) => at.getTime())
          return [id, new Date(Math.min(begin + 10 * day, ...own))]
        }),
      )
      await settleBusiness({
        organisations,
        firstSeen,
        asked,
        dealings: dealings.map(({ form: [, form], ...rest }) => ({ ...form, ...rest })),
      })
      const statements: Told[] = [
        ...dealings.map(({ organisation, at, id, form: [says, { kind }] }) => ({
          organisation,
          at,
          object: `${kind} ${id}`,
          says,
        })),
        ...asked
          .filter(({ at }) => at >= employedFrom)
          .map(({ person, at }) => ({ organisation: person, at, object: '', says: 'signal' })),
      ]
      const walked = walkCommercial(statements, firstSeen, later)
      const stays = await stand(later, 3)
      expect(stays.map(({ why: _why, whyLeft: _left, ...stay }) => stay)).toEqual(walked)
      expect(stays.filter(({ why }) => why === '')).toEqual([])
      for (const { rung } of stays) seen.add(rung)

      const cut = stays
        .filter(({ from }) => from < earlier)
        .map((stay) => (stay.to !== null && stay.to < earlier ? stay : { ...stay, to: null, whyLeft: '' }))
      expect(await stand(earlier)).toEqual(cut)
    }),
    { numRuns: 6, seed: 7, endOnFailure: true },
  )
  expect([...seen].sort()).toEqual(['B0', 'B1', 'B2', 'B3', 'B4', 'Bx', 'conflicting'])
})
