import { UserError } from '../../core/index.ts'
import type { Store } from '../../store/index.ts'
import { lastStageRuns } from './stage-runs-question.ts'

/** People and groups are worked out up to a moment; of a later one nothing is known yet. */
export async function refuseLaterThanKnown(store: Store, asOf: string): Promise<void> {
  const runs = await store.read(lastStageRuns(undefined))
  const known = runs.map((run) => run.as_of).sort((left, right) => left.getTime() - right.getTime())[0]
  if (known === undefined)
    throw new UserError('Nothing was worked out yet: run the stages first (groundswell run).', {
      status: 409,
    })
  if (new Date(asOf) > known)
    throw new UserError(
      `People and groups were worked out as of ${known.toISOString()}; ask for that moment or an earlier one.`,
      { status: 422 },
    )
}
