import { z } from 'zod'
import type { Store } from '../store/index.ts'

/** Up to which moment, in milliseconds since 1970 UTC, the lines of some months were read under keys that are lost. */
export interface LostStretches {
  readonly lost_months: readonly number[]
  readonly lost_until: readonly number[]
}

export interface LostKeys {
  find(madeAt: ReadonlyMap<string, Date>): Promise<LostStretches>
}

/**
 * A key that is gone (a backup holds none) is made anew, and under it every line has another identity: read once more, all would
 * count twice. What a source gave before the key was made was read under the lost one; lines up to there are not new.
 */
export function openLostKeys(store: Store, source: string): LostKeys {
  const until = new Map<string, number>()
  return {
    async find(madeAt) {
      for (const [month, made] of madeAt)
        if (!until.has(month)) until.set(month, await readLastUnderLostKey(store, source, month, made))
      const lost = [...until].filter(([, last]) => last > 0)
      return {
        lost_months: lost.map(([month]) => Number(month.replace('-', ''))),
        lost_until: lost.map(([, last]) => last),
      }
    },
  }
}

/** 0 when there is none. */
async function readLastUnderLostKey(
  store: Store,
  source: string,
  month: string,
  madeAt: Date,
): Promise<number> {
  const { last } = await store.readOne({
    text: `SELECT toUnixTimestamp64Milli(max(occurred_at)) AS last FROM events
      WHERE source = {source:String} AND occurred_at >= {from:DateTime64(3)} AND occurred_at < {from:DateTime64(3)} + INTERVAL 1 MONTH
       AND ingested_at < {made_at:DateTime64(3)}`,
    params: { source, from: new Date(`${month}-01T00:00:00Z`), made_at: madeAt },
    row: z.object({ last: z.coerce.number() }),
  })
  return last
}
