import { type BassFit, boundMarket, fitBass, peakOf, periodsUntil } from '../../discovery/statistics/bass.ts'
import { rogersShares } from '../../discovery/statistics/rogers.ts'
import { openPauses } from '../../discovery/statistics/unhurried.ts'

/** What the curve says at the end of a quarter; `cuts` only where it is sure enough to place people by. */
export interface AdoptionFit {
  readonly fitted_at: string
  readonly status: 'ok' | 'weak' | 'insufficient_data' | 'not_identifiable' | 'diverged'
  readonly reason: string
  readonly adopters: number
  readonly quarters: number
  readonly market: number | null
  readonly low: number | null
  readonly high: number | null
  readonly innovation: number | null
  readonly imitation: number | null
  readonly cuts: readonly string[]
}

const fewestQuarters = 8
const fewestAdopters = 30
const draws = 999
const farAway = Date.UTC(2299, 0, 1)

/** Fits the curve at the end of each quarter that ended by `asOf`, each from what was known then, so that history stays what it was. */
export async function fitAdoption(
  told: readonly { quarter: string; adopters: number }[],
  asOf: Date,
  signal: AbortSignal,
): Promise<AdoptionFit[]> {
  const [first] = told
  if (first === undefined) return []
  const begin = new Date(`${first.quarter}T00:00:00Z`)
  const known = new Map(told.map(({ quarter, adopters }) => [quarter, adopters]))
  const pause = openPauses(signal)
  const series: number[] = []
  const fits: AdoptionFit[] = []
  let last: BassFit | undefined
  for (let quarter = begin; ; quarter = addQuarters(begin, series.length)) {
    const end = addQuarters(begin, series.length + 1)
    if (end >= asOf) break
    series.push(known.get(quarter.toISOString().slice(0, 10)) ?? 0)
    await pause()
    const judged = judge(series)
    last = judged.fit
    fits.push(describe(judged, series, begin, end))
  }
  const latest = fits.at(-1)
  if (latest === undefined || last === undefined) return fits
  const [low, high] = await boundMarket(series, last, draws, pause)
  return [...fits.slice(0, -1), { ...latest, low, high }]
}

type Judged = Pick<AdoptionFit, 'status' | 'reason'> & { fit: BassFit | undefined }

/** Too little is an answer: the curve places people only where it has passed its peak and its market is known well enough. */
function judge(series: readonly number[]): Judged {
  const seen = series.reduce((sum, value) => sum + value, 0)
  const none = { fit: undefined }
  if (series.length < fewestQuarters || seen < fewestAdopters)
    return {
      ...none,
      status: 'insufficient_data',
      reason: `${seen} adopters in ${series.length} quarters; at least ${fewestAdopters} in ${fewestQuarters} are needed`,
    }
  const fit = fitBass(series)
  if (fit === undefined)
    return { ...none, status: 'diverged', reason: 'no curve of adoption fits what was seen' }
  const error = fit.standardErrors.m / fit.m
  if (!Number.isFinite(error) || !(fit.m < 1e12))
    return {
      ...none,
      status: 'not_identifiable',
      reason: 'what was seen does not tell how large the market is',
    }
  if (peakOf(fit) > series.length)
    return {
      fit,
      status: 'weak',
      reason: 'adoption has not passed its peak, so the size of the market is mostly a guess',
    }
  if (error > 0.5)
    return { fit, status: 'weak', reason: 'the size of the market is known no better than by half' }
  if (fit.m < seen * 0.99)
    return { fit, status: 'weak', reason: 'more have adopted than the market the curve fits' }
  return { fit, status: 'ok', reason: '' }
}

function describe(
  { fit, status, reason }: Judged,
  series: readonly number[],
  begin: Date,
  end: Date,
): AdoptionFit {
  const toMoment = (periods: number): string => {
    const whole = Math.floor(Math.min(periods, 2000))
    const from = addQuarters(begin, whole).getTime()
    const to = addQuarters(begin, whole + 1).getTime()
    return new Date(Math.min(farAway, from + (to - from) * (Math.min(periods, 2000) - whole))).toISOString()
  }
  return {
    // The last moment of the quarter, so that what it says counts to the quarter that ends.
    fitted_at: new Date(end.getTime() - 1).toISOString(),
    status,
    reason,
    adopters: series.reduce((sum, value) => sum + value, 0),
    quarters: series.length,
    market: fit?.m ?? null,
    low: null,
    high: null,
    innovation: fit?.p ?? null,
    imitation: fit?.q ?? null,
    cuts:
      fit === undefined || status !== 'ok'
        ? []
        : rogersShares.map((share) => toMoment(periodsUntil(fit, share))),
  }
}

const addQuarters = (begin: Date, quarters: number): Date =>
  new Date(Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + 3 * quarters, 1))
