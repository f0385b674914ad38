import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { type Clock, UserError } from '../core/index.ts'
import { explainFolderError, makeFolder } from './folder.ts'
import { type Hold, takeHold } from './holder.ts'
import { type Lease, takeLease } from './lease.ts'
import { migrate } from './migrate.ts'
import { connectStore, type Store } from './store.ts'

/** An open workspace: its folder, its store, and the right to write to it. */
export interface Workspace {
  readonly folder: string
  readonly store: Store
  /** Names of the schema steps this start applied. */
  readonly applied: readonly string[]
  /** Tells other programs that want this workspace where it is served. */
  announce(url: string): void
  close(): Promise<void>
}

export interface WorkspaceOptions {
  /** Made when it is missing, for its owner only. Also with a `url`: the keys and the lock live here. */
  readonly folder: string
  /** A ClickHouse server, `http(s)://user:password@host:port/database`; without it the engine runs in this process. */
  readonly url?: string | undefined
  readonly clock: Clock
  /** How a refused second start names this one, e.g. `groundswell start`. */
  readonly program: string
  /** Runs before the schema is brought up to date, e.g. to fill a new workspace from a backup. */
  prepare?(store: Store): Promise<void>
}

/** Stands in a server's database while a restore fills it. */
export const restoringTable = 'restoring'

/**
 * Opens a workspace for writing: makes the folder, takes the lock, connects, brings the schema up to date.
 * A folder that is held, not a folder, not writable, full, or of a newer program is a UserError, and nothing stays locked.
 */
export async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const folder = resolve(options.folder)
  makeFolder(folder)
  const hold = takeHold(folder, { program: options.program, startedAt: options.clock.now() })
  try {
    if (options.url === undefined) {
      refuseLockedEngine(folder)
      return await openHeld(folder, options, hold)
    }
    const lease = await takeLease({ workspace: folder, url: options.url }, hold.holder, hold.former)
    return await openHeld(folder, options, hold, lease).catch(async (error: unknown) => {
      await lease.release()
      throw error
    })
  } catch (error) {
    hold.release()
    throw error
  }
}

async function openHeld(
  folder: string,
  options: WorkspaceOptions,
  hold: Hold,
  lease?: Lease,
): Promise<Workspace> {
  const store = await connectStore({ workspace: folder, url: options.url })
  try {
    if (options.prepare === undefined) await refuseUnfinishedRestore(store)
    else await options.prepare(store)
    await dropLeftovers(store)
    const { applied } = await migrate(store)
    return {
      folder,
      store,
      applied,
      announce: hold.announce,
      async close() {
        try {
          await store.close()
          await lease?.release()
        } finally {
          hold.release()
        }
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

async function refuseUnfinishedRestore(store: Store): Promise<void> {
  const marks = await store.read({
    text: 'SELECT name FROM system.tables WHERE database = currentDatabase() AND name = {name:String}',
    params: { name: restoringTable },
    row: z.object({ name: z.string() }),
  })
  if (marks.length > 0)
    throw new UserError(
      'A backup was being restored to this database and did not finish. Run the same groundswell restore again.',
      { status: 409 },
    )
}

/** Tables a killed rebuild was filling, and those a killed backup was reading. */
async function dropLeftovers(store: Store): Promise<void> {
  const leftovers = await store.read({
    text: `SELECT name FROM system.tables WHERE database = currentDatabase() AND (endsWith(name, '_next') OR endsWith(name, '_backup')) ORDER BY name`,
    params: {},
    row: z.object({ name: z.string() }),
  })
  for (const { name } of leftovers) await store.write(`DROP TABLE {name:Identifier} SYNC`, { name })
}

/**
 * The engine has a lock of its own and reports it on stderr only. It can be held while no holder file exists: the file was
 * deleted, or another program opened the engine's folder.
 */
export function refuseLockedEngine(folder: string): void {
  const path = join(folder, 'engine')
  const status = explainFolderError(path, () => statSync(join(path, 'status'), { throwIfNoEntry: false }))
  if (status === undefined || process.platform !== 'linux') return
  const locked = readFileSync('/proc/locks', 'latin1')
    .split('\n')
    .find((line) => line.includes('FLOCK') && line.includes(`:${status.ino} `))
  const pid = locked?.trim().split(/\s+/)[4]
  if (pid !== undefined && Number(pid) !== process.pid)
    throw new UserError(
      `The engine's data in ${folder} is in use by process ${pid}. Stop that process, or choose another workspace.`,
      { status: 409 },
    )
}
