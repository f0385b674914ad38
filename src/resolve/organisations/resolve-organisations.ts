import { readModel, type Store } from '../../store/index.ts'
import { rebuildFacts } from '../firmographics/rebuild-facts.ts'
import { rebuildNetworks } from '../networks/rebuild-networks.ts'
import { kindsOfEmployers, neutralKinds } from './kind.ts'
import { rebuildStatements } from './state-employers.ts'
import { rebuildOwners } from './state-owners.ts'
import { rebuildTenures } from './state-tenures.ts'

const models = {
  domain_writers: readModel(import.meta.url, './models/domain-writers.sql'),
  domains: readModel(import.meta.url, './models/domains.sql'),
  organisation_dealings: readModel(import.meta.url, './models/organisation-dealings.sql'),
  organisations: readModel(import.meta.url, './models/organisations.sql'),
  employed_aliases: readModel(import.meta.url, './models/employed-aliases.sql'),
  employer_days: readModel(import.meta.url, './models/employer-days.sql'),
  employer_stays: readModel(import.meta.url, './models/employer-stays.sql'),
  employer_evidence: readModel(import.meta.url, './models/employer-evidence.sql'),
  affiliation_hypotheses: readModel(import.meta.url, './models/affiliation-hypotheses.sql'),
  affiliations: readModel(import.meta.url, './models/affiliations.sql'),
}

/**
 * Likelihood ratios of an unverified address, after methods 4.1: of a company that is listed or has several writers; of a single
 * writer under a commercial end whose address is made of both names; of surname and initial; of anything else. Why: docs/methods/resolve.md.
 */
const addressRatios = { firm_ratio: 20, made_ratio: 8, initial_ratio: 3, weak_ratio: 2 }

/**
 * The half-life of an address in days, ahead and back. `change_ratio` is how likely it is that somebody who had another employer before
 * was already with the new one when they wrote from addresses that name none.
 */
const decay = { change_ratio: 0.2, half_life: 365 }

/**
 * What a CRM says of a person, and what a profile, form or answer says (methods 4.1), with half-lives in days; and an organisation in a name
 * (`Jane Doe (Acme)`) or user name (`jane-acme`), which are as old as an address. Acts from an organisation's own network say little, and
 * not for long.
 */
const statedRatios = {
  crm_ratio: 1000,
  crm_half_life: 730,
  profile_ratio: 10,
  profile_half_life: 540,
  told_before: 180,
  name_ratio: 20,
  handle_ratio: 8,
  network_ratio: 4,
  network_half_life: 30,
}

/** What "nobody we know of" has before any evidence, and the most that one family of evidence can say. */
const belief = { unknown_prior: 0.5, family_cap: 1000 }

/** After so many days somebody who comes back to an employer's addresses began anew: with others between, and with free mail only. */
const breaks = { break_days: 180, long_break_days: 1095 }

/** What the domains are, who is said to act for whom, which organisations there are and what they are like, once people are known. */
export async function rebuildOrganisations(
  store: Store,
  asOf: Date,
  doubtfulFlags: readonly string[],
): Promise<void> {
  await store.rebuild('domain_writers', models.domain_writers)
  await store.rebuild('domains', models.domains)
  await rebuildNetworks(store, asOf, doubtfulFlags)
  const recognise = await rebuildStatements(store, asOf)
  await rebuildTenures(store, recognise, asOf, doubtfulFlags)
  await store.rebuild('organisation_dealings', models.organisation_dealings, { as_of: asOf })
  await store.rebuild('organisations', models.organisations)
  await rebuildOwners(store, recognise)
  await rebuildFacts(store, asOf, recognise)
}

/** For whom people acted, and when. */
export async function rebuildAffiliations(
  store: Store,
  asOf: Date,
  doubtfulFlags: readonly string[],
): Promise<void> {
  await store.rebuild('employed_aliases', models.employed_aliases, {
    employer_kinds: kindsOfEmployers,
    ...addressRatios,
  })
  await store.rebuild('employer_days', models.employer_days, {
    as_of: asOf,
    doubtful_flags: doubtfulFlags,
    neutral_kinds: neutralKinds,
  })
  await store.rebuild('employer_stays', models.employer_stays, breaks)
  await store.rebuild('employer_evidence', models.employer_evidence, { ...decay, ...statedRatios })
  await store.rebuild('affiliation_hypotheses', models.affiliation_hypotheses, { ...belief, as_of: asOf })
  await store.rebuild('affiliations', models.affiliations)
}
