import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { eventTypes, UserError } from '../core/index.ts'
import type { Store } from './store.ts'

/** A step of the schema's history. */
export const step = z.object({ number: z.number(), name: z.string(), checksum: z.string() })
export type Step = Readonly<z.infer<typeof step>>

export interface Migration extends Step {
  readonly statements: readonly string[]
}

const folder = new URL('./migrations/', import.meta.url)

/** The schema's history, in order; a file is never changed once released, a new one is added. */
export function readMigrations(): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const text = readFileSync(new URL(name, folder), 'utf8')
      return {
        number: Number(name.slice(0, 4)),
        name: name.slice(5, -4),
        checksum: createHash('sha256').update(text).digest('hex'),
        statements: splitStatements(text),
      }
    })
}

/**
 * Brings a workspace to this program's schema. Each statement can be repeated, so a killed migration is finished by the
 * next start. A workspace from a newer program, or one whose history differs, is refused and left as it is.
 */
export async function migrate(store: Store): Promise<{ applied: string[] }> {
  const { applied } = await applySteps(store, readMigrations())
  await writeEventTypes(store)
  return { applied }
}

/** Applies those of the steps given that are not applied yet. */
export async function applySteps(store: Store, known: readonly Migration[]): Promise<{ applied: string[] }> {
  await store.write(
    `CREATE TABLE IF NOT EXISTS migrations (number UInt32, name String, checksum String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3))
     ENGINE = ReplacingMergeTree ORDER BY number SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
  )
  const done = await readHistory(store)
  refuseForeignHistory(done, known)
  const applied: string[] = []
  for (const migration of known.slice(done.length)) {
    for (const statement of migration.statements) await store.write(statement)
    await store.write(
      // Not VALUES: with those the embedded engine looks for more of them on standard input, which is a person's.
      'INSERT INTO migrations (number, name, checksum) SELECT {number:UInt32}, {name:String}, {checksum:String}',
      {
        number: migration.number,
        name: migration.name,
        checksum: migration.checksum,
      },
    )
    applied.push(migration.name)
  }
  return { applied }
}

/** The steps a workspace went through, in order. */
export async function readHistory(store: Store): Promise<Step[]> {
  return store.read({
    text: 'SELECT number, name, checksum FROM migrations FINAL ORDER BY number',
    params: {},
    row: step,
  })
}

/** Throws a UserError unless these steps are the first of those this program knows. */
export function refuseForeignHistory(done: readonly Step[], known: readonly Step[]): void {
  for (const [index, row] of done.entries()) {
    const own = known[index]
    if (own === undefined)
      throw new UserError(
        `This workspace was last used by a newer Groundswell (schema ${row.number} “${row.name}”; this program knows up to ${known.length}). Update the program; nothing was changed.`,
        { status: 409 },
      )
    if (own.number !== row.number || own.checksum !== row.checksum)
      throw new UserError(
        `Schema step ${row.number} “${row.name}” of this workspace differs from this program's. It was made by a different build; nothing was changed. Use that build, or restore a backup into a new workspace.`,
        { status: 409 },
      )
  }
}

function splitStatements(text: string): string[] {
  const withoutComments = text.replace(/^--.*$/gm, '')
  return withoutComments
    .split(/;\s*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
    .map((statement) => statement.replace(/^CREATE TABLE (?!IF NOT EXISTS)/, 'CREATE TABLE IF NOT EXISTS '))
}

/** The vocabulary follows the program: it is written anew when it differs. */
async function writeEventTypes(store: Store): Promise<void> {
  const rows = Object.entries(eventTypes)
    .map(([type, facts]) =>
      eventTypeRow.parse({ participation: false, contribution: false, business: false, ...facts, type }),
    )
    .sort((left, right) => (left.type < right.type ? -1 : 1))
  const written = await store.read({
    text: 'SELECT * FROM event_types ORDER BY type',
    params: {},
    row: eventTypeRow,
  })
  if (JSON.stringify(written) === JSON.stringify(rows)) return
  const columns =
    'type String, weight Float64, identity String, participation Bool, contribution Bool, business Bool, phrase String'
  await store.rebuild('event_types', `SELECT * FROM format(JSONEachRow, '${columns}', {rows:String})`, {
    rows: rows.map((row) => JSON.stringify(row)).join('\n'),
  })
}

const eventTypeRow = z.object({
  type: z.string(),
  weight: z.number(),
  identity: z.string(),
  participation: z.boolean(),
  contribution: z.boolean(),
  business: z.boolean(),
  phrase: z.string(),
})
