import type { ReadIo } from './connector.ts'

/** The keys of the months met so far, as parameters of a page's select. */
export interface MonthKeys {
  /** Asks for the keys of months (`2026-11`) that are not here yet. */
  ask(months: readonly string[]): Promise<void>
  params(): {
    months: number[]
    month_keys: string[]
    destroyed_months: number[]
    destroyed_reasons: string[]
  }
}

export function openMonthKeys(io: ReadIo): MonthKeys {
  const keys = new Map<string, string>()
  const reasons = new Map<string, string>()
  return {
    async ask(months) {
      for (const month of months) {
        if (keys.has(month) || reasons.has(month)) continue
        const answer = await io.monthlyKey(month)
        if ('key' in answer) keys.set(month, answer.key)
        else reasons.set(month, explainDestroyed(month, answer.destroyedOn))
      }
    },
    params: () => ({
      months: [...keys.keys()].map(toNumber),
      month_keys: [...keys.values()],
      destroyed_months: [...reasons.keys()].map(toNumber),
      destroyed_reasons: [...reasons.values()],
    }),
  }
}

const toNumber = (month: string): number => Number(month.replace('-', ''))

const explainDestroyed = (month: string, day: string): string =>
  `of ${month}, whose key was destroyed on ${day}: its visitors can no longer be told apart`
