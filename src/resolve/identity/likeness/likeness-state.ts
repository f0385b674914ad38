import { z } from 'zod'
import type { Store } from '../../../store/index.ts'

/** What the kept comparisons of aliases rest on. */
export interface LikenessState {
  /** From how many aliases likeness was learned. */
  readonly learned: number
  /** How many came or changed since. */
  readonly changed: number
}

/** What is kept from run to run. A power failure can lose rows of tables that are not forced to disk, so they are counted. */
const kept = { traits: 'alias_traits', blocks: 'alias_blocks', pairs: 'alias_pairs', rates: 'trait_rates' }
const counts = Object.entries(kept).map(([column, table]) => [column, `(SELECT count() FROM ${table})`])

/** The state of what is kept; undefined when it is not whole or another version of the program made it. */
export async function readState(store: Store, version: string): Promise<LikenessState | undefined> {
  const [state] = await store.read({
    text: `SELECT learned, changed FROM likeness_state WHERE version = {version:String}
      AND ${counts.map(([column, count]) => `${column} = ${count}`).join(' AND ')}
      AND (SELECT count() FROM likeness_weights) > 0`,
    params: { version },
    row: z.object({ learned: z.coerce.number(), changed: z.coerce.number() }),
  })
  return state
}

/** Before anything that is kept changes: killed from here on, the next run compares everything. */
export function clearState(store: Store): Promise<void> {
  return store.write('TRUNCATE TABLE likeness_state')
}

/** When everything that is kept is whole again. */
export function writeState(
  store: Store,
  version: string,
  { learned, changed }: LikenessState,
): Promise<void> {
  return store.write(
    `INSERT INTO likeness_state (version, learned, changed, ${counts.map(([column]) => column).join(', ')})
      SELECT {version:String}, {learned:UInt64}, {changed:UInt64}, ${counts.map(([, count]) => count).join(', ')}`,
    { version, learned, changed },
  )
}
