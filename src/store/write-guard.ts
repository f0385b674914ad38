import { readdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** Below this much free space nothing is written any more: what the engine has begun needs room to end well. */
export const spareBytes = 64 << 20

type Ask = (text: string) => Promise<string>

/**
 * When the system refuses a write (full disk, limit on file size), this build of the engine goes on as if nothing were: the
 * statement succeeds and what it wrote is cut short. It does count the refused writes, so after each statement that writes
 * the count tells whether to believe it. If not, tables are read anew from the disk: the engine then notices the parts that
 * are too short and puts them aside, and a merged part that is too short gives way to those it was merged from.
 */
export class WriteGuard {
  readonly #path: string
  /** Refused writes at the last look. */
  #seen = 0

  constructor(path: string) {
    this.#path = path
  }

  /** Begins to count: the engine counts for the whole life of this process, also what was before it was opened. */
  async begin(ask: Ask): Promise<void> {
    this.#seen = await countRefusedWrites(ask)
  }

  /** Throws when there is too little space to begin a statement that needs some. */
  refuseWithoutSpace(text: string): void {
    if (/^\s*(DROP|TRUNCATE|DETACH|SYSTEM)\b/i.test(text)) return
    const { bavail, bsize } = statfsSync(this.#path)
    if (bavail * bsize < spareBytes) throw noSpace(`less than ${spareBytes >> 20} MB are free`)
  }

  /**
   * Runs a statement that writes; throws when the system refused a write since the last look before it. The look goes along with the
   * statement where the two can be one question, because a batch is many short statements.
   */
  async watch(ask: Ask, text: string, write: Ask): Promise<void> {
    const before = this.#seen
    if (canBeFollowed.test(text)) {
      const answer = await write(`${text}\n;\n${refusedWrites}`).catch(async (error: unknown) => {
        await this.look(ask)
        throw error
      })
      await this.#notice(ask, readCount(answer))
    } else
      try {
        await write(text)
      } finally {
        await this.look(ask)
      }
    if (this.#seen > before) throw noSpace('the system refused a write')
  }

  /** Mends the tables if writes were refused since the last look; also for merges, which nobody waits for. */
  async look(ask: Ask): Promise<void> {
    await this.#notice(ask, await countRefusedWrites(ask))
  }

  async #notice(ask: Ask, refused: number): Promise<void> {
    if (refused <= this.#seen) return
    this.#seen = refused
    await this.#readTablesAnew(ask)
  }

  async #readTablesAnew(ask: Ask): Promise<void> {
    const answer = await ask(
      `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'`,
    )
    for (const line of answer.split('\n').filter((text) => text !== '')) {
      const { name } = z.object({ name: z.string() }).parse(JSON.parse(line))
      await ask(`DETACH TABLE \`${name}\` SYNC`)
      // One whose definition could not be written cannot be attached; it was never acknowledged.
      if (removeEmptyDefinitions(this.#path).includes(name)) continue
      await ask(`ATTACH TABLE \`${name}\``)
    }
  }
}

/** Not rows written in the statement itself, which would take what follows as theirs. */
const canBeFollowed = /^\s*(TRUNCATE TABLE \w+\s*$|INSERT INTO (?![\s\S]*\bVALUES\b))/i

const refusedWrites = `SELECT sum(value) AS refused FROM system.events WHERE event = 'WriteBufferFromFileDescriptorWriteFailed'`

const countRefusedWrites = async (ask: Ask): Promise<number> => readCount(await ask(refusedWrites))

const readCount = (answer: string): number =>
  z.object({ refused: z.coerce.number() }).parse(JSON.parse(answer)).refused

/** Removes definitions of tables that a full disk left without a byte, which the engine would refuse to open. Gives the tables' names. */
export function removeEmptyDefinitions(path: string): string[] {
  const removed: string[] = []
  for (const group of list(join(path, 'store')))
    for (const database of list(join(path, 'store', group)))
      for (const name of list(join(path, 'store', group, database))) {
        const file = join(path, 'store', group, database, name)
        if (!name.endsWith('.sql') || (statSync(file, { throwIfNoEntry: false })?.size ?? 1) > 0) continue
        rmSync(file)
        removed.push(name.slice(0, -4))
      }
  return removed
}

function list(path: string): string[] {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(path) : []
}

function noSpace(reason: string): Error {
  return Object.assign(new Error(`No space: ${reason}`), { code: 'ENOSPC' })
}
