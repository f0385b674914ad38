import { z } from 'zod'
import type { Store } from '../../store/index.ts'

/** Until when everything was looked at last, and when what was looked at began to be gathered. */
export interface Mark {
  readonly asOf: Date
  readonly beganAt: Date
}

/** Events are stamped when a batch of them begins and may be written a little later. */
export const slack = 'INTERVAL 10 MINUTE'

/** The mark of the last whole run; undefined before the first. */
export async function readMark(store: Store): Promise<Mark | undefined> {
  const [row] = await store.read({
    text: 'SELECT as_of, began_at FROM look_marks ORDER BY began_at DESC LIMIT 1',
    params: {},
    row: z.object({ as_of: z.coerce.date(), began_at: z.coerce.date() }),
  })
  return row === undefined ? undefined : { asOf: row.as_of, beganAt: row.began_at }
}

/** Keeps what was looked at, for the next run to compare with. */
export async function keepMark(store: Store, mark: Mark): Promise<void> {
  await store.write('EXCHANGE TABLES looked_people AND coming_prints')
  await store.write('INSERT INTO look_marks SELECT {as_of:DateTime64(3)}, {began_at:DateTime64(3)}', {
    as_of: mark.asOf,
    began_at: mark.beganAt,
  })
}

/** Whether nothing was looked at for a later moment: what was known then would be taken for what is known now. */
export async function isLatestLook(store: Store, asOf: Date): Promise<boolean> {
  const { later } = await store.readOne({
    text: 'SELECT count() AS later FROM segment_looks WHERE at > {as_of:DateTime64(3)}',
    params: { as_of: asOf },
    row: z.object({ later: z.coerce.number() }),
  })
  return later === 0
}

/** Without a mark everybody is looked at next time. */
export async function dropMark(store: Store): Promise<void> {
  await store.write('TRUNCATE TABLE look_marks')
}
