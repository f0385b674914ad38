import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Act, numberPeople, settle } from '../../../test/support/community.ts'
import { type WalkedStay, walkLadder } from '../../../test/support/ladder-walk.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { type EventType, eventTypes } from '../../core/index.ts'
import { gatherActivity } from '../activity/gather.ts'
import { climbLadder, groupMonths } from './climb.ts'

const store = await openTestStore()

// No event of today's sources is a participation; the rule is tested with one that names people without contributing.
const participating: EventType = 'commit.trailer.signed_off_by'
await store.write('ALTER TABLE event_types UPDATE participation = true WHERE type = {type:String}', {
  type: participating,
})

const signal = new AbortController().signal
const begin = Date.parse('2006-01-01T00:00:00Z')
const day = 86_400_000

async function climb(asOf: Date): Promise<(WalkedStay & { reason: string })[]> {
  await gatherActivity(store, asOf, signal)
  await climbLadder(store, asOf, signal)
  return store.read({
    text: `SELECT toString(person_id) AS person, state, entered_at AS enteredAt, left_at AS leftAt, reason FROM states
      ORDER BY person_id, entered_at`,
    params: {},
    row: z.object({
      person: z.string(),
      state: z.string(),
      enteredAt: z.coerce.date(),
      leftAt: z.coerce.date().nullable(),
      reason: z.string(),
    }),
  })
}

/** Acts with bursts and gaps, some of them in the first or last moments of a month, where rules are decided. */
const history = fc
  .array(
    fc.record({
      who: fc.oneof(fc.integer({ min: 0, max: 39 }), fc.integer({ min: 0, max: 5 })),
      day: fc.oneof(
        fc.integer({ min: 0, max: 1100 }),
        fc.integer({ min: 0, max: 36 }).map((month) => toDay(month)),
      ),
      type: fc.constantFrom(
        'commit.author',
        'commit.author',
        'commit.commit',
        'commit.trailer.signed_off_by',
      ),
      merge: fc.integer({ min: 0, max: 9 }).map((tenth) => tenth === 0),
      edge: fc.constantFrom(0, 1, day / 2, day - 1),
    }),
    { minLength: 200, maxLength: 500 },
  )
  .map((acts) =>
    acts.map(
      ({ who, type, edge, merge, ...act }): Act => ({
        who: `Person ${String(who).padStart(2, '0')}`,
        at: new Date(begin + act.day * day + edge),
        type: type as Act['type'],
        merge: merge && type === 'commit.author',
      }),
    ),
  )

function toDay(month: number): number {
  return (Date.UTC(2006, month, 1) - begin) / day
}

const moment = fc
  .oneof(
    fc.integer({ min: 300, max: 1500 * 24 }).map((hours) => begin + hours * 3_600_000),
    fc.integer({ min: 6, max: 48 }).map((month) => Date.UTC(2006, month, 1)),
  )
  .map((at) => new Date(at))

/** One open stay per person, and before it no gap or overlap since they were first seen. */
function expectUnbroken(stays: readonly WalkedStay[]): void {
  for (const [index, stay] of stays.entries()) {
    const next = stays[index + 1]
    expect(stay.leftAt).toEqual(next?.person === stay.person ? next.enteredAt : null)
    if (next?.person === stay.person) expect(next.state).not.toBe(stay.state)
  }
}

describe('the ladder', () => {
  test('is what walking through the acts one by one gives', async () => {
    const rungsSeen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(history, moment, async (acts, asOf) => {
        await settle(store, { acts })
        const ids = numberPeople({ acts })
        const walked = walkLadder(
          acts.map((act) => ({
            person: ids.get(act.who) ?? '',
            at: act.at,
            act: act.type,
            weight: eventTypes[act.type].weight,
            contribution: 'contribution' in eventTypes[act.type] && act.merge !== true,
            participation: act.type === participating,
          })),
          asOf,
        )
        const climbed = await climb(asOf)
        expect(climbed.map(({ reason: _reason, ...stay }) => stay)).toEqual(walked)
        expect(climbed.filter((stay) => stay.reason === '')).toEqual([])
        expectUnbroken(climbed)
        for (const { state } of climbed) rungsSeen.add(state)
      }),
      { numRuns: 5, seed: 7 },
    )
    expect([...rungsSeen].sort()).toEqual(['P1', 'P2', 'P3', 'P4', 'P5'])
  })

  test('at a date does not change when later events arrive', async () => {
    await fc.assert(
      fc.asyncProperty(history, moment, moment, async (acts, one, other) => {
        const [earlier, later] = one < other ? [one, other] : [other, one]
        await settle(store, { acts })
        const known = await climb(earlier)
        const inHindsight = await climb(later)
        const cut = inHindsight
          .filter((stay) => stay.enteredAt < earlier)
          .map((stay) => ({
            ...stay,
            leftAt: stay.leftAt !== null && stay.leftAt < earlier ? stay.leftAt : null,
          }))
        expect(known).toEqual(cut)
      }),
      { numRuns: 3, seed: 7 },
    )
  })
})

const acts = (who: string, ...days: string[]): Act[] =>
  days.map((at) => ({ who, at: new Date(`${at}T12:00:00Z`), type: 'commit.author' }))

describe('months of the ladder', () => {
  const readMonths = () =>
    store.read({
      text: 'SELECT toString(month) AS month, state, people, came_up, came_down FROM ladder_months ORDER BY month, state',
      params: {},
      row: z.object({
        month: z.string(),
        state: z.string(),
        people: z.coerce.number(),
        came_up: z.coerce.number(),
        came_down: z.coerce.number(),
      }),
    })

  test('count who stood where at the end, and who came up or down', async () => {
    await settle(store, {
      acts: [...acts('Ada', '2006-01-05'), ...acts('Ben', '2006-03-05'), ...acts('Cleo', '2006-03-09')],
    })
    await climb(new Date('2007-03-15'))
    const months = await readMonths()
    const at = (month: string, state: string) =>
      months.find((row) => row.month === month && row.state === state)
    expect(months).toHaveLength(15 * 5)
    expect(at('2006-01-01', 'P3')).toMatchObject({ people: 1, came_up: 1, came_down: 0 })
    expect(at('2006-02-01', 'P3')).toMatchObject({ people: 1, came_up: 0, came_down: 0 })
    expect(at('2006-03-01', 'P3')).toMatchObject({ people: 3, came_up: 2, came_down: 0 })
    expect(at('2007-01-01', 'P3')).toMatchObject({ people: 3 })
    expect(at('2007-02-01', 'P3')).toMatchObject({ people: 2, came_up: 0, came_down: 0 })
    expect(at('2007-02-01', 'P1')).toMatchObject({ people: 1, came_up: 0, came_down: 1 })
    expect(at('2007-03-01', 'P1')).toMatchObject({ people: 1, came_down: 0 })
  })

  test('are none when nobody is there, and bots do not climb', async () => {
    await settle(store, { acts: acts('robot', '2006-01-05'), bots: ['robot'] })
    expect(await climb(new Date('2007-03-15'))).toEqual([])
    expect(await readMonths()).toEqual([])
  })
})

test('a day that happened after the date does not exist yet', async () => {
  await settle(store, { acts: acts('Ada', '2006-01-05') })
  expect(await climb(new Date('2006-01-05T12:00:00Z'))).toEqual([])
  expect(await climb(new Date('2006-01-05T12:00:00.001Z'))).toHaveLength(1)
})

test('months are ranked together up to a size, each once', () => {
  const months = ['2006-01-01', '2006-02-01', '2006-03-01', '2006-04-01'].map((month, index) => ({
    month,
    people: [4_000_000, 1_000_000, 9_000_000, 10][index] ?? 0,
  }))
  expect(groupMonths(months)).toEqual([
    { from: '2006-01-01', to: '2006-02-01', people: 5_000_000 },
    { from: '2006-03-01', to: '2006-03-01', people: 9_000_000 },
    { from: '2006-04-01', to: '2006-04-01', people: 10 },
  ])
})
