import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestStore } from '../../../test/support/workspace.ts'
import { splitIntoParts } from '../part.ts'
import { placeInSegments } from '../place.ts'
import { compileRules } from '../rules/compile-rules.ts'
import { readDefinitions } from './definition.ts'
import { publishDefinitions, restoreDefinition, retireDefinition } from './publish-definitions.ts'

const store = await openTestStore()
const people = 400
const types = ['commit.author', 'issue.open', 'issue.comment']
const hour = 3_600_000
/** Later than whatever this test records, so that only what it says was told since counts as told. */
const clock = Date.now() + 1000 * hour

const rules: Record<string, unknown> = {
  lately: { did: { acts: ['commit.author'], within: '30 days' } },
  often: { did: { acts: ['issue.open', 'issue.comment'], within: '90 days', at_least: 2 } },
  once: { did: { at_least: 1, from: '2023-01-01', to: '2024-06-02' } },
  silent: { not: { did: { within: '1 week' } } },
  followed: {
    sequence: { first: { acts: ['issue.open'] }, next: { acts: 'contribution', within: '60 days' } },
  },
  working: { attribute: { name: 'purpose', is: 'business' } },
  high: { stands: { at_least: 'P3' } },
  both: { all: [{ member: { of: 'custom/lately' } }, { not: { member: { of: 'custom/working' } } }] },
  placed: { did: { in: ['users'], on: ['/docs/*'], within: '60 days' } },
  measured: { sum: { of: 'count', within: '90 days', at_least: 5 } },
  called: { alias: { domains: ['acme.example'] } },
  released: { did: { since_release: 'last' } },
  forking: { 'has-fork': { ahead_by: 2 } },
  waiting: { 'in-thread': { that: { not: { answered: {} } }, as: 'opener' } },
  deeper: {
    any: [
      { member: { of: 'custom/both' } },
      { all: [{ member: { of: 'custom/high' } }, { not: { member: { of: 'custom/silent' } } }] },
    ],
  },
}

/** They ask what others did, so everybody is looked at. */
const alwaysWhole = ['released', 'forking', 'waiting']

let state = 11
const random = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 2 ** 32
}
const somebody = (): number => 1 + Math.floor(random() * people)

let asOf = Date.parse('2024-06-01T00:00:00Z')
const told: string[] = []
const row = (values: readonly (string | number)[]): string =>
  `(${values.map((value) => (typeof value === 'number' ? String(value) : `'${value}'`)).join(', ')})`
const moment = (at: number): string => new Date(at).toISOString().replace('T', ' ').slice(0, 23)

/** Acts of people, told at a moment of the clock. */
async function tell(
  acts: readonly { who: number; at: number; type: string }[],
  toldAt: number,
): Promise<void> {
  if (acts.length === 0) return
  const events = acts.map(({ who, at, type }, index) =>
    row([told.length + index, 's', String(told.length + index), type, moment(at), who, moment(toldAt)]),
  )
  await store.write(
    `INSERT INTO events (event_id, source, source_event_id, type, occurred_at, alias_id, ingested_at) SELECT * FROM values('a UInt128, b String, c String, d String, e DateTime64(3), f UInt64, g DateTime64(3)', ${events.join(', ')})`,
  )
  told.push(...events)
  const known = acts.map(({ who, at, type }) =>
    row([
      who,
      moment(at).slice(0, 10),
      type,
      moment(at),
      1,
      Number(type !== 'issue.comment'),
      type,
      's',
      at % 3 === 0 ? 'users' : 'else',
      at % 2 === 0 ? '/docs/start' : '',
      at % 4,
    ]),
  )
  await store.write(
    `INSERT INTO human_acts (person_id, day, act, occurred_at, participation, contribution, type, source, places, object, measures)
    SELECT a, b, c, d, e, f, g, h, [i], j, map('count', k) FROM values('a UInt64, b Date, c String, d DateTime64(3), e Bool, f Bool, g String, h String, i String, j String, k Float64', ${known.join(', ')})`,
  )
  await count()
}

/** What resolve counts of acts. */
async function count(): Promise<void> {
  await store.write('TRUNCATE TABLE activity')
  await store.write(`INSERT INTO activity (person_id, month, source, type, events, days, first_at, last_at)
    SELECT person_id, toStartOfMonth(day) AS month, source, type, count(), uniq(day), min(occurred_at), max(occurred_at) FROM human_acts GROUP BY person_id, month, source, type`)
}

const drawActs = (many: number, span: number) =>
  Array.from({ length: many }, () => ({
    who: somebody(),
    at: asOf - Math.floor(random() * span),
    type: types[Math.floor(random() * 3)] ?? '',
  }))

async function setPurpose(who: number, value: string): Promise<void> {
  await store.write(`DELETE FROM person_attributes WHERE person_id = {who:UInt64}`, { who })
  await store.write(
    `INSERT INTO person_attributes (person_id, attribute, value, probability, status) SELECT {who:UInt64}, 'purpose', {value:String}, 0.9, 'inferred'`,
    { who, value },
  )
}

async function setRung(who: number, rung: number): Promise<void> {
  await store.write(`DELETE FROM states WHERE person_id = {who:UInt64}`, { who })
  await store.write(
    `INSERT INTO states (person_id, ladder, state, entered_at) SELECT {who:UInt64}, 'participation', concat('P', toString({rung:UInt8})), toDateTime64('2020-01-01', 3)`,
    { who, rung },
  )
}

/** Who was in each segment at a moment, by what was placed for it last. */
const placedThen = new Map<number, Record<string, string[]>>()

/** What others did that rules ask about: a release, a push to a fork, a thread that was opened or answered, an address. */
async function tellThings(turn: number): Promise<void> {
  const at = { at: new Date(asOf - hour) }
  if (turn % 3 === 0)
    await store.write(
      `INSERT INTO releases (version, released_at) SELECT {version:String}, {at:DateTime64(3)}`,
      {
        ...at,
        version: `${turn}.0`,
      },
    )
  await store.write(
    `INSERT INTO fork_pushes (person_id, pushed_at, ahead_by) SELECT {who:UInt64}, {at:DateTime64(3)}, {ahead:UInt64}`,
    { ...at, who: somebody(), ahead: turn % 4 },
  )
  await store.write(
    `INSERT INTO threads (thread_id, type, opener, opened_at, first_at, people, joined)
    SELECT {turn:UInt64}, 'issue.open', {who:UInt64}, {at:DateTime64(3)}, {at:DateTime64(3)}, [{who:UInt64}], [{at:DateTime64(3)}]`,
    { ...at, turn, who: somebody() },
  )
  await store.write(
    `ALTER TABLE threads UPDATE people = [opener, {who:UInt64}], joined = [opened_at, {at:DateTime64(3)}] WHERE thread_id + 2 = {turn:UInt64} SETTINGS mutations_sync = 1`,
    { ...at, turn, who: somebody() },
  )
  await store.write(
    `INSERT INTO person_aliases (alias_id, person_id, email, events) SELECT {alias:UInt64}, {who:UInt64}, 'x@acme.example', 1`,
    { alias: 1_000_000 + turn, who: somebody() },
  )
}

let round = 0
async function place(): Promise<void> {
  round += 1
  const beganAt = new Date(clock + round * hour)
  await placeInSegments(store, {
    schemes: [],
    asOf: new Date(asOf),
    beganAt,
    parts: splitIntoParts(1, 1),
    signal: new AbortController().signal,
  })
}

/** Who is in each segment by what was placed, and by looking at everybody now. */
async function readBoth(): Promise<{ placed: Record<string, string[]>; looked: Record<string, string[]> }> {
  const placed: Record<string, string[]> = {}
  const looked: Record<string, string[]> = {}
  const ids = z.object({ id: z.string() })
  for (const { name, segment, rule } of await readDefinitions(store)) {
    const open = await store.read({
      text: 'SELECT toString(subject_id) AS id FROM memberships WHERE segment = {segment:String} AND left_at IS NULL ORDER BY subject_id',
      params: { segment },
      row: ids,
    })
    const { select, params } = compileRules([rule], { subject: 'person' })
    const fits = await store.read({
      text: `SELECT toString(subject_id) AS id FROM (${select}) WHERE verdict_1 = 1 ORDER BY subject_id`,
      params: { ...params, first: '0', last: String(2n ** 64n - 1n), as_of: new Date(asOf) },
      row: ids,
    })
    placed[name] = open.map(({ id }) => id)
    looked[name] = fits.map(({ id }) => id)
  }
  return { placed, looked }
}

const countLooks = (whole: boolean) =>
  store.readOne({
    text: `SELECT count() AS looks FROM segment_looks WHERE whole = {whole:Bool} AND startsWith(segment, 'custom/')`,
    params: { whole },
    row: z.object({ looks: z.coerce.number() }),
  })

beforeAll(async () => {
  await store.write(
    `INSERT INTO people (person_id, name, class, first_seen) SELECT number + 1, 'x', 'human', toDateTime64('2020-01-01', 3) FROM numbers({people:UInt64})`,
    { people },
  )
  await store.write(
    `INSERT INTO person_aliases (alias_id, person_id, events) SELECT number + 1, number + 1, 1 FROM numbers({people:UInt64})`,
    { people },
  )
  await tell(drawActs(1500, 400 * 24 * hour), clock)
  for (let at = 0; at < 40; at++) await setPurpose(somebody(), at % 2 === 0 ? 'business' : 'hobby')
  for (let at = 0; at < 40; at++) await setRung(somebody(), 1 + (at % 5))
  const written = Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => [name, { title: name, rule }]),
  )
  await publishDefinitions(store, written, { by: 'test', at: new Date(asOf), reason: '' })
  await place()
})

test('looking at those touched alone comes to what looking at everybody does, whatever happened', async () => {
  const whole = await countLooks(true)
  for (let turn = 0; turn < 12; turn++) {
    const span = Math.floor(random() * 8) * hour
    asOf += span
    const toldAt = clock + round * hour + hour / 2
    if (turn % 2 === 0) await tell(drawActs(6, span + 1), toldAt)
    // Told late: of long ago.
    if (turn % 3 === 1) await tell(drawActs(3, 100 * 24 * hour), toldAt)
    if (turn % 4 === 2) await setPurpose(somebody(), 'business')
    if (turn % 4 === 3) await setRung(somebody(), 5)
    await tellThings(turn)
    if (turn === 5) {
      await store.write(
        'DELETE FROM human_acts WHERE person_id IN (SELECT person_id FROM human_acts ORDER BY occurred_at DESC LIMIT 3)',
      )
      await count()
    }
    if (turn === 7)
      await store.write(
        'DELETE FROM people WHERE person_id = (SELECT max(subject_id) FROM memberships WHERE left_at IS NULL)',
      )
    await place()
    const { placed, looked } = await readBoth()
    expect(placed, `turn ${turn}`).toEqual(looked)
    placedThen.set(asOf, placed)
    const members = await store.read({
      text: `SELECT toString(segment) AS segment FROM (SELECT segment, argMax(members, recorded_at) AS counted FROM segment_looks GROUP BY segment) AS looks
        INNER JOIN segments ON segments.segment = looks.segment WHERE counted != segments.members`,
      params: {},
      row: z.object({ segment: z.string() }),
    })
    expect(members).toEqual([])
  }
  const looks = await countLooks(false)
  expect(looks.looks).toBe(12 * (Object.keys(rules).length - alwaysWhole.length))
  expect((await countLooks(true)).looks).toBe(whole.looks + 12 * alwaysWhole.length)
}, 120_000)

test('an earlier moment is what it was then, whatever came after', async () => {
  const now = asOf
  expect(placedThen.size).toBeGreaterThan(5)
  for (const [then, placed] of [...placedThen].toReversed()) {
    asOf = then
    await place()
    expect((await readBoth()).placed, moment(then)).toEqual(placed)
  }
  asOf = now
}, 120_000)

test('after a look at an earlier moment everybody is looked at again', async () => {
  const before = (await countLooks(true)).looks
  const now = asOf
  asOf -= 24 * hour
  await place()
  asOf = now + hour
  await place()
  const { placed, looked } = await readBoth()
  expect(placed).toEqual(looked)
  expect((await countLooks(true)).looks).toBeGreaterThan(before)
})

test('one that was retired for a while comes back with all it ever was', async () => {
  const told = { by: 'test', at: new Date(asOf), reason: '' }
  const readStays = () =>
    store.read({
      text: `SELECT toString(subject_id) AS id, entered_at AS at FROM memberships WHERE segment = 'custom/working' AND entered_at < {retired:DateTime64(3)} ORDER BY subject_id, entered_at`,
      params: { retired },
      row: z.object({ id: z.string(), at: z.coerce.date() }),
    })
  const retired = new Date(asOf)
  const before = await readStays()
  await publishDefinitions(store, { both: { title: 'both', rule: rules['lately'] } }, told)
  await retireDefinition(store, 'working', told)
  for (let turn = 0; turn < 3; turn++) {
    asOf += hour
    await place()
  }
  expect(await readStays()).toEqual([])
  await restoreDefinition(store, 'working', 1, told)
  asOf += hour
  await place()
  expect(before.length).toBeGreaterThan(0)
  expect(await readStays()).toEqual(before)
  const { placed, looked } = await readBoth()
  expect(placed).toEqual(looked)
})
