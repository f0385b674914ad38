import type { DomainFacts } from '../organisations/classify-domain.ts'
import { organisationKinds } from '../organisations/kind.ts'
import type { NamedOrganisation } from '../organisations/recognise-organisation.ts'
import type { NetworkVerdict } from './decide-network.ts'
import { findProviderWord, isProviderClass } from './provider-word.ts'

/** A network as sources saw it; `class` is what the file of networks says. */
export interface SeenNetwork {
  readonly networkId: string
  readonly number: number
  readonly name: string
  readonly domain: string
  readonly class: string
}

/** What a network is taken for; without an organisation it names nobody. */
export interface NetworkMeaning {
  readonly class: string
  readonly reason: string
  readonly organisationKey: string
  readonly organisationName: string
  readonly organisationDomain: string
  readonly organisationKind: string
}

export interface NetworkKnowledge {
  /** What somebody here decided, by network. */
  readonly verdicts: ReadonlyMap<string, NetworkVerdict>
  classify(domain: string): DomainFacts
  /** Any organisation a name means, one of its own if no other. */
  recognise(written: string): NamedOrganisation
  /** Only employers that the tables list. */
  recogniseListed(written: string): NamedOrganisation
  /** Registrable domains of organisations that people write from. */
  readonly writtenFrom: ReadonlySet<string>
}

/**
 * Says what a network is and whose. What somebody here decided comes first; then the class the file says; where it says none, what the
 * domain and the name tell, as far as they are known. A provider's network names nobody: its addresses are its customers'.
 */
export function tellNetwork(network: SeenNetwork, knowledge: NetworkKnowledge): NetworkMeaning {
  const verdict = knowledge.verdicts.get(network.networkId)
  if (verdict !== undefined) return followVerdict(verdict, knowledge)
  if (isProviderClass(network.class))
    return nobody(network.class, `the file of networks calls it ${network.class}`)
  const facts = network.domain === '' ? undefined : knowledge.classify(network.domain)
  if (facts?.sure === true && !organisationKinds[facts.kind].organisation)
    return nobody(facts.kind === 'isp' ? 'isp' : 'unknown', facts.reason)
  const isClassed = network.class !== 'unknown'
  const word = isClassed ? undefined : findProviderWord(`${network.name} ${labelOf(network.domain)}`)
  if (word !== undefined) return nobody(word.class, `“${word.word.replace('*', '…')}” in its name`)
  return findOwner(network, facts, knowledge) ?? nobody(network.class, explainUnknown(network))
}

/** `cloud.acme.example` → `cloud acme`: ends say nothing. */
const labelOf = (domain: string): string => domain.split('.').slice(0, -1).join(' ')

function followVerdict(
  { organisation, class: decided, sentence }: NetworkVerdict,
  knowledge: NetworkKnowledge,
): NetworkMeaning {
  const named = organisation === '' ? undefined : knowledge.recognise(organisation)
  if (named === undefined || named.organisationKey === '') return nobody(decided, sentence)
  return {
    ...toOwner(named, named.domain, kindOf(named.domain, knowledge)),
    class: 'business',
    reason: sentence,
  }
}

function findOwner(
  network: SeenNetwork,
  facts: DomainFacts | undefined,
  knowledge: NetworkKnowledge,
): NetworkMeaning | undefined {
  const { class: stated, name, domain } = network
  const isClassed = stated !== 'unknown'
  const isKnown = facts !== undefined && (facts.sure || knowledge.writtenFrom.has(facts.registrable))
  if (facts !== undefined && facts.organisationKey !== '' && (isClassed || isKnown))
    return {
      ...toOwner(facts, facts.registrable, facts.kind),
      class: isClassed ? stated : 'business',
      reason: `its domain is ${domain}: ${facts.reason}`,
    }
  // Another's domain beside a known name is somebody else's who is called alike.
  if (domain !== '') return undefined
  const named = isClassed ? knowledge.recognise(name) : knowledge.recogniseListed(name)
  if (named.organisationKey === '') return undefined
  return {
    ...toOwner(named, named.domain, kindOf(named.domain, knowledge, stated)),
    class: isClassed ? stated : 'business',
    reason: `its name is “${name}”${isClassed ? '' : ', which the tables list'}`,
  }
}

function kindOf(domain: string, knowledge: NetworkKnowledge, stated = ''): string {
  if (stated === 'education' || stated === 'government') return stated
  const kind = domain === '' ? 'corporate' : knowledge.classify(domain).kind
  return organisationKinds[kind].organisation ? kind : 'corporate'
}

const toOwner = (
  { organisationKey, organisationName }: Pick<NamedOrganisation, 'organisationKey' | 'organisationName'>,
  organisationDomain: string,
  organisationKind: string,
) => ({ organisationKey, organisationName, organisationDomain, organisationKind })

const nobody = (name: string, reason: string): NetworkMeaning => ({
  class: name,
  reason,
  organisationKey: '',
  organisationName: '',
  organisationDomain: '',
  organisationKind: '',
})

const explainUnknown = ({ name, domain }: SeenNetwork): string =>
  name === '' && domain === ''
    ? 'the file of networks names nobody'
    : 'the file of networks says no class, and neither its name nor its domain is known here'
