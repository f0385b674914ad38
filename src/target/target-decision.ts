import { z } from 'zod'
import { Lane, UserError } from '../core/index.ts'
import type { Store } from '../store/index.ts'

/** Who says so, when and why. */
export interface Told {
  readonly by: string
  readonly at: Date
  readonly reason: string
}

const lanes = new WeakMap<Store, Lane>()

/** What reads a decision and writes the next version waits for what does so already: else the second would undo the first. */
export function inTargetLane<T>(store: Store, work: () => Promise<T>): Promise<T> {
  const lane = lanes.get(store) ?? new Lane()
  lanes.set(store, lane)
  return lane.run(work)
}

/** Reads what somebody says. What is wrong with it, and where, is a UserError (422). */
export function parseTold<T>(schema: z.ZodType<T>, given: unknown, what: string): T {
  const read = schema.safeParse(given)
  if (read.success) return read.data
  const wrong = z.prettifyError(read.error).replaceAll('✖ ', '').split('\n').join(' ')
  throw new UserError(`${what} cannot be used: ${wrong}.`, { status: 422 })
}
