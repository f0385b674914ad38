import { createHash } from 'node:crypto'
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { UserError } from '../../core/index.ts'
import { step } from '../migrate.ts'

export const manifestName = 'manifest.json'
const formatNumber = 1

const tableShape = z.object({
  table: z.string().regex(/^[a-z_]+$/),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  rows: z.number().int(),
  /** Sum of the rows' hashes, the same in any order, as a decimal string. */
  content: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
})

const manifestShape = z.object({
  format: z.literal(formatNumber),
  madeAt: z.string(),
  engine: z.string(),
  schema: z.array(step),
  tables: z.array(tableShape),
  /** What a backup leaves out, and why, for whoever opens it in ten years. */
  leftOut: z.array(z.string()),
})

/** What a backup holds, as its `manifest.json` says. */
export type Manifest = Readonly<z.infer<typeof manifestShape>>
export type BackedUpTable = Manifest['tables'][number]

export const leftOut = [
  'Everything that is computed from these tables (people, organisations, segments, …): after restoring, run: groundswell run.',
  'The monthly keys with which visitors’ addresses were hashed: a key that is destroyed must not survive in a backup. Visitors of the current month are counted anew after restoring.',
]

export function formatManifest(manifest: Omit<Manifest, 'format'>): string {
  return `${JSON.stringify({ format: formatNumber, ...manifest }, undefined, 2)}\n`
}

/** Reads the manifest of a backup. A folder that is none, an unfinished one or one of a later format is a UserError. */
export function readManifest(folder: string): Manifest {
  if (folder.endsWith('.partial'))
    throw new UserError(`${folder} is a backup that was not finished. Choose one that was, or make it again.`)
  const text = readText(folder)
  const manifest = manifestShape.safeParse(parseJson(text))
  if (manifest.success) return manifest.data
  const later = z.object({ format: z.number().gt(formatNumber) }).safeParse(parseJson(text)).success
  throw new UserError(
    later
      ? `${folder} was made by a newer Groundswell. Update the program; nothing was changed.`
      : `${join(folder, manifestName)} is damaged, so this backup cannot be restored. Nothing was changed.`,
    { status: 422 },
  )
}

function readText(folder: string): string {
  try {
    return readFileSync(join(folder, manifestName), 'utf8')
  } catch (error) {
    throw new UserError(`${folder} is not a backup of Groundswell: it has no readable ${manifestName}.`, {
      status: 404,
      cause: error,
    })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // What is no JSON is no manifest, which the caller says.
    return undefined
  }
}

export function nameTableFile(folder: string, table: string): string {
  return join(folder, `${table}.native.gz`)
}

/** Throws unless every file of a backup has the bytes its manifest says. */
export async function verifyFiles(folder: string, manifest: Manifest): Promise<void> {
  for (const { table, bytes, sha256 } of manifest.tables) {
    const path = nameTableFile(folder, table)
    const found = statSync(path, { throwIfNoEntry: false })
    if (found === undefined)
      throw new UserError(`${path} is missing, so this backup cannot be restored. Nothing was changed.`, {
        status: 422,
      })
    if (found.size !== bytes || (await hashFile(path)) !== sha256)
      throw new UserError(`${path} is damaged, so this backup cannot be restored. Nothing was changed.`, {
        status: 422,
      })
  }
}

export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
