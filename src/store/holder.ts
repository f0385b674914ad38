import { randomUUID } from 'node:crypto'
import {
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { UserError } from '../core/index.ts'
import { explainFolderError } from './folder.ts'
import { identifyThisProcess, isRunning } from './running-process.ts'

const holderShape = z.object({
  pid: z.number().int(),
  processStart: z.string(),
  host: z.string(),
  machine: z.string(),
  program: z.string(),
  startedAt: z.string(),
  url: z.string().optional(),
  /** Tells one holding from the next, also of the same process. */
  holding: z.string(),
})

/** The one process that may write to a workspace now. `url` is where it serves, when it does. */
export type Holder = Readonly<z.infer<typeof holderShape>>

/** The right to write to a workspace, until released or until the process ends. */
export interface Hold {
  readonly holder: Holder
  /** The holding this one replaced, whose process is known to have ended. */
  readonly former: string | undefined
  /** Tells other programs where this one serves. */
  announce(url: string): void
  release(): void
}

const fileName = 'holder.json'
const beatMilliseconds = 15_000
/** A holder on another machine or in another container, which cannot be seen, counts as gone after this long a silence. */
const silenceMilliseconds = 90_000
/** What a start that was killed within its few milliseconds of claiming left behind. */
const leftoverMilliseconds = 3_600_000
const unreadable = 'unreadable'

/** The live holder of a workspace, or undefined when nobody holds it. */
export function readHolder(folder: string): Holder | undefined {
  const path = join(folder, fileName)
  const holder = readHolderFile(path)
  return holder !== undefined && isAlive(path, holder) ? holder : undefined
}

/** A holder file whose process is gone, left by a crash; the next start replaces it. */
export function readStaleHolder(folder: string): Holder | undefined {
  const path = join(folder, fileName)
  const holder = readHolderFile(path)
  return holder !== undefined && !isAlive(path, holder) ? holder : undefined
}

/** Takes the workspace for this process. Of any number that try at once exactly one succeeds; the others get the sentence. */
export function takeHold(folder: string, options: { program: string; startedAt: Date }): Hold {
  const path = join(folder, fileName)
  const former = explainFolderError(folder, () => readStaleHolder(folder)?.holding)
  let holder: Holder = {
    ...identifyThisProcess(),
    program: options.program,
    startedAt: options.startedAt.toISOString(),
    holding: randomUUID(),
  }
  explainFolderError(folder, () => claim(path, holder, folder))
  sweep(folder)

  const beat = setInterval(() => beatHeart(path), beatMilliseconds)
  beat.unref()
  const release = (): void => {
    clearInterval(beat)
    process.off('exit', release)
    if (readHolderFile(path)?.holding === holder.holding) rmSync(path, { force: true })
  }
  process.once('exit', release)
  return {
    get holder() {
      return holder
    },
    former,
    announce(url) {
      holder = { ...holder, url }
      const draft = writeDraft(path, holder)
      renameSync(draft, path)
    },
    release,
  }
}

/**
 * Makes the file at `path` mine. A file left by a dead process is replaced only while holding the guard made for exactly that
 * holding, so that nobody can remove a newer file believing it to be the old one; a guard left by a crash is taken the same way.
 */
function claim(path: string, mine: Holder, folder: string): void {
  for (;;) {
    if (linkNew(path, mine)) return
    const other = readHolderFile(path)
    if (other === undefined) continue
    if (isAlive(path, other)) throw refuse(folder, other)
    const guard = `${path}.after-${other.holding}`
    claim(guard, mine, folder)
    if (readHolderFile(path)?.holding === other.holding) {
      renameSync(guard, path)
      return
    }
    rmSync(guard, { force: true })
  }
}

/** Makes the file with its whole content at once, or not at all when there is one. */
function linkNew(path: string, mine: Holder): boolean {
  const draft = writeDraft(path, mine)
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    if (['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(codeOf(error))) return createNew(path, mine)
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** For file systems without links. Whoever reads between its making and its filling finds it unreadable and fresh: held. */
function createNew(path: string, mine: Holder): boolean {
  try {
    writeFileSync(path, format(mine), { mode: 0o600, flag: 'wx' })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''
const format = (holder: Holder): string => `${JSON.stringify(holder, undefined, 2)}\n`

function writeDraft(path: string, holder: Holder): string {
  const draft = `${path}.${process.pid}-${randomUUID()}`
  try {
    writeFileSync(draft, format(holder), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
  return draft
}

/** A file that is not a holder's (damaged by hand or by a disk) counts as a holder nobody can see. */
function readHolderFile(path: string): Holder | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
  return parseHolder(text)
}

function parseHolder(text: string): Holder {
  const unknown: Holder = {
    pid: 0,
    processStart: '',
    host: 'an unknown machine',
    machine: 'unknown',
    program: 'an unknown program',
    startedAt: '',
    holding: unreadable,
  }
  try {
    return holderShape.catch(unknown).parse(JSON.parse(text))
  } catch {
    return unknown
  }
}

function isAlive(path: string, holder: Holder): boolean {
  return isRunning(holder) ?? millisecondsSilent(path) < silenceMilliseconds
}

function millisecondsSilent(path: string): number {
  const file = statSync(path, { throwIfNoEntry: false })
  return file === undefined ? Number.POSITIVE_INFINITY : Date.now() - file.mtimeMs
}

function beatHeart(path: string): void {
  try {
    const now = new Date()
    utimesSync(path, now, now)
  } catch {
    // The folder was removed under a running program: the engine's next write says so in a sentence.
  }
}

function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (name.startsWith(`${fileName}.`) && millisecondsSilent(path) > leftoverMilliseconds)
      rmSync(path, { force: true })
  }
}

function refuse(folder: string, other: Holder): UserError {
  const patience = `try again in ${silenceMilliseconds / 1000} seconds`
  if (other.holding === unreadable)
    return new UserError(
      `${join(folder, fileName)} cannot be read, so nobody can tell whether ${folder} is in use. If no Groundswell runs there, delete that file, or ${patience}.`,
      { status: 409 },
    )
  const where = isRunning(other) === undefined ? ` on ${other.host}` : ''
  const who = `${folder} is in use by process ${other.pid}${where} (${other.program})`
  if (other.url !== undefined)
    return new UserError(`${who}, which serves ${other.url}; open that, or stop it first.`, { status: 409 })
  const gone = where === '' ? '' : ` Should it be gone already, ${patience}.`
  return new UserError(`${who}. Wait until it has finished, or stop it first.${gone}`, { status: 409 })
}
