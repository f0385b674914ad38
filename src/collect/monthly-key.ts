import { randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, Lane } from '../core/index.ts'

/**
 * Addresses are kept only as hashes, keyed with a secret of the month they were seen in. Once the secret is destroyed nobody can
 * find out whose hash it was, not by trying all addresses either, and a visitor of one month is a stranger in the next.
 */
export interface MonthlyKeys {
  /** The key of a month (`2026-11`), made when first asked for; or the day it was destroyed (`2026-12-31`). */
  monthlyKey(month: string): Promise<MonthlyKey | { destroyedOn: string }>
}

interface MonthlyKey {
  /** 32 hexadecimal digits. */
  readonly key: string
  readonly madeAt: Date
}

/** Days a key outlives its month or its making, whichever is later, so that logs that come late can still be read. */
const daysKept = 35
const dayMilliseconds = 86_400_000
const keyBytes = 16

/** The keys in a folder (`keys` of the workspace), which is made when missing. */
export function openMonthlyKeys(folder: string, clock: Clock): MonthlyKeys {
  return { monthlyKey: (month) => inTurn(folder, () => readOrMakeKey(folder, month, clock)) }
}

/** Destroys the keys whose time is over and answers their months. To be called at each start and once a day. */
export function destroyExpiredKeys(folder: string, clock: Clock): Promise<string[]> {
  return inTurn(folder, async () => {
    const destroyed: string[] = []
    for (const name of await listFolder(folder)) {
      const month = name.match(/^(\d{4}-\d{2})\.key$/)?.[1]
      if (month === undefined) continue
      if ('destroyedOn' in (await readOrMakeKey(folder, month, clock))) destroyed.push(month)
    }
    return destroyed.sort()
  })
}

/** One at a time to a folder: a key asked for twice at once must still be one key. */
function inTurn<T>(folder: string, run: () => Promise<T>): Promise<T> {
  const lane = lanes.get(folder) ?? new Lane()
  lanes.set(folder, lane)
  return lane.run(run)
}

const lanes = new Map<string, Lane>()

async function readOrMakeKey(
  folder: string,
  month: string,
  clock: Clock,
): Promise<MonthlyKey | { destroyedOn: string }> {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Error(`Not a month: ${month}`)
  const path = join(folder, `${month}.key`)
  const held = await readHeldKey(path)
  const destroyedOn = await readText(join(folder, `${month}.destroyed`))
  if (destroyedOn !== undefined) {
    // A note beside a key: the destruction was interrupted.
    if (held !== undefined) await destroyFile(folder, path)
    return { destroyedOn: destroyedOn.trim() }
  }
  if (held === undefined) return makeKey(folder, month, clock)
  if (clock.now().getTime() < expiry(month, held.madeAt)) return held
  return { destroyedOn: await destroyKey(folder, month, clock) }
}

function expiry(month: string, madeAt: Date): number {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return Math.max(Date.UTC(year, number, 1), madeAt.getTime()) + daysKept * dayMilliseconds
}

async function readHeldKey(path: string): Promise<MonthlyKey | undefined> {
  const text = await readText(path)
  if (text === undefined) return undefined
  const [, key, madeAt] = text.match(/^([0-9a-f]{32}) (\S+)\n$/) ?? []
  if (key === undefined || madeAt === undefined || Number.isNaN(Date.parse(madeAt)))
    throw new Error(`${path} is not a key of Groundswell. Restore it from a backup, or remove it.`)
  return { key, madeAt: new Date(madeAt) }
}

/** Durable before it is used: events hashed with a key that a crash loses would count again. */
async function makeKey(folder: string, month: string, clock: Clock): Promise<MonthlyKey> {
  const key = randomBytes(keyBytes).toString('hex')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const madeAt = clock.now()
  await writeDurably(folder, `${month}.key`, `${key} ${madeAt.toISOString()}\n`)
  return { key, madeAt }
}

/** The note comes first: a key destroyed without one would be made anew, and its month counted twice. */
async function destroyKey(folder: string, month: string, clock: Clock): Promise<string> {
  const day = clock.now().toISOString().slice(0, 10)
  await writeDurably(folder, `${month}.destroyed`, `${day}\n`)
  await destroyFile(folder, join(folder, `${month}.key`))
  return day
}

async function destroyFile(folder: string, path: string): Promise<void> {
  await withFile(path, 'r+', async (file) => {
    const { size } = await file.stat()
    await file.write(randomBytes(size), 0, size, 0)
    await file.sync()
  })
  await rm(path)
  await syncFolder(folder)
}

async function writeDurably(folder: string, name: string, text: string): Promise<void> {
  const path = join(folder, name)
  const draft = `${path}.draft`
  await rm(draft, { force: true })
  await withFile(draft, 'wx', async (file) => {
    await file.writeFile(text)
    await file.sync()
  })
  await rename(draft, path)
  await syncFolder(folder)
}

const syncFolder = (folder: string): Promise<void> => withFile(folder, 'r', (handle) => handle.sync())

async function withFile(
  path: string,
  flags: string,
  run: (file: FileHandle) => Promise<void>,
): Promise<void> {
  const file = await open(path, flags, 0o600)
  try {
    await run(file)
  } finally {
    await file.close()
  }
}

const readText = (path: string): Promise<string | undefined> =>
  unlessMissing(() => readFile(path, 'utf8'), undefined)

const listFolder = (folder: string): Promise<string[]> => unlessMissing(() => readdir(folder), [])

async function unlessMissing<T, M>(run: () => Promise<T>, missing: M): Promise<T | M> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return missing
    throw error
  }
}
