import { z } from 'zod'
import { decide, readDecisions, type Store } from '../../store/index.ts'

const body = z.object({ at: z.iso.datetime().nullable() })

/** The moment every answer of the workspace speaks of, when one was set; undefined means now. */
export async function readAsOf(store: Store): Promise<Date | undefined> {
  const settings = await readDecisions(store, 'setting')
  const setting = settings.find((decision) => decision.subject === 'as-of')
  const at = setting === undefined ? null : body.parse(setting.body).at
  return at === null ? undefined : new Date(at)
}

/** Sets that moment; null returns to now. */
export async function decideAsOf(
  store: Store,
  at: Date | null,
  by: { at: Date; by: string; reason: string },
): Promise<void> {
  await decide(store, { kind: 'setting', subject: 'as-of', body: { at: at?.toISOString() ?? null }, ...by })
}
