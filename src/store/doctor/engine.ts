import { z } from 'zod'
import type { Clock } from '../../core/index.ts'
import { readHistory, readMigrations, refuseForeignHistory } from '../migrate.ts'
import type { Store } from '../store.ts'
import { describeError, type Finding, fail, ok, warn } from './finding.ts'

const skewSeconds = 120
const named = z.object({ name: z.string() })

/** Asks the engine about itself, its schema and every table. */
export async function examineEngine(store: Store, clock: Clock): Promise<Finding[]> {
  const looks: [string, () => Promise<Finding[]>][] = [
    ['engine', () => examineVersion(store)],
    ['schema', () => examineSchema(store)],
    ['tables', () => examineTables(store)],
    ['left tables', () => examineLeftTables(store)],
    ['times', () => examineTimes(store, clock)],
  ]
  const findings: Finding[] = []
  for (const [check, look] of looks)
    try {
      findings.push(...(await look()))
    } catch (error) {
      findings.push(fail(check, `This could not be looked at: ${describeError(error)}`))
    }
  return findings
}

async function examineVersion(store: Store): Promise<Finding[]> {
  const { version } = await store.readOne({
    text: 'SELECT version() AS version',
    params: {},
    row: z.object({ version: z.string() }),
  })
  const where = store.kind === 'embedded' ? 'in this process' : 'at a server'
  return [ok('engine', `ClickHouse ${version} answers ${where}.`)]
}

async function examineSchema(store: Store): Promise<Finding[]> {
  const present = new Set((await readTableNames(store)).map(({ name }) => name))
  if (!present.has('migrations'))
    return [fail('schema', 'There is no schema yet. Make one with: groundswell migrate')]
  const known = readMigrations()
  const done = await readHistory(store)
  try {
    refuseForeignHistory(done, known)
  } catch (error) {
    return [fail('schema', describeError(error))]
  }
  const missing = known
    .slice(0, done.length)
    .flatMap(({ statements }) =>
      statements.map((text) => /^CREATE TABLE IF NOT EXISTS (\w+)/.exec(text)?.[1]),
    )
    .filter((name) => name !== undefined && !present.has(name))
  if (missing.length > 0)
    return [
      fail('schema', `The tables ${missing.join(', ')} are missing. Restore a backup into a new workspace.`),
    ]
  if (done.length < known.length)
    return [
      warn(
        'schema',
        `The schema is at step ${done.length} of ${known.length}. The next start updates it, or: groundswell migrate`,
      ),
    ]
  return [ok('schema', `The schema is up to date (${done.length} steps).`)]
}

/** Reads every part of every table and compares its checksums. */
async function examineTables(store: Store): Promise<Finding[]> {
  const tables = await store.read({
    text: `SELECT name FROM system.tables
      WHERE database = currentDatabase() AND engine LIKE '%MergeTree' ORDER BY name`,
    params: {},
    row: named,
  })
  const findings: Finding[] = []
  for (const { name } of tables) {
    const parts = await store.read({
      text: 'CHECK TABLE {name:Identifier} SETTINGS check_query_single_value_result = 0',
      params: { name },
      row: z.object({ part_path: z.string(), is_passed: z.coerce.number(), message: z.string() }),
    })
    for (const { part_path, message } of parts.filter((part) => part.is_passed !== 1))
      findings.push(
        fail(
          'tables',
          `Part ${part_path} of ${name} cannot be read (${describeError(message)}). Restore a backup into a new workspace.`,
        ),
      )
  }
  return findings.length > 0 ? findings : [ok('tables', `All ${tables.length} tables can be read.`)]
}

async function examineLeftTables(store: Store): Promise<Finding[]> {
  const left = (await readTableNames(store)).filter(({ name }) => /_(next|backup)$/.test(name))
  const aside = await store.read({
    text: `SELECT table AS name, reason FROM system.detached_parts WHERE database = currentDatabase() ORDER BY table`,
    params: {},
    row: z.object({ name: z.string(), reason: z.string().nullable() }),
  })
  const findings: Finding[] = []
  if (left.length > 0)
    findings.push(
      warn(
        'left tables',
        `Something was stopped half-way and left ${left.map(({ name }) => name).join(', ')}. The next start tidies up.`,
      ),
    )
  if (aside.length > 0)
    findings.push(
      warn(
        'left tables',
        `The engine put ${aside.length} damaged or unfinished parts aside (${[...new Set(aside.map(({ name }) => name))].join(', ')}), as after a full disk. What they held was not acknowledged, or is held by others.`,
      ),
    )
  return findings.length > 0 ? findings : [ok('left tables', 'No unfinished tables are left.')]
}

/** What was written at a later time than now tells of a clock that was or is wrong; a server has a clock of its own. */
async function examineTimes(store: Store, clock: Clock): Promise<Finding[]> {
  const now = clock.now()
  const { engine_now, latest } = await store.readOne({
    text: `SELECT toUnixTimestamp64Milli(now64(3)) AS engine_now,
      greatest((SELECT max(toUnixTimestamp64Milli(ingested_at)) FROM events), (SELECT max(toUnixTimestamp64Milli(updated_at)) FROM runs),
       (SELECT max(toUnixTimestamp64Milli(decided_at)) FROM decisions)) AS latest`,
    params: {},
    row: z.object({ engine_now: z.coerce.number(), latest: z.coerce.number() }),
  })
  const findings: Finding[] = []
  const off = (engine_now - now.getTime()) / 1000
  if (store.kind === 'server' && Math.abs(off) > skewSeconds)
    findings.push(
      warn(
        'times',
        `The server's clock is ${Math.round(off)} seconds off this machine's. Set both by the network.`,
      ),
    )
  if (latest > now.getTime() + skewSeconds * 1000)
    findings.push(
      warn(
        'times',
        `Something was recorded at ${new Date(latest).toISOString()}, which is later than now. A clock is or was wrong.`,
      ),
    )
  return findings.length > 0 ? findings : [ok('times', 'Nothing was recorded later than now.')]
}

function readTableNames(store: Store): Promise<{ name: string }[]> {
  return store.read({
    text: 'SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY name',
    params: {},
    row: named,
  })
}
