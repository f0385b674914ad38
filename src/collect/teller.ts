import { z } from 'zod'
import type { Store } from '../store/index.ts'
import { connectors } from './registry.gen.ts'
import type { Source } from './source.ts'

/** The other sources of a workspace that call acts by name; undefined when this one does not, so that nothing is the same. */
export async function readTellers(store: Store, source: Source): Promise<readonly string[] | undefined> {
  if (source.connector.namesActs !== true) return undefined
  const naming = connectors.filter(({ namesActs }) => namesActs === true).map(({ name }) => name)
  const rows = await store.read({
    text: `SELECT DISTINCT source FROM runs
      WHERE source != {source:String} AND splitByChar(':', source)[1] IN {naming:Array(String)} ORDER BY source`,
    params: { source: source.id, naming },
    row: z.object({ source: z.string() }),
  })
  return rows.map((row) => row.source)
}
