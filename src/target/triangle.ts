import { z } from 'zod'

/** What is known of a figure: it lies between `low` and `high`, most likely at `mode`. */
export interface Triangle {
  readonly low: number
  readonly mode: number
  readonly high: number
}

/** A triangle as somebody says it, within bounds. */
export const triangleWithin = (least: number, most: number) =>
  z
    .strictObject({
      low: z.number().min(least).max(most),
      mode: z.number().min(least).max(most),
      high: z.number().min(least).max(most),
    })
    .refine(({ low, mode, high }) => low <= mode && mode <= high, {
      error: 'a triangle goes from low over mode to high, none below the one before',
    })

/** A figure that is certain. */
export const exactly = (value: number): Triangle => ({ low: value, mode: value, high: value })

/** Drawn by its inverse. Throws a RangeError for a triangle out of order. */
export function drawFrom({ low, mode, high }: Triangle, random: () => number): number {
  if (!(low <= mode && mode <= high)) throw new RangeError(`${low}, ${mode}, ${high} is no triangle.`)
  if (low === high) return low
  const share = random()
  const turn = (mode - low) / (high - low)
  return share < turn
    ? low + Math.sqrt(share * (high - low) * (mode - low))
    : high - Math.sqrt((1 - share) * (high - low) * (high - mode))
}

export const meanOf = ({ low, mode, high }: Triangle): number => (low + mode + high) / 3

/** Of those who use an open source product few pay: 1 in 100 000 to 1 in 10 000 by one commentator's word (Fletcher), more among those one can name. */
export const usualConversion: Triangle = { low: 0.00001, mode: 0.0001, high: 0.01 }
