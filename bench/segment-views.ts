/**
 * How long the views of segments take in a made-up community, as one line of JSON: milliseconds, the middle one of three.
 *
 *     npx tsx bench/segment-views.ts [people]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findAlike, findNamed } from '../src/serve/http/segment-views/find-segments.ts'
import {
  readComparison,
  readOverlap,
  readSchemeOverlaps,
} from '../src/serve/http/segment-views/read-overlap.ts'
import { readProfile } from '../src/serve/http/segment-views/read-profile.ts'
import { connectStore, migrate, type Store } from '../src/store/index.ts'

const people = Number(process.argv[2] ?? 1_000_000)
const asOf = new Date('2024-01-01')
const since = new Date('2023-01-01')
/** By scheme, into how many segments it divides everybody. */
const schemes = { ladder: 5, kind: 8, activity: 6, custom: 3 } as const

const workspace = mkdtempSync(join(tmpdir(), 'groundswell-bench-'))
try {
  const store = await connectStore({ workspace, url: undefined })
  try {
    await migrate(store)
    await fill(store)
    process.stdout.write(`${JSON.stringify({ people, ...(await measure(store)) })}\n`)
  } finally {
    await store.close()
  }
} finally {
  rmSync(workspace, { recursive: true, force: true })
}

async function measure(store: Store): Promise<Record<string, number>> {
  const whole = await findNamed(store, 'custom/0')
  const fifth = await findNamed(store, 'ladder/1')
  const several = await findAlike(store, [
    'custom/0',
    'ladder/1',
    'kind/2',
    'activity/3',
    'ladder/4',
    'kind/0',
  ])
  return {
    profileOfAll: await time(() => readProfile(store, { segment: whole, asOf, since })),
    profileOfAFifth: await time(() => readProfile(store, { segment: fifth, asOf, since })),
    overlapOfSix: await time(() => readOverlap(store, several, asOf)),
    comparison: await time(() => readComparison(store, [whole, fifth], asOf)),
    schemes: await time(() => readSchemeOverlaps(store)),
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }
}

async function time(look: () => Promise<unknown>): Promise<number> {
  const taken: number[] = []
  for (let turn = 0; turn < 3; turn++) {
    const started = performance.now()
    await look()
    taken.push(Math.round(performance.now() - started))
  }
  return taken.sort((left, right) => left - right)[1] ?? 0
}

async function fill(store: Store): Promise<void> {
  const from = `FROM numbers({people:UInt64})`
  await store.write(
    `INSERT INTO people (person_id, name, class, first_seen) SELECT number, concat('P', toString(number)), 'human', '2020-01-01' ${from}`,
    { people },
  )
  await store.write(
    `INSERT INTO person_cards (person_id, name, email, class, events) SELECT number, concat('P', toString(number)), '', 'human', 1 ${from}`,
    { people },
  )
  await store.write(
    `INSERT INTO states (person_id, ladder, state, entered_at) SELECT number, 'participation', concat('P', toString(1 + number % 5)), '2022-06-01' ${from}`,
    { people },
  )
  for (const [scheme, size] of Object.entries(schemes)) await fillScheme(store, scheme, size)
  await store.write(
    `INSERT INTO person_attributes (person_id, attribute, value, probability)
     SELECT number, ['purpose', 'role', 'skill'][1 + arrayJoin(range(3))] AS attribute, concat('v', toString(sipHash64(number, attribute) % 6)), 0.9 ${from}`,
    { people },
  )
  await store.write(
    `INSERT INTO organisations (organisation_id, name, domain, kind) SELECT number, concat('O', toString(number)), concat('o', toString(number), '.example'), 'corporate' FROM numbers(2000)`,
    {},
  )
  await store.write(
    `INSERT INTO affiliations (person_id, organisation_id, probability) SELECT number, sipHash64(number) % 2000, 0.9 ${from} WHERE number % 3 = 0`,
    { people },
  )
  await store.write(
    `INSERT INTO activity (person_id, month, source, type, events) SELECT number, toDate('2023-01-01') + INTERVAL arrayJoin(range(6)) MONTH, concat('git:', toString(number % 7)), 'commit.author', 3 ${from}`,
    { people },
  )
}

/** Everybody in one segment of it, half of whom came from another within the year before. */
async function fillScheme(store: Store, scheme: string, size: number): Promise<void> {
  const params = { people: String(people), scheme, size }
  await store.write(
    `INSERT INTO schemes (scheme, title, question, subject_kind) SELECT {scheme:String}, {scheme:String}, '', 'person'`,
    { scheme },
  )
  await store.write(
    `INSERT INTO segments (segment, scheme, title) SELECT concat({scheme:String}, '/', toString(number)), {scheme:String}, toString(number) FROM numbers({size:UInt64})`,
    { scheme, size },
  )
  const own = scheme === 'custom' ? `0` : `sipHash64(number, {scheme:String}) % {size:UInt64}`
  await store.write(
    `INSERT INTO memberships (segment, scheme, subject_kind, subject_id, entered_at, left_at)
     SELECT concat({scheme:String}, '/', toString((${own} + step) % {size:UInt64})), {scheme:String}, 'person', number,
       if(step = 0 AND number % 2 = 0, toDateTime64('2023-05-01', 3), toDateTime64('2022-01-01', 3)), if(step = 1, toDateTime64('2023-05-01', 3), NULL)
     FROM (SELECT number, arrayJoin(if(number % 2 = 0, [0, 1], [0])) AS step FROM numbers({people:UInt64}))`,
    params,
  )
}
