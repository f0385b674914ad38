import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import type { Query, Store } from '../../store/index.ts'
import type { exportable } from '../http/contract.ts'
import { refuseLaterThanKnown } from '../jobs/known-moment.ts'
import type { ExportQuery } from './column.ts'
import { exportAffiliations } from './questions/affiliations.ts'
import { exportAttributes } from './questions/attributes.ts'
import { exportDecisions } from './questions/decisions.ts'
import { exportEvents } from './questions/events.ts'
import { exportIdentities } from './questions/identities.ts'
import { exportMemberships } from './questions/memberships.ts'
import { exportOrganisations } from './questions/organisations.ts'
import { exportPeople } from './questions/people.ts'

export type Exportable = z.infer<typeof exportable>

const questions: Readonly<Record<Exportable, (query: ExportQuery) => Query<unknown>>> = {
  identities: exportIdentities,
  people: exportPeople,
  organisations: exportOrganisations,
  affiliations: exportAffiliations,
  attributes: exportAttributes,
  events: exportEvents,
  memberships: exportMemberships,
  decisions: exportDecisions,
}

const engineFormats = { csv: 'CSVWithNames', jsonl: 'JSONEachRow', parquet: 'Parquet' } as const

/** A file the engine wrote, for one reader: it is removed once read or left. */
export interface WrittenExport {
  readonly bytes: number
  stream(): AsyncIterable<Buffer>
  remove(): Promise<void>
}

/** Lets the engine write an export beside its data, so that its size does not pass through this process. */
export async function writeExport(
  store: Store,
  what: Exportable,
  query: ExportQuery,
): Promise<WrittenExport> {
  if (query.asOf !== undefined) await refuseLaterThanKnown(store, query.asOf)
  const folder = exportFolder(store.workspace)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${what}-${randomUUID()}.${query.format}`)
  const { text, params } = questions[what](query)
  const remove = (): Promise<void> => rm(path, { force: true })
  try {
    await store.exportTo(path, text, params, engineFormats[query.format])
    const { size } = await stat(path)
    return { bytes: size, stream: () => createReadStream(path), remove }
  } catch (error) {
    await remove()
    throw error
  }
}

/** Removes what a killed process left of exports. */
export async function removeLeftExports(workspace: string): Promise<void> {
  const left = await readdir(exportFolder(workspace)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  for (const name of left) await rm(join(exportFolder(workspace), name), { force: true })
}

const exportFolder = (workspace: string): string => join(workspace, 'exports')
