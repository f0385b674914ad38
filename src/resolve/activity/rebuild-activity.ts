import { readModel, type Store } from '../../store/index.ts'

const models = {
  activity: readModel(import.meta.url, './models/activity.sql'),
  anonymous_activity: readModel(import.meta.url, './models/anonymous-activity.sql'),
}

/** Acts by month: of each person, and of nobody in particular. */
export async function rebuildActivity(
  store: Store,
  asOf: Date,
  doubtfulFlags: readonly string[],
): Promise<void> {
  const params = { as_of: asOf, doubtful_flags: doubtfulFlags }
  await store.rebuild('activity', models.activity, params)
  await store.rebuild('anonymous_activity', models.anonymous_activity, params)
}
