import { readModel, type Store } from '../../store/index.ts'
import { fillBeside, swapIn } from '../derived-table.ts'
import { splitIntoParts } from '../part.ts'
import { countDays, readContributionMonths } from './extent-question.ts'

const model = (name: string): string => readModel(import.meta.url, `./models/${name}.sql`)

const daysPerPart = 500_000
/** A contribution counts at twelve month ends; so many of these are ranked at once. */
const monthEndsAtOnce = 6_000_000

/**
 * Rebuilds the participation ladder (methods 2.1) with its history: `states` and `ladder_months`. Coming up is dated to the act
 * that completes a rule, or to the end of a month where only that can tell (the core); going down only ever to the end of the second
 * month at which the rule failed. So a later event never changes what is said of an earlier date.
 */
export async function climbLadder(store: Store, asOf: Date, signal: AbortSignal): Promise<void> {
  const months = await store.read(readContributionMonths({ asOf }))
  const spans = groupMonths(months).map(({ from, to }) => ({ from, to }))
  await fillBeside(store, 'core_months', [{ select: model('core-months'), params: spans }], signal)
  await swapIn(store, ['core_months'])

  const { days } = await store.readOne(countDays(undefined))
  const parts = splitIntoParts(days, daysPerPart)
  const rungStays = parts.map((part) => ({ ...part, as_of: asOf }))
  await fillBeside(store, 'rung_stays', [{ select: model('rung-stays'), params: rungStays }], signal)
  await swapIn(store, ['rung_stays'])

  const states = parts.map((part) => ({ ...part }))
  await fillBeside(store, 'states', [{ select: model('states'), params: states }], signal)
  await swapIn(store, ['states'])
  const ladderMonths = [{ as_of: asOf }]
  await fillBeside(store, 'ladder_months', [{ select: model('ladder-months'), params: ladderMonths }], signal)
  await swapIn(store, ['ladder_months'])
}

/** Consecutive month ends that can be ranked at once, every one in exactly one span. */
export function groupMonths(
  months: readonly { month: string; people: number }[],
): { from: string; to: string; people: number }[] {
  const spans: { from: string; to: string; people: number }[] = []
  for (const { month, people } of months) {
    const last = spans.at(-1)
    if (last !== undefined && last.people + people <= monthEndsAtOnce)
      spans[spans.length - 1] = { from: last.from, to: month, people: last.people + people }
    else spans.push({ from: month, to: month, people })
  }
  return spans
}
