import { accessSync, constants, existsSync, lstatSync, readdirSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readHolder, readStaleHolder } from '../holder.ts'
import { spareBytes } from '../write-guard.ts'
import { describeError, type Finding, fail, ok, warn } from './finding.ts'

/** Looks at the workspace's folder from outside; works whatever state the engine is in. */
export function examineFolder(folder: string, embedded: boolean): Finding[] {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (found === undefined)
    return [
      fail(
        'folder',
        `${folder} does not exist. Make a workspace with: groundswell init ${quoteShell(folder)}`,
      ),
    ]
  if (!found.isDirectory())
    return [fail('folder', `${folder} is not a folder. Choose another with --workspace.`)]
  if (!isWritable(folder))
    return [fail('folder', `${folder} cannot be read and written by this user. Check its owner and mode.`)]
  const looks: [string, () => Finding][] = [
    ['folder', () => examinePrivacy(folder)],
    ['folder', () => examinePresence(folder, embedded)],
    ['disk', () => examineDisk(folder)],
    ['holder', () => examineHolder(folder)],
    ['keys', () => examineKeys(folder)],
    ['left files', () => examineLeftFiles(folder)],
  ]
  return looks.map(([check, look]) => {
    try {
      return look()
    } catch (error) {
      return fail(check, `This could not be looked at: ${describeError(error)}`)
    }
  })
}

function examinePresence(folder: string, embedded: boolean): Finding {
  return embedded && !existsSync(join(folder, 'engine'))
    ? fail('folder', `${folder} holds no workspace. Make one with: groundswell init ${quoteShell(folder)}`)
    : ok('folder', `${folder} is a workspace.`)
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return true
  } catch {
    // The answer is no; why does not matter here.
    return false
  }
}

function examinePrivacy(folder: string): Finding {
  const mode = statSync(folder).mode & 0o777
  return (mode & 0o077) === 0
    ? ok('folder', `${folder} is for its owner only.`)
    : warn(
        'folder',
        `${folder} is open to other users of this machine (mode ${mode.toString(8)}). Close it with: chmod 700 ${quoteShell(folder)}`,
      )
}

function examineDisk(folder: string): Finding {
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  const used = sumBytes(join(folder, 'engine'))
  const sizes = `${formatBytes(free)} are free; the workspace takes ${formatBytes(used)}`
  if (free < spareBytes)
    return fail(
      'disk',
      `The disk is full: ${sizes}. Nothing is written until there are ${formatBytes(spareBytes)}.`,
    )
  // Merging tables needs room for a second copy of the largest parts.
  if (free < Math.max(used, 16 * spareBytes))
    return warn('disk', `The disk is filling up: ${sizes}. Free some space.`)
  return ok('disk', `${sizes}.`)
}

function examineHolder(folder: string): Finding {
  const holder = readHolder(folder)
  if (holder !== undefined) {
    const serving = holder.url === undefined ? '' : `, which serves ${holder.url}`
    return ok('holder', `Process ${holder.pid} (${holder.program}) uses the workspace${serving}.`)
  }
  const stale = readStaleHolder(folder)
  return stale === undefined
    ? ok('holder', 'Nobody uses the workspace now.')
    : warn(
        'holder',
        `Process ${stale.pid} (${stale.program}) ended without closing the workspace. The next start tidies up.`,
      )
}

function examineKeys(folder: string): Finding {
  const keys = join(folder, 'keys')
  if (!existsSync(keys)) return ok('keys', 'There are no keys for hashing addresses yet.')
  const open = [keys, ...readdirSync(keys).map((name) => join(keys, name))].filter(
    (path) => (lstatSync(path).mode & 0o077) !== 0,
  )
  return open.length === 0
    ? ok('keys', 'The keys for hashing addresses are for their owner only.')
    : warn(
        'keys',
        `Other users of this machine can read ${open[0]}. Close it with: chmod -R go= ${quoteShell(keys)}`,
      )
}

function examineLeftFiles(folder: string): Finding {
  const left = readdirSync(folder).filter(
    (name) => name.endsWith('.partial') || name.startsWith('holder.json.'),
  )
  return left.length === 0
    ? ok('left files', 'No unfinished files are left.')
    : warn(
        'left files',
        `Something was stopped half-way and left ${left.join(', ')} in ${folder}. They can be deleted.`,
      )
}

/** What a folder's files take on the disk; files that vanish meanwhile count nothing. */
function sumBytes(path: string): number {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined) return 0
  if (!found.isDirectory()) return found.size
  let sum = 0
  for (const name of existsSync(path) ? readdirSync(path) : []) sum += sumBytes(join(path, name))
  return sum
}

export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1)
  const value = bytes / 1000 ** power
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${units[power]}`
}

/** A path as it can be pasted into a shell. */
function quoteShell(path: string): string {
  return /^[\w./~+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
