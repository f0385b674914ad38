import { z } from 'zod'
import { UserError } from '../core/index.ts'
import { decide, readDecisions, type Store } from '../store/index.ts'
import type { Criterion } from './business-model.ts'
import { highestScore, type Rating } from './importance.ts'
import { inTargetLane, parseTold, type Told } from './target-decision.ts'

const kind = 'target-rating'

const scores = z.record(z.string().max(100), z.int().min(0).max(highestScore))
const body = z.object({ segment: z.string(), rater: z.string(), scores: scores.nullable() })

/** A rating as it is kept. */
export interface KeptRating extends Rating {
  readonly segment: string
  readonly ratedAt: Date
  readonly reason: string
}

/** All ratings that hold. */
export async function readRatings(store: Store): Promise<KeptRating[]> {
  const decisions = await readDecisions(store, kind)
  return decisions.flatMap((decision): KeptRating[] => {
    const { segment, rater, scores: given } = body.parse(decision.body)
    if (given === null) return []
    return [{ segment, rater, scores: given, ratedAt: decision.decidedAt, reason: decision.reason }]
  })
}

/** One person scores a segment by every criterion; again, the later scores hold. */
export function rateSegment(
  store: Store,
  given: { readonly segment: string; readonly rater: string; readonly scores: unknown },
  criteria: readonly Criterion[],
  told: Told,
): Promise<void> {
  const { segment } = given
  const rater = parseRater(given.rater)
  const read = parseTold(scores, given.scores, 'The rating')
  const names = criteria.map(({ name }) => name)
  const unknown = Object.keys(read).find((name) => !names.includes(name))
  const missing = names.filter((name) => read[name] === undefined)
  if (names.length === 0)
    throw new UserError('There are no criteria yet: choose a business model first (groundswell init).', {
      status: 409,
    })
  if (unknown !== undefined || missing.length > 0)
    throw new UserError(
      `A rating scores each of ${names.join(', ')} from 0 to ${highestScore}; ${unknown === undefined ? `here ${missing.join(' and ')} lacks` : `“${unknown}” is none of them`}.`,
      { status: 422 },
    )
  return inTargetLane(store, async () => {
    await decide(store, {
      kind,
      subject: toKey(segment, rater),
      body: { segment, rater, scores: read },
      ...told,
    })
  })
}

/** Takes a rating back. A UserError when there is none. */
export function takeRatingBack(store: Store, segment: string, rater: string, told: Told): Promise<void> {
  return inTargetLane(store, async () => {
    const key = toKey(segment, rater)
    const found = (await readRatings(store)).some((one) => toKey(one.segment, one.rater) === key)
    if (!found)
      throw new UserError(`“${rater}” has not rated ${segment}, so there is nothing to take back.`, {
        status: 404,
      })
    await decide(store, { kind, subject: key, body: { segment, rater, scores: null }, ...told })
  })
}

function parseRater(given: string): string {
  const rater = given.normalize('NFKC').replace(/\s+/g, ' ').trim()
  if (rater === '' || rater.length > 100 || /\p{Cc}/u.test(rater))
    throw new UserError('Who rates says so by a name of at most 100 characters.', { status: 422 })
  return rater
}

/** One person is one rater, however the name is written. */
const toKey = (segment: string, rater: string): string =>
  `${segment}\n${rater.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()}`
