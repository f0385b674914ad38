import type { Store } from '../../../store/index.ts'
import { sortsOf, traitCounts, type Viewed } from '../questions/traits.ts'
import type { TraitKey } from './name-trait.ts'

interface TraitCount extends TraitKey {
  /** In each of the segments viewed, and among everybody. */
  readonly counts: readonly number[]
  readonly total: number
}

/** Everything that is so of members of segments: their other segments, attributes, employers, facts. */
export async function readTraits(store: Store, viewed: Viewed): Promise<TraitCount[]> {
  const told: TraitCount[] = []
  for (const sort of sortsOf[viewed.subjectKind])
    for (const row of await store.read(traitCounts({ ...viewed, sort }))) told.push({ sort, ...row })
  return told
}
