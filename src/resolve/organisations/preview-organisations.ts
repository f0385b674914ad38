import { z } from 'zod'
import type { Store } from '../../store/index.ts'
import {
  classifyDomain,
  type DomainKnowledge,
  followMerges,
  type OrganisationKey,
} from './classify-domain.ts'
import { findPair, readOrganisationPairs } from './decide-organisations.ts'
import { type DecidedOrganisations, groupOrganisations } from './group-organisations.ts'
import { findOrganisation, type KnownOrganisation } from './known-organisation.ts'
import { readDomainWords } from './read-recognition.ts'

/** An organisation as it would be. */
export interface PreviewedOrganisation extends OrganisationKey {
  readonly domains: readonly string[]
}

/** What is there of some organisations, and what would be. */
export interface OrganisationsPreview {
  readonly before: readonly KnownOrganisation[]
  readonly after: readonly PreviewedOrganisation[]
}

/** Which organisations there would be after a decision on two of them; nothing is written. */
export async function previewPair(
  store: Store,
  {
    a,
    b,
    verdict,
  }: { readonly a: string; readonly b: string; readonly verdict: DecidedOrganisations['verdict'] },
): Promise<OrganisationsPreview> {
  const words = await readDomainWords(store)
  const pairs = await readOrganisationPairs(store)
  const subject = [a, b].sort().join(' ')
  const others = pairs.filter((pair) => pair.subject !== subject)
  if (verdict === 'undecided') {
    const pair = await findPair(store, a, b)
    const { currentId } = groupOrganisations(pairs, words)
    const ids = [...new Set([currentId(pair.a.id), currentId(pair.b.id)])]
    const before = await Promise.all(ids.map((id) => findOrganisation(store, id)))
    const sides = [pair.a, pair.b].map(({ key, name }) => ({ organisationKey: key, organisationName: name }))
    return { before, after: await regroup(store, before, withPairs(words, others), sides) }
  }
  const before = await Promise.all([findOrganisation(store, a), findOrganisation(store, b)])
  const [first, second] = before.map(({ organisationId: id, key, name }) => ({ id, key, name }))
  const added = first === undefined || second === undefined ? [] : [{ subject, a: first, b: second, verdict }]
  const sides = before.map(({ key, name }) => ({ organisationKey: key, organisationName: name }))
  return { before, after: await regroup(store, before, withPairs(words, [...others, ...added]), sides) }
}

/** Which organisations there would be of one if this were known of domains; nothing is written. */
export async function previewKnowledge(
  store: Store,
  organisation: string,
  knowledge: DomainKnowledge,
): Promise<OrganisationsPreview> {
  const before = [await findOrganisation(store, organisation)]
  return { before, after: await regroup(store, before, knowledge, []) }
}

const withPairs = (words: DomainKnowledge, pairs: readonly DecidedOrganisations[]): DomainKnowledge => ({
  ...words,
  merged: groupOrganisations(pairs, words).merged,
})

/** The domains of organisations as some knowledge divides them; `named` are those that may have none. */
async function regroup(
  store: Store,
  organisations: readonly KnownOrganisation[],
  knowledge: DomainKnowledge,
  named: readonly OrganisationKey[],
): Promise<PreviewedOrganisation[]> {
  const groups = new Map<string, { organisationName: string; domains: string[] }>()
  const groupOf = ({ organisationKey, organisationName }: OrganisationKey) => {
    const group = groups.get(organisationKey) ?? { organisationName, domains: [] }
    groups.set(organisationKey, group)
    return group
  }
  for (const one of named) groupOf(followMerges(one, knowledge))
  const ids = organisations.map(({ organisationId }) => organisationId)
  for (const { domain } of await readDomainsOf(store, ids))
    groupOf(classifyDomain(domain, knowledge)).domains.push(domain)
  return [...groups].map(([organisationKey, rest]) => ({ organisationKey, ...rest }))
}

/** The domains that stand for some organisations now. */
export async function readDomainsOf(
  store: Store,
  organisations: readonly string[],
): Promise<{ domain: string; kind: string }[]> {
  return store.read({
    text: `SELECT domain, kind FROM domains WHERE toString(organisation_id) IN {organisations:Array(String)} ORDER BY domain`,
    params: { organisations },
    row: z.object({ domain: z.string(), kind: z.string() }),
  })
}
