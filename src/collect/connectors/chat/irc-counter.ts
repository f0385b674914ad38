import { createHash } from 'node:crypto'
import type { Act } from './record.ts'

/** Names acts of a log, which has no names for them. */
export interface IrcCounter {
  /** The latest day counted so far, in days since 1970; NaN before the first. */
  readonly today: number
  /** The same for the same act in another copy of the log; undefined for what somebody does again on one day who joins or is renamed. */
  count(channel: string, at: number, act: Counted): string | undefined
}

type Counted = Pick<Act, 'type' | 'actor' | 'attrs' | 'quantities'>

const day = 24 * 3600 * 1000

/**
 * An act is named by channel, time, nick and length, and by how many like it stood before: not by its words, which are not
 * kept. Counts are forgotten two days later, so that a log of years costs no more than one of days.
 */
export function makeIrcCounter(): IrcCounter {
  let today = Number.NaN
  let counts = new Map<string, number>()
  let before = new Map<string, number>()
  const turn = (number: number): void => {
    if (number === today || number < today) return
    before = number === today + 1 ? counts : new Map()
    counts = new Map()
    today = number
  }
  return {
    get today() {
      return today
    },
    count(channel, at, act) {
      const number = Math.floor(at / day)
      turn(number)
      const known = number < today ? before : counts
      const { username = '', platform = '' } = act.actor ?? {}
      const renamed = act.attrs?.['renamed_from'] ?? ''
      const isJoin = act.type === 'chat.join'
      const told = isJoin ? [number, renamed] : [at, act.quantities?.['length'] ?? 0]
      const key = JSON.stringify([channel, act.type, platform, username, ...told])
      const earlier = known.get(key) ?? 0
      known.set(key, earlier + 1)
      if (isJoin && earlier > 0) return undefined
      return createHash('sha256').update(`${key} ${earlier}`).digest('hex').slice(0, 32)
    },
  }
}
