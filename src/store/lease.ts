import { z } from 'zod'
import { UserError } from '../core/index.ts'
import type { Holder } from './holder.ts'
import { connectStore, type Store } from './store.ts'

/** The right to write to a server's database, kept alive until released. */
export interface Lease {
  release(): Promise<void>
}

const beatMilliseconds = 15_000
const silenceSeconds = 90
const attempts = 3

const rival = z.object({ host: z.string(), pid: z.number(), program: z.string() })

/**
 * Two machines may be given one server's database, where no file can tell them of each other. Each writes a row, then looks for a
 * living row of another: whoever sees one steps back. Two that start at the same moment may both step back, and try again.
 * `former` is a holding of the same folder known to have ended.
 */
export async function takeLease(
  options: { workspace: string; url: string },
  holder: Holder,
  former: string | undefined,
): Promise<Lease> {
  // A connection of its own: a beat must not wait behind a long statement.
  const store = await connectStore(options)
  try {
    await store.write(
      `CREATE TABLE IF NOT EXISTS holders (holding String, host String, pid UInt32, program String, released Bool, beat_at DateTime64(3, 'UTC'))
       ENGINE = ReplacingMergeTree(beat_at) ORDER BY holding TTL toDateTime(beat_at) + INTERVAL 1 DAY`,
    )
    if (former !== undefined) await beat(store, { ...holder, holding: former }, true)
    await outlast(store, holder)
  } catch (error) {
    await store.close()
    throw error
  }
  const beating = setInterval(() => {
    beat(store, holder, false).catch(() => {
      // A server that does not answer is met by the next statement, which has somebody to tell.
    })
  }, beatMilliseconds).unref()
  return {
    async release() {
      clearInterval(beating)
      try {
        await beat(store, holder, true)
      } finally {
        await store.close()
      }
    },
  }
}

async function outlast(store: Store, holder: Holder): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await beat(store, holder, false)
    const [other] = await store.read({
      text: `SELECT host, pid, program FROM holders FINAL
        WHERE holding != {holding:String} AND NOT released AND beat_at > now64(3) - INTERVAL ${silenceSeconds} SECOND
        ORDER BY beat_at LIMIT 1`,
      params: { holding: holder.holding },
      row: rival,
    })
    if (other === undefined) return
    await beat(store, holder, true)
    if (attempt === attempts)
      throw new UserError(
        `The database is in use by process ${other.pid} on ${other.host} (${other.program}). Stop it first; should it be gone already, try again in ${silenceSeconds} seconds.`,
        { status: 409 },
      )
    await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 300))
  }
}

async function beat(store: Store, holder: Holder, released: boolean): Promise<void> {
  await store.write(
    `INSERT INTO holders SELECT {holding:String}, {host:String}, {pid:UInt32}, {program:String}, {released:Bool}, now64(3)`,
    { holding: holder.holding, host: holder.host, pid: holder.pid, program: holder.program, released },
  )
}
