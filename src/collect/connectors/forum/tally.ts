import { z } from 'zod'

/**
 * Numbers by id as they were at the last reading, packed so that a cursor can hold a hundred thousand: each line one page of
 * the list they came from, `id:number` or `id:number!` for what is settled.
 */
export const tallyLines = z.array(z.string())

export interface Tallied {
  readonly count: number
  readonly isSettled: boolean
}

/** What the lines say; of an id that stands twice the later line holds. */
export function readTally(...lists: readonly (readonly string[])[]): Map<number, Tallied> {
  const known = new Map<number, Tallied>()
  for (const line of lists.flat())
    for (const match of line.matchAll(/(-?\d+):(\d+)(!?)/g))
      known.set(Number(match[1]), { count: Number(match[2]), isSettled: match[3] === '!' })
  return known
}

/** One entry; a line is several of them. */
export const writeTally = (id: number, { count, isSettled }: Tallied): string =>
  `${id}:${count}${isSettled ? '!' : ''} `
