import { z } from 'zod'
import type { Field } from './rule-kind.ts'

const bound = z.number().min(0).max(1_000_000_000_000)

/** Keys of how many: whole numbers, from at least to at most. */
export const countBounds = {
  at_least: z.int().min(0).max(1_000_000_000).optional(),
  at_most: z.int().min(0).max(1_000_000_000).optional(),
}
/** Keys of how much. */
export const amountBounds = { at_least: bound.optional(), at_most: bound.optional() }

interface Bounds {
  readonly at_least?: number | undefined
  readonly at_most?: number | undefined
}

export const areBounds = ({ at_least, at_most }: Bounds): boolean =>
  (at_least ?? 0) <= (at_most ?? Number.POSITIVE_INFINITY)
export const noBounds = { error: 'at_least is more than at_most' }

export const boundFields: readonly Field[] = [
  { key: 'at_least', title: 'At least', input: 'number' },
  { key: 'at_most', title: 'At most', input: 'number' },
]

/** What they are where a rule says at least, at most, both or neither: then at least once. */
export function boundsOf({ at_least, at_most }: Bounds): [least: number, most: number | undefined] {
  return [at_least ?? (at_most === undefined ? 1 : 0), at_most]
}

/** `at least 3 `, `no `, `2 to 5 `, to stand before what is counted. */
export function sayBounds(bounds: Bounds): string {
  const [least, most] = boundsOf(bounds)
  if (most === undefined) return `at least ${least} `
  if (most === 0) return 'no '
  return least === 0 ? `at most ${most} ` : `${least} to ${most} `
}

/** The same, but '' for once or more, which needs no number. */
export const sayTimes = (bounds: Bounds): string =>
  bounds.at_most === undefined && (bounds.at_least ?? 1) === 1 ? '' : sayBounds(bounds)
