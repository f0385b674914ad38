import { z } from 'zod'
import { gatherActivity } from '../../src/segment/activity/gather.ts'
import { type Part, splitIntoParts } from '../../src/segment/part.ts'
import { measurePopulation, placeInSegments } from '../../src/segment/place.ts'
import type { Scheme } from '../../src/segment/scheme.ts'
import { climbLadder } from '../../src/segment/states/climb.ts'
import type { Store } from '../../src/store/index.ts'
import { type Community, settle } from './community.ts'

/** One stay in one segment, by the person's name; times are days. */
export interface PlacedStay {
  readonly who: string
  readonly segment: string
  readonly from: string
  readonly to: string | null
  readonly why: string
  readonly whyLeft: string
}

/** Runs one scheme alone on a made-up community and reads back its stays, in order of name and time. */
export async function place(
  store: Store,
  scheme: Scheme,
  community: Community,
  asOf: Date,
  parts: readonly Part[] = splitIntoParts(1, 1),
): Promise<PlacedStay[]> {
  const signal = new AbortController().signal
  const beganAt = new Date()
  await settle(store, community)
  await gatherActivity(store, asOf, signal)
  if (scheme.name === 'ladder') await climbLadder(store, asOf, signal)
  await measurePopulation(store, { schemes: [scheme], asOf, beganAt, signal, parts })
  await placeInSegments(store, { schemes: [scheme], asOf, beganAt, signal, parts })
  return readStays(store)
}

export function readStays(store: Store): Promise<PlacedStay[]> {
  const day = z.string().transform((text) => text.slice(0, 10))
  return store.read({
    text: `SELECT name AS who, splitByChar('/', segment)[2] AS segment, entered_at AS from, left_at AS to, entered_reason AS why,
        left_reason AS whyLeft
      FROM memberships INNER JOIN people ON people.person_id = memberships.subject_id ORDER BY name, entered_at`,
    params: {},
    row: z.object({
      who: z.string(),
      segment: z.string(),
      from: day,
      to: day.nullable(),
      why: z.string(),
      whyLeft: z.string(),
    }),
  })
}

/** What `schemes` says of one scheme. */
export function readCoverage(
  store: Store,
  scheme: Scheme,
): Promise<{ classified: number; unknown: number; conflicting: number }> {
  const count = z.coerce.number()
  return store.readOne({
    text: 'SELECT classified, unknown, conflicting FROM schemes WHERE scheme = {scheme:String}',
    params: { scheme: scheme.name },
    row: z.object({ classified: count, unknown: count, conflicting: count }),
  })
}
