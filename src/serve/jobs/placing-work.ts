import { z } from 'zod'
import { placeAnew } from '../../segment/index.ts'
import type { Store } from '../../store/index.ts'
import { readAsOf } from './as-of.ts'
import type { Work } from './jobs.ts'
import type { Pipeline } from './pipeline-work.ts'

/** Places people and organisations in the segments made of rules, as they are defined when it runs. */
export function planPlacing({ store, clock }: Pick<Pipeline, 'store' | 'clock'>): Work {
  return async (report, signal) => {
    report.step('look at the segments made of rules')
    await placeAnew(store, { asOf: (await readAsOf(store)) ?? clock.now(), signal })
    report.say('The segments made of rules hold what their rules say.')
  }
}

/** Before the stages ran there is nobody to place. */
export async function isPlaced(store: Store): Promise<boolean> {
  const { runs } = await store.readOne({
    text: `SELECT count() AS runs FROM stage_runs WHERE stage = 'segment'`,
    params: {},
    row: z.object({ runs: z.coerce.number() }),
  })
  return runs > 0
}
