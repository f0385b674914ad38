import { deriveProofCode, UserError } from '../../core/index.ts'
import type { Store } from '../../store/index.ts'
import { digestAccount } from './account-name.ts'
import { type Claim, inClaimsTurn, readClaimOf, writeClaim } from './claim.ts'

const by = 'the person'

/** A claim as whoever has its link may see it, and the code if they said what it is for. */
export interface FollowedClaim {
  readonly claim: Claim
  readonly code: string | null
}

/** What a link leads to; also when it cannot be used any more, so that what it proved can be taken back. Changes nothing. */
export async function followClaim(store: Store, token: string): Promise<FollowedClaim> {
  const claim = await readClaimOf(store, token)
  return { claim, code: claim.second === '' ? null : deriveProofCode(token) }
}

/** The holder says which other account is theirs, once, and is given the code to write with it. */
export function bindAccount(
  store: Store,
  { token, account, at }: { readonly token: string; readonly account: string; readonly at: Date },
): Promise<FollowedClaim> {
  return inClaimsTurn(store, async () => {
    const claim = await readClaimOf(store, token)
    const second = digestAccount(account)
    // Asked again for the same, the same is answered: an answer may have been lost.
    if (!claim.withdrawn && claim.second === second) return { claim, code: deriveProofCode(token) }
    refuseUsed(claim, at)
    const reason = 'the person said which other account is theirs'
    const bound = await writeClaim(store, claim, { change: { second }, at, by, reason })
    return { claim: bound, code: deriveProofCode(token) }
  })
}

/** Whoever opened the links of two aliases proves both. */
export function joinClaims(
  store: Store,
  { tokens, at }: { readonly tokens: readonly [string, string]; readonly at: Date },
): Promise<readonly [Claim, Claim]> {
  return inClaimsTurn(store, async () => {
    const [first, second] = [await readClaimOf(store, tokens[0]), await readClaimOf(store, tokens[1])]
    if (first.id === second.id || first.alias === second.alias)
      throw new UserError('Both links are for the same account. Open the link that was sent to the other.', {
        status: 422,
      })
    if (!first.withdrawn && first.joined.includes(second.alias) && second.spentFor === first.id)
      return [first, second]
    refuseUsed(first, at)
    // Killed between the two, it is known that the second was meant for the first, and asking again ends it.
    if (second.spentFor !== first.id || second.withdrawn) refuseUsed(second, at)
    const reason = 'the person opened the links of both accounts'
    const spent = await writeClaim(store, second, { change: { spentFor: first.id }, at, by, reason })
    const change = { joined: [second.alias], joinedAt: at.toISOString() }
    return [await writeClaim(store, first, { change, at, by, reason }), spent]
  })
}

/** A link is good once, until it expires. */
function refuseUsed(claim: Claim, at: Date): void {
  if (claim.withdrawn) throw new UserError('This link was taken back. Ask for a new one.', { status: 409 })
  if (at.toISOString() > claim.expiresAt)
    throw new UserError('This link has expired. Ask for a new one.', { status: 409 })
  if (claim.second !== '' || claim.joined.length > 0 || claim.spentFor !== '')
    throw new UserError('This link was used already: it is good for one account. Ask for another.', {
      status: 409,
    })
}
