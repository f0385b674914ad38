import { accessSync, constants, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Session } from 'chdb'
import { Lane } from '../core/index.ts'
import type { Engine } from './engine.ts'
import { embeddedArguments, embeddedSettings } from './engine-settings.ts'
import { explainFolderError, makeFolder } from './folder.ts'
import { hasOnlyShortLines, isGzip, numberLines } from './numbered-lines.ts'
import { bindParameters, formatParameter, type Params, quote } from './parameter.ts'
import { openSpool } from './spool.ts'
import { removeEmptyDefinitions, WriteGuard } from './write-guard.ts'

/** One connection of the engine: it answers one statement at a time. */
interface Connection {
  readonly lane: Lane
  ask(text: string, params: Params): Promise<string>
  close(): void
}

// A statement holds a thread of Node's pool of four while it runs; one must stay free for files.
const readerCount = 2
const mergeWatchMilliseconds = 60_000

/**
 * ClickHouse in this process. Its own client package is not used: it decodes bytes as text, cuts dates to seconds, runs only one
 * statement with parameters at a time in the whole process, and feeds data inline, where an empty line ends it.
 * Bytes therefore go through a file, and a file is named by a descriptor: a name could hold wildcards.
 */
export async function openEmbeddedEngine(workspace: string): Promise<Engine> {
  const { path, spools } = prepareFolders(workspace)
  const { writer, readers, guard, closeAll } = await openConnections(path)
  const watching = setInterval(() => watchMerges(guard, writer), mergeWatchMilliseconds).unref()
  const chooseReader = (): Connection =>
    readers.reduce((best, next) => (next.lane.waiting < best.lane.waiting ? next : best))
  const watch = (connection: Connection, text: string, params: Params): Promise<void> =>
    guard.watch(
      (question) => connection.ask(question, {}),
      text,
      (statement) => connection.ask(statement, params),
    )
  const run: Engine['run'] = (text, params) =>
    writer.lane.run(async () => {
      guard.refuseWithoutSpace(text)
      await watch(writer, text, params)
    })
  const runBeside: Engine['run'] = (text, params) => {
    const reader = chooseReader()
    return reader.lane.run(async () => {
      guard.refuseWithoutSpace(text)
      await watch(reader, text, params)
    })
  }
  return {
    kind: 'embedded',
    run,
    select(text, params) {
      const reader = chooseReader()
      return reader.lane.run(() => reader.ask(text, params))
    },
    ...readingFiles({ run, runBeside }, spools),
    async exportTo(file, text, params, format) {
      const reader = chooseReader()
      const compression = file.gzip ? 'gzip' : 'none'
      const place = `file(${file.fd}, ${quote(format)}, 'auto', '${compression}')`
      // The fastest compression: a backup is as fast as the disk, and half as large again.
      const settings = file.gzip ? 'SETTINGS output_format_compression_level = 1' : ''
      await reader.lane.run(() => watch(reader, `INSERT INTO FUNCTION ${place} ${settings} ${text}`, params))
    },
    async close() {
      clearInterval(watching)
      await closeAll()
    },
  }
}

function prepareFolders(workspace: string): { path: string; spools: string } {
  const path = join(workspace, 'engine')
  const spools = join(workspace, 'spool')
  makeFolder(path)
  explainFolderError(path, () => accessSync(path, constants.R_OK | constants.W_OK))
  removeEmptyDefinitions(path)
  rmSync(spools, { recursive: true, force: true })
  makeFolder(spools)
  return { path, spools }
}

/** The connections of an engine, and what tells whether the system took what was written on them. */
interface Connections {
  readonly writer: Connection
  readonly readers: readonly Connection[]
  readonly guard: WriteGuard
  closeAll(): Promise<void>
}

async function openConnections(path: string): Promise<Connections> {
  const writer = connect(path)
  const readers = Array.from({ length: readerCount }, () => connect(path))
  const connections = [writer, ...readers]
  const closeAll = async (): Promise<void> => {
    // A connection closed under a running statement takes the engine down with it.
    for (const { lane, close } of connections) await lane.run(async () => close())
  }
  const guard = new WriteGuard(path)
  try {
    await guard.begin((text) => writer.ask(text, {}))
    await writer.ask('CREATE DATABASE IF NOT EXISTS groundswell', {})
    for (const connection of connections) await connection.ask('USE groundswell', {})
  } catch (error) {
    await closeAll()
    throw error
  }
  return { writer, readers, guard, closeAll }
}

/** What fills a table from bytes or a file, which the engine reads by their descriptor. */
function readingFiles(
  { run, runBeside }: { readonly run: Engine['run']; readonly runBeside: Engine['run'] },
  spools: string,
): Pick<Engine, 'append' | 'appendFromFile' | 'importFrom'> {
  return {
    async append(table, bytes, format) {
      await using spool = await openSpool(spools, bytes)
      if (spool.size === 0) return
      await run(`INSERT INTO ${table} SELECT * FROM file(${spool.fd}, ${quote(format)})`, {})
    },
    async appendFromFile(table, file, select, params) {
      await using handle = await open(file)
      const gzip = await isGzip(handle)
      if (await hasOnlyShortLines(handle, gzip)) {
        const compression = gzip ? 'gzip' : 'none'
        const lines = `file(${handle.fd}, 'LineAsString', 'line String', '${compression}')`
        const rows = `(SELECT _row_number + 1 AS line_number, line FROM ${lines})`
        await runBeside(`INSERT INTO ${table} ${select(rows)}`, params)
        return { damage: undefined }
      }
      const { rows, damage } = numberLines(handle, gzip)
      await using spool = await openSpool(spools, rows)
      const lines = `file(${spool.fd}, 'RowBinary', 'line_number UInt64, line String')`
      await runBeside(`INSERT INTO ${table} ${select(lines)}`, params)
      return { damage: damage() }
    },
    async importFrom(table, path, structure) {
      await using handle = await open(path)
      const rows = `file(${handle.fd}, 'Native', ${quote(structure)}, 'gzip')`
      await run(`INSERT INTO ${table} SELECT * FROM ${rows}`, {})
    },
  }
}

/** Merges write, too; nobody waits for them, and what they merged is deleted eight minutes later. */
function watchMerges(guard: WriteGuard, { lane, ask }: Connection): void {
  if (lane.waiting > 0) return
  lane
    .run(() => guard.look((text) => ask(text, {})))
    .catch(() => {
      // Whatever keeps the engine from answering this is met by the next statement, which has somebody to tell.
    })
}

function connect(path: string): Connection {
  const session = new Session(path, { connectionArgs: [...embeddedArguments] })
  let pending = Object.entries(embeddedSettings).map(([name, value]) => `${name} = ${quote(String(value))}`)
  return {
    lane: new Lane(),
    async ask(text, params) {
      const assignments = Object.entries(bindParameters(text, params)).map(
        ([name, value]) => `param_${name} = ${quote(formatParameter(value))}`,
      )
      const before = [...pending, ...assignments]
      pending = []
      const statement = before.length > 0 ? `SET ${before.join(', ')}; ${text}` : text
      return (await session.queryAsync(statement, { format: 'JSONEachRow' })).text()
    },
    close: () => session.close(),
  }
}
