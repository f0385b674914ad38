import type { Store } from '../src/store/index.ts'

/** How large a made-up community is; the same figures and seed give the same community. */
export interface CommunitySize {
  readonly people: number
  readonly events: number
  readonly years: number
  readonly seed: number
}

/** The day the made-up history begins. */
export const communityStart = new Date('2014-01-01T00:00:00Z')

const eventsPerInsert = 500_000

/**
 * Fills people, person_aliases and events by the engine itself, as collect and resolve would leave them: a few people do
 * most, most come once, each stays for a while; one person in fifty is a bot, one change in twenty a merge.
 */
export async function fillCommunity(store: Store, size: CommunitySize): Promise<void> {
  const params = { people: size.people, seed: size.seed, start: communityStart, days: size.years * 365 }
  await store.write(
    `INSERT INTO people (person_id, name, email, class, aliases, events, first_seen)
     SELECT sipHash64('person', number, {seed:UInt32}), concat('Person ', toString(number)), concat('p', toString(number), '@example.org'),
       if(number % 50 = 7, 'bot', 'human'), 1, 1, {start:DateTime64(3)} FROM numbers({people:UInt64})`,
    { people: size.people, seed: size.seed, start: communityStart },
  )
  await store.write(
    `INSERT INTO person_aliases (alias_id, person_id, platform, name, email)
     SELECT sipHash64('alias', number, {seed:UInt32}), sipHash64('person', number, {seed:UInt32}), 'git',
       concat('Person ', toString(number)), concat('p', toString(number), '@example.org') FROM numbers({people:UInt64})`,
    { people: size.people, seed: size.seed },
  )
  for (let from = 0; from < size.events; from += eventsPerInsert)
    await store.write(insertEvents, { ...params, from, count: Math.min(eventsPerInsert, size.events - from) })
}

const insertEvents = `INSERT INTO events (event_id, source, source_event_id, type, occurred_at, alias_id, visibility, lawful_basis,
    attrs, quantities, flags, ingested_at)
  WITH
    (sipHash64('who', number, {seed:UInt32}) % 1000000007) / 1000000007 AS who,
    (sipHash64('when', number, {seed:UInt32}) % 1000000007) / 1000000007 AS moment,
    sipHash64('what', number, {seed:UInt32}) % 100 AS what,
    toUInt64(floor({people:UInt64} * pow(who, 2.2))) AS person,
    sipHash64('entry', person, {seed:UInt32}) % {days:UInt32} AS entry,
    least({days:UInt32} - entry, 20 + sipHash64('stay', person, {seed:UInt32}) % 1500) AS stay,
    multiIf(what < 70, 'commit.author', what < 80, 'commit.commit', what < 90, 'commit.trailer.signed_off_by',
      what < 95, 'commit.trailer.reviewed_by', what < 98, 'commit.trailer.reported_by', 'commit.trailer.tested_by') AS act
  SELECT reinterpretAsUInt128(sipHash128(number, {seed:UInt32})), concat('git:synthetic-', toString(number % 3)), toString(number), act,
    addSeconds({start:DateTime64(3)}, toInt64((entry + moment * stay) * 86400)), sipHash64('alias', person, {seed:UInt32}), 'public',
    'public record', if(act = 'commit.author' AND what < 4, map('merge', '1', 'subject', 'Merge'), map('subject', toString(what))),
    multiIf(act != 'commit.author', CAST(map(), 'Map(String, Float64)'),
      person % 5 = 0, CAST(map('added.translation', 40., 'removed.translation', 20.), 'Map(String, Float64)'),
      CAST(map('added.source', 30. + what, 'removed.source', 9., 'added.tests', toFloat64(what)), 'Map(String, Float64)')),
    if(what = 69, ['dated-in-future'], []), now64(3)
  FROM numbers({from:UInt64}, {count:UInt64})`
