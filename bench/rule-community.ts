import { splitIntoParts } from '../src/segment/part.ts'
import type { Store } from '../src/store/index.ts'

/** How large a made-up community is; the same figures give the same community. */
export interface ActedSize {
  readonly people: number
  readonly acts: number
}

/** All acts lie in the ten years before. */
export const lookedAt = new Date('2024-01-01T00:00:00Z')

const perInsert = 5_000_000
/** What the made-up people do. */
export const types = [
  'commit.author',
  'issue.open',
  'issue.comment',
  'list.reply',
  'software.download',
  'commit.trailer.reviewed_by',
]

/** Fills what rules look through, as the stages before would leave it: acts, people, rungs, attributes; a few do most. */
export async function fillActs(store: Store, { people, acts }: ActedSize): Promise<void> {
  const subject = `sipHash64('person', number)`
  await store.write(
    `INSERT INTO people (person_id, name, email, class, aliases, events, first_seen)
    SELECT ${subject}, concat('Person ', toString(number)), concat('p', toString(number), '@example.org'), 'human', 1, 1,
      toDateTime64('2014-01-01', 3, 'UTC') FROM numbers({people:UInt64})`,
    { people },
  )
  await store.write(
    `INSERT INTO person_aliases (alias_id, person_id, platform, name, email)
    SELECT sipHash64('alias', number), ${subject}, 'git', '', '' FROM numbers({people:UInt64})`,
    { people },
  )
  for (let from = 0; from < acts; from += perInsert)
    await store.write(insertActs, { people, from, count: Math.min(perInsert, acts - from), types })
  await store.write(
    `INSERT INTO states (person_id, ladder, state, entered_at, reason)
    SELECT ${subject}, 'participation', concat('P', toString(1 + number % 5)), toDateTime64('2020-01-01', 3, 'UTC'), 'made up'
    FROM numbers({people:UInt64})`,
    { people },
  )
  await store.write(
    `INSERT INTO person_cards (person_id, name, email, state, events)
    SELECT ${subject}, concat('Person ', toString(number)), concat('p', toString(number), '@example.org'), concat('P', toString(1 + number % 5)),
      intDiv({people:UInt64}, 1 + number) FROM numbers({people:UInt64})`,
    { people },
  )
  await store.write(
    `INSERT INTO person_attributes (person_id, attribute, value, probability, status, shares, computed_at)
    SELECT ${subject}, 'purpose', multiIf(number % 3 = 0, 'business', number % 3 = 1, 'hobby', 'unknown'), 0.9, 'inferred', map(), now64(3)
    FROM numbers({people:UInt64})`,
    { people },
  )
  await store.write(
    `INSERT INTO activity_days (person_id, day, first_at, score)
    SELECT ${subject}, toDate('2020-01-01'), toDateTime64('2020-01-01', 3, 'UTC'), 1 FROM numbers({people:UInt64})`,
    { people },
  )
  for (const part of splitIntoParts(acts, perInsert))
    await store.write(
      `INSERT INTO activity (person_id, month, source, type, events, days, first_at, last_at, quantities)
      SELECT person_id, toStartOfMonth(day) AS month, source, type, count(), 1, min(occurred_at), max(occurred_at), map()
      FROM human_acts WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64} GROUP BY person_id, month, source, type`,
      { ...part },
    )
}

const insertActs = `INSERT INTO human_acts (person_id, day, act, occurred_at, participation, contribution, weight, works, amounts, type, source)
  WITH
    sipHash64('act', number) AS seed,
    toUInt64(floor({people:UInt64} * pow((seed % 1000000007) / 1000000007, 2.2))) AS person,
    toDateTime64('2014-01-01', 3, 'UTC') + toIntervalSecond(sipHash64('when', number) % (3652 * 86400)) AS at,
    intDiv(seed, 4294967296) % 6 AS kind
  SELECT sipHash64('person', person), toDate(at), {types:Array(String)}[1 + kind], at, kind != 4, kind IN (0, 1, 5), 1, [], [],
    {types:Array(String)}[1 + kind], concat('source-', toString(seed % 3))
  FROM numbers({from:UInt64}, {count:UInt64})`

/** Acts of the hour before a moment, told now, with what the stages before make of them. */
export async function tellActs(
  store: Store,
  {
    people,
    count,
    asOf,
    toldAt,
    round,
  }: { people: number; count: number; asOf: Date; toldAt: Date; round: number },
): Promise<void> {
  const drawn = `SELECT sipHash64('who', number, {round:UInt32}) % {people:UInt64} AS who, {types:Array(String)}[1 + number % 6] AS type,
      {as_of:DateTime64(3)} - INTERVAL 1 HOUR + toIntervalMillisecond(number * 300) AS at, number FROM numbers({count:UInt64})`
  const params = { people, count, types, round, as_of: asOf, told_at: toldAt }
  await store.write(
    `INSERT INTO events (event_id, source, source_event_id, type, occurred_at, alias_id, ingested_at)
    SELECT reinterpretAsUInt128(sipHash128(number, {round:UInt32})), 'source-1', toString(number), type, at, sipHash64('alias', who), {told_at:DateTime64(3)} - INTERVAL 1 MINUTE
    FROM (${drawn})`,
    params,
  )
  await store.write(
    `INSERT INTO human_acts (person_id, day, act, occurred_at, participation, contribution, weight, works, amounts, type, source)
    SELECT sipHash64('person', who), toDate(at), type, at, type != 'software.download', type = 'commit.author', 1, [], [], type, 'source-1'
    FROM (${drawn})`,
    params,
  )
  await store.write(
    `INSERT INTO activity (person_id, month, source, type, events, days, first_at, last_at, quantities)
    SELECT sipHash64('person', who), toStartOfMonth(at), 'source-1', type, 1, 1, at, at, map() FROM (${drawn})`,
    params,
  )
}
