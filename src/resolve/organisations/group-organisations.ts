import { classifyDomain, type DomainKnowledge, type OrganisationKey } from './classify-domain.ts'

interface Side {
  readonly id: string
  readonly key: string
  readonly name: string
}

/** A decision on two organisations; when they are the same, `b` is part of `a`. */
export interface DecidedOrganisations {
  readonly subject: string
  readonly a: Side
  readonly b: Side
  readonly verdict: 'same' | 'different' | 'undecided'
}

export interface OrganisationGroups {
  /** Keys of organisations that are part of others, with those. */
  readonly merged: ReadonlyMap<string, OrganisationKey>
  /** The id an organisation has now, of one by which a decision knows it. */
  readonly currentId: (id: string) => string
  /** Subjects of decisions without effect, because others keep their organisations apart. */
  readonly idle: ReadonlySet<string>
}

/**
 * Which organisations are one: each pair in the order it was decided, unless a decision that two are different would be broken. The
 * organisation that the last of a chain was made part of gives all of them its name and id.
 */
export function groupOrganisations(
  pairs: readonly DecidedOrganisations[],
  knowledge: DomainKnowledge,
): OrganisationGroups {
  const parents = new Map<string, Side>()
  const rootOf = (side: Side): Side => {
    const parent = parents.get(side.key)
    return parent === undefined ? side : rootOf(parent)
  }
  const current = ({ key, ...rest }: Side): Side => ({ ...rest, key: currentKey(key, knowledge) })
  const apart = pairs.filter(({ verdict }) => verdict === 'different')
  const idle = new Set<string>()
  const sides = new Map<string, Side>()
  for (const pair of pairs) {
    if (pair.verdict !== 'same') continue
    // What was made part is known by the key it had; what it is part of may be named otherwise by now.
    const [a, b] = [current(pair.a), pair.b]
    sides.set(pair.a.id, a).set(pair.b.id, b)
    const [root, part] = [rootOf(a), rootOf(b)]
    if (root.key === part.key) continue
    const keys = new Set([root.key, part.key])
    const isForbidden = apart.some((one) => {
      const ends = [rootOf(current(one.a)).key, rootOf(current(one.b)).key]
      return ends[0] !== ends[1] && ends.every((key) => keys.has(key))
    })
    if (isForbidden) idle.add(pair.subject)
    else parents.set(part.key, root)
  }
  const toKey = ({ key, name }: Side): OrganisationKey => ({ organisationKey: key, organisationName: name })
  return {
    merged: new Map([...parents].map(([key, parent]) => [key, toKey(rootOf(parent))])),
    currentId: (id) => {
      const side = sides.get(id)
      return side === undefined || !parents.has(side.key) ? id : rootOf(side).id
    },
    idle,
  }
}

/** The key of an organisation that is a domain, which a decision may have named meanwhile. */
function currentKey(key: string, knowledge: DomainKnowledge): string {
  if (!key.startsWith('domain:')) return key
  return classifyDomain(key.slice('domain:'.length), knowledge).organisationKey || key
}
