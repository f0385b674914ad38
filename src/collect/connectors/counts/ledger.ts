import { UserError } from '../../../core/index.ts'
import type { Tally } from './tally.ts'

/** What a number means beside the other numbers of the source. */
export type Verdict =
  | {
      readonly kind: 'counts'
      readonly count: number
      /** Of a total: when the one before was taken. */
      readonly since?: number
      readonly hasFallen?: true
    }
  | { readonly kind: 'ignored' | 'quarantined'; readonly reason: string }

interface Entry {
  readonly at: number
  readonly number: number
}

const mostEntries = 1_000_000

/** Numbers, not rows: what must be known of all of them before one can be told apart from the others. */
export class Ledger {
  /** The first number of a day, by what it counts. */
  readonly #days = new Map<string, number>()
  /** The breakdown that holds, by day and package. */
  readonly #breakdowns = new Map<string, string>()
  readonly #totals = new Map<string, Entry[]>()
  #entries = 0

  add(tally: Tally): void {
    if (++this.#entries > mostEntries)
      throw new UserError(
        `There are more than ${mostEntries.toLocaleString('en')} counts in one source. Make a source of each part, e.g. of each year.`,
        { status: 422 },
      )
    const { at, number, breakdown } = tally
    if (tally.isTotal) {
      const series = seriesOf(tally)
      const entries = this.#totals.get(series) ?? []
      entries.push({ at, number })
      this.#totals.set(series, entries)
      return
    }
    const held = this.#breakdowns.get(packageDayOf(tally))
    if (held === undefined || breakdown < held) this.#breakdowns.set(packageDayOf(tally), breakdown)
    const day = dayOf(tally)
    if (!this.#days.has(day)) this.#days.set(day, number)
  }

  /** To be called once all numbers are in. */
  sort(): void {
    for (const [series, entries] of this.#totals) {
      const sorted = entries.sort((left, right) => left.at - right.at)
      this.#totals.set(
        series,
        sorted.filter(({ at }, index) => at !== sorted[index - 1]?.at),
      )
    }
  }

  judge(tally: Tally, now: Date): Verdict {
    return tally.isTotal ? this.#judgeTotal(tally) : this.#judgeDay(tally, now)
  }

  #judgeDay(tally: Tally, now: Date): Verdict {
    if (tally.at + 86_400_000 > now.getTime()) return ignore('the day is not over yet')
    if (this.#breakdowns.get(packageDayOf(tally)) !== tally.breakdown)
      return ignore('it counts again what another breakdown of the same day counts')
    const first = this.#days.get(dayOf(tally))
    if (first !== undefined && first !== tally.number)
      return { kind: 'quarantined', reason: 'the same day stands before with another number, which is kept' }
    if (tally.number === 0) return ignore('nothing was counted that day')
    return { kind: 'counts', count: tally.number }
  }

  #judgeTotal(tally: Tally): Verdict {
    const entries = this.#totals.get(seriesOf(tally)) ?? []
    const place = findPlace(entries, tally.at)
    const first = entries[place]
    const before = entries[place - 1]
    if (first !== undefined && first.number !== tally.number)
      return {
        kind: 'quarantined',
        reason: 'the same moment stands before with another total, which is kept',
      }
    if (before === undefined) return ignore('the first total tells only where to count from')
    const count = tally.number - before.number
    if (count === 0) return ignore('nothing was counted since the total before')
    if (count < 0) return { kind: 'counts', count: 0, since: before.at, hasFallen: true }
    return { kind: 'counts', count, since: before.at }
  }
}

const ignore = (reason: string): Verdict => ({ kind: 'ignored', reason })

const seriesOf = ({ kind, id, version, category }: Tally): string =>
  [kind, id, version, category].join('\u001f')
const packageDayOf = ({ id, version, at }: Tally): string => [at, id, version].join('\u001f')
const dayOf = (tally: Tally): string => [tally.at, tally.breakdown, seriesOf(tally)].join('\u001f')

/** The first entry of a moment, among entries by time. */
function findPlace(entries: readonly Entry[], at: number): number {
  let [low, high] = [0, entries.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.at ?? at) < at) low = middle + 1
    else high = middle
  }
  return low
}
