import { UserError } from '../../core/index.ts'
import type { Store } from '../../store/index.ts'
import {
  classifyDomain,
  type DomainKnowledge,
  nameOrganisation,
  type Override,
  toAsciiDomain,
} from './classify-domain.ts'
import type { Author } from './decided-stay.ts'
import { isOrganisationKind, organisationKinds } from './kind.ts'
import { findOrganisation } from './known-organisation.ts'
import { overrideDomain } from './override-domain.ts'
import { readDomainsOf } from './preview-organisations.ts'
import { readKnowledge } from './read-recognition.ts'

/** Domains to take out of an organisation, and the name of the one they stand for. */
export interface OrganisationSplit {
  readonly organisation: string
  readonly domains: readonly string[]
  readonly name: string
}

/**
 * Takes domains out of an organisation: each of them, and what is below it, stands for the one named instead. Each is a decision on a
 * domain and can be taken back as such.
 */
export async function splitOrganisation(
  store: Store,
  split: OrganisationSplit,
  author: Author,
): Promise<void> {
  const overrides = await planSplit(store, split)
  for (const [domain, { kind, organisation }] of overrides)
    await overrideDomain(store, { domain, kind, organisation, isExact: true, ...author })
}

/** What would be known of domains after a split. A split that takes nothing out or leaves nothing is a mistake (422). */
export async function foreseeSplit(store: Store, split: OrganisationSplit): Promise<DomainKnowledge> {
  const knowledge = await readKnowledge(store)
  return { ...knowledge, overrides: new Map([...knowledge.overrides, ...(await planSplit(store, split))]) }
}

async function planSplit(
  store: Store,
  { organisation, domains, name }: OrganisationSplit,
): Promise<Map<string, Override>> {
  const { key, name: from } = await findOrganisation(store, organisation)
  const known = new Map(
    (await readDomainsOf(store, [organisation])).map(({ domain, kind }) => [domain, kind]),
  )
  const knowledge = await readKnowledge(store)
  const written = name.trim()
  if (written === '')
    throw new UserError('Name the organisation that the domains stand for.', { status: 422 })
  if (nameOrganisation(written, '', knowledge).organisationKey === key)
    throw new UserError(`“${written}” is the organisation they are taken out of. Give another name.`, {
      status: 422,
    })
  const planned = new Map<string, Override>()
  for (const text of domains) {
    const domain = toAsciiDomain(text)
    const kind = known.get(domain)
    if (kind === undefined)
      throw new UserError(
        `${text} is no domain of ${from}. Choose from: ${[...known.keys()].slice(0, 20).join(', ')}.`,
        {
          status: 422,
        },
      )
    if (!isOrganisationKind(kind) || !organisationKinds[kind].organisation) continue
    planned.set(domain, { kind, organisation: written, sentence: 'taken out' })
  }
  const after = { ...knowledge, overrides: new Map([...knowledge.overrides, ...planned]) }
  const isLeft = [...known.keys()].some((domain) => classifyDomain(domain, after).organisationKey === key)
  if (!isLeft)
    throw new UserError(
      `Nothing would be left of ${from}. To name it otherwise, overrule what its domain is.`,
      {
        status: 422,
      },
    )
  return planned
}
