import { readOurOrganisations } from '../../resolve/index.ts'
import { readModel, type Store } from '../../store/index.ts'

const models = {
  person_cards: readModel(import.meta.url, './models/person-cards.sql'),
  seen_months: readModel(import.meta.url, './models/seen-months.sql'),
  organisation_activity: readModel(import.meta.url, './models/organisation-activity.sql'),
  contribution_classes: readModel(import.meta.url, './models/contribution-classes.sql'),
} as const

/** Rebuilds what pages read from the tables of the stages, as they stand for a moment. */
export async function rebuildPages(store: Store, asOf: Date): Promise<void> {
  const values = { as_of: asOf, our_organisations: await readOurOrganisations(store) }
  for (const [table, select] of Object.entries(models))
    await store.rebuild(
      table,
      select,
      Object.fromEntries(Object.entries(values).filter(([name]) => select.includes(`{${name}:`))),
    )
}
