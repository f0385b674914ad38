import { readModel, type Store } from '../../store/index.ts'
import { botPattern, readMachines } from './bot.ts'
import { compareAliases } from './compare-aliases.ts'
import { compareLikeness, type Pace } from './likeness/compare-likeness.ts'
import { relayPattern, roleLocals, roleWords } from './role.ts'

const model = (name: string): string => readModel(import.meta.url, `./models/${name}.sql`)
const models = {
  alias_activity: model('alias-activity'),
  alias_words: model('alias-words'),
  alias_facts: model('alias-facts'),
  stray_aliases: model('stray-aliases'),
  shared_addresses: model('shared-addresses'),
  mailmapped: model('mailmapped'),
  alias_decisions: model('alias-decisions'),
  alias_locks: model('alias-locks'),
  alias_proofs: model('alias-proofs'),
  profile_links: model('profile-links'),
  alias_evidence: model('alias-evidence'),
  person_ids: model('person-ids'),
  known_visitors: model('known-visitors'),
  person_aliases: model('person-aliases'),
  alias_links: model('alias-links'),
  people: model('people'),
  agent_acts: model('agent-acts'),
}

/** An address under more surnames than this is shared (methods 3.2). */
const mostSurnames = 3

/** A nick that became, or came from, more others than one person thinks of is handed on. */
const mostNicks = 5

/** A page that more profiles name is not one person's. */
const mostNamers = 3

/** What an event's flags say when its date cannot be believed; such an event counts but dates nothing. */
export const doubtfulDates = ['dated-too-early', 'dated-in-future'] as const

/** The parts of names and addresses, before anything is known of the domains. */
export async function rebuildAliasWords(store: Store, asOf: Date): Promise<void> {
  await store.rebuild('alias_activity', models.alias_activity, {
    as_of: asOf,
    doubtful_flags: [...doubtfulDates],
  })
  await store.rebuild('alias_words', models.alias_words)
}

/** Judges every alias and gathers what aliases have in common. Needs `address_domains`. */
export async function gatherEvidence(store: Store): Promise<void> {
  const bots = readMachines('bots')
  const agents = readMachines('agents')
  await store.rebuild('mailmapped', models.mailmapped)
  await store.rebuild('alias_facts', models.alias_facts, {
    role_locals: roleLocals,
    role_words: roleWords,
    relay_pattern: relayPattern,
    bot_pattern: botPattern,
    bot_names: bots.names.map(({ name }) => name),
    bot_name_reasons: bots.names.map(({ reason }) => reason),
    bot_addresses: bots.addresses.map(({ name }) => name),
    bot_address_reasons: bots.addresses.map(({ reason }) => reason),
    agent_names: agents.names.map(({ name }) => name),
    agent_name_reasons: agents.names.map(({ reason }) => reason),
    agent_addresses: agents.addresses.map(({ name }) => name),
    agent_address_reasons: agents.addresses.map(({ reason }) => reason),
  })
  await store.rebuild('stray_aliases', models.stray_aliases)
  await store.rebuild('shared_addresses', models.shared_addresses, { most_surnames: mostSurnames })
  await store.rebuild('alias_decisions', models.alias_decisions)
  await store.rebuild('alias_locks', models.alias_locks)
  await store.rebuild('alias_proofs', models.alias_proofs)
  await store.rebuild('profile_links', models.profile_links, { most_namers: mostNamers })
  await store.rebuild('alias_evidence', models.alias_evidence, {
    role_locals: roleLocals,
    most_nicks: mostNicks,
  })
}

/**
 * Joins aliases to people by the deterministic rules of methods 3.2. Everything known now is used, whatever the date of the
 * run: who somebody is does not change with the date one looks at. What a visitor did before giving a name is theirs too.
 */
export async function joinAliases(
  store: Store,
  { asOf, signal, pace }: { readonly asOf: Date; readonly signal: AbortSignal; readonly pace: Pace },
): Promise<void> {
  await compareLikeness(store, pace)
  await compareAliases(store, signal)
  await store.rebuild('person_ids', models.person_ids)
  await store.rebuild('known_visitors', models.known_visitors, {
    as_of: asOf,
    doubtful_flags: [...doubtfulDates],
  })
  await store.rebuild('person_aliases', models.person_aliases)
  await store.rebuild('alias_links', models.alias_links)
}

/** Who is behind a coding agent's act in a change, the nearest first. */
const operatingTypes = [
  'commit.author',
  'commit.trailer.co_authored_by',
  'commit.trailer.signed_off_by',
  'commit.commit',
]

/** Tells for whom coding agents acted. Needs `people`. */
export async function creditAgents(store: Store, asOf: Date): Promise<void> {
  await store.rebuild('agent_acts', models.agent_acts, { as_of: asOf, ranked_types: operatingTypes })
}

/** Names and counts people; last, because it says for whom each acts now. */
export async function rebuildPeople(store: Store, asOf: Date): Promise<void> {
  await store.rebuild('people', models.people, { as_of: asOf })
}
