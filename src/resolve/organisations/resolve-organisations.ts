import { readModel, type Store } from '../../store/index.ts'
import { kindsOfEmployers } from './kind.ts'

const models = {
  domain_writers: readModel(import.meta.url, './models/domain-writers.sql'),
  domains: readModel(import.meta.url, './models/domains.sql'),
  organisations: readModel(import.meta.url, './models/organisations.sql'),
  employed_aliases: readModel(import.meta.url, './models/employed-aliases.sql'),
  employer_stays: readModel(import.meta.url, './models/employer-stays.sql'),
  affiliations: readModel(import.meta.url, './models/affiliations.sql'),
}

/** Likelihood ratios and prior of methods 4.1; ours, to be calibrated (see docs/methods/resolve.md). */
const belief = { firm_ratio: 20, weak_ratio: 2, unknown_prior: 0.5, silent_days: 365 }

/** What the domains are and which organisations stand behind them, once people are known. */
export async function rebuildOrganisations(store: Store): Promise<void> {
  await store.rebuild('domain_writers', models.domain_writers)
  await store.rebuild('domains', models.domains)
  await store.rebuild('organisations', models.organisations)
}

/** For whom people acted, and when. */
export async function rebuildAffiliations(
  store: Store,
  asOf: Date,
  doubtfulFlags: readonly string[],
): Promise<void> {
  await store.rebuild('employed_aliases', models.employed_aliases, { employer_kinds: kindsOfEmployers })
  await store.rebuild('employer_stays', models.employer_stays, { as_of: asOf, doubtful_flags: doubtfulFlags })
  await store.rebuild('affiliations', models.affiliations, belief)
}
