import { UserError } from '../core/index.ts'
import type { ReadIo } from './connector.ts'

/** The keys of the months met so far, as parameters of a page's select. */
export interface MonthKeys {
  /** Asks for the keys of months (`2026-11`) that are not here yet. */
  ask(months: readonly string[]): Promise<void>
  /** When the keys that are here were made, by month, as far as it is known. */
  readonly madeAt: ReadonlyMap<string, Date>
  params(): {
    months: number[]
    month_keys: string[]
    destroyed_months: number[]
    destroyed_reasons: string[]
  }
  /** The engine repeats a statement it refuses, keys and all; an error goes to logs and screens. */
  hideFromErrors<T>(run: () => Promise<T>): Promise<T>
}

export function openMonthKeys(io: ReadIo): MonthKeys {
  const keys = new Map<string, string>()
  const reasons = new Map<string, string>()
  const madeAt = new Map<string, Date>()
  return {
    madeAt,
    async ask(months) {
      for (const month of months) {
        if (keys.has(month) || reasons.has(month)) continue
        const answer = await io.monthlyKey(month)
        if ('key' in answer) {
          keys.set(month, answer.key)
          if (answer.madeAt !== undefined) madeAt.set(month, answer.madeAt)
        } else reasons.set(month, explainDestroyed(month, answer.destroyedOn))
      }
    },
    params: () => ({
      months: [...keys.keys()].map(toNumber),
      month_keys: [...keys.values()],
      destroyed_months: [...reasons.keys()].map(toNumber),
      destroyed_reasons: [...reasons.values()],
    }),
    async hideFromErrors(run) {
      try {
        return await run()
      } catch (error) {
        throw withoutKeys(error, [...keys.values()])
      }
    },
  }
}

const toNumber = (month: string): number => Number(month.replace('-', ''))

const explainDestroyed = (month: string, day: string): string =>
  `of ${month}, whose key was destroyed on ${day}: its visitors can no longer be told apart`

/** The same error without its cause and without keys. */
function withoutKeys(error: unknown, keys: readonly string[]): Error {
  const hide = (text: string): string => keys.reduce((hidden, key) => hidden.replaceAll(key, '…'), text)
  if (error instanceof UserError) return new UserError(hide(error.message), { status: error.status })
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  return Object.assign(new Error(hide(message)), { name })
}
