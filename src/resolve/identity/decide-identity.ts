import { type Decision, decide, decideAll, type Store } from '../../store/index.ts'

/** What somebody here decides about two aliases; `undecided` takes an earlier decision back. */
export const identityVerdicts = ['same', 'different', 'undecided'] as const
export type IdentityVerdict = (typeof identityVerdicts)[number]

/** Who decides, when and why. */
export interface Deciding {
  readonly at: Date
  readonly by: string
  readonly reason: string
}

const decisionKind = 'same-person'
const lockKind = 'locked-person'

/**
 * Records whether aliases are one person, pair by pair, each with its own reason; a pair may be among them once. It holds from the next
 * `resolve` on, against every rule, for ever or until it is taken back. Aliases are named by their ids in decimal; the same pair in either
 * order is one subject.
 */
export function decideIdentities(
  store: Store,
  pairs: readonly {
    readonly a: string
    readonly b: string
    readonly verdict: IdentityVerdict
    readonly reason: string
  }[],
  deciding: Omit<Deciding, 'reason'>,
): Promise<void> {
  const drafts = pairs.map(({ a, b, verdict, reason }) => {
    const [first, second] = BigInt(a) < BigInt(b) ? [a, b] : [b, a]
    return { subject: `${first}:${second}`, body: { a: first, b: second, verdict }, reason, ...deciding }
  })
  return decideAll(store, decisionKind, drafts)
}

/**
 * Locks a person: from the next `resolve` on no rule adds an alias to these or takes one away, only decisions do. Without aliases the lock
 * is taken off.
 */
export function lockPerson(
  store: Store,
  person: { readonly id: string; readonly aliases: readonly string[] },
  deciding: Deciding,
): Promise<Decision> {
  return decide(store, { kind: lockKind, subject: person.id, body: { aliases: person.aliases }, ...deciding })
}
