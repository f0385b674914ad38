import { deriveProofCode, digestCode, digestToken, makeClaimToken } from '../../core/index.ts'
import type { Store } from '../../store/index.ts'
import { digestAccount } from './account-name.ts'
import { type Claim, inClaimsTurn, readClaim, writeClaim } from './claim.ts'

const dayMilliseconds = 86_400_000

/** What is told once, to whoever made the claim, and kept nowhere. */
export interface IssuedClaim {
  readonly claim: Claim
  /** The secret of the link, for the holder of the alias alone. */
  readonly token: string
  /** What they write with the second account; null while nobody said which that is. */
  readonly code: string | null
}

/**
 * Makes a link by which whoever holds an alias can prove another account to be theirs. `second` says which one that is, as an alias by
 * its id or as an account somebody wrote down; else the holder says it. It is good for some days, for one account.
 */
export async function issueClaim(
  store: Store,
  {
    alias,
    second,
    days,
  }: {
    readonly alias: string
    readonly second: { readonly alias: string } | { readonly account: string } | undefined
    readonly days: number
  },
  { at, by }: { readonly at: Date; readonly by: string },
): Promise<IssuedClaim> {
  const token = makeClaimToken()
  const code = deriveProofCode(token)
  const bound = second === undefined ? '' : 'alias' in second ? second.alias : digestAccount(second.account)
  const claim = await writeClaim(
    store,
    {
      id: digestToken(token),
      alias,
      code: digestCode(code),
      second: bound,
      joined: [],
      spentFor: '',
      issuedAt: at.toISOString(),
      expiresAt: new Date(at.getTime() + days * dayMilliseconds).toISOString(),
      withdrawn: false,
    },
    { change: {}, at, by, reason: 'a link to prove an account was made' },
  )
  return { claim, token, code: bound === '' ? null : code }
}

/** Takes a claim back, and with it all it proved; one joined with it as well. What was taken back stays so. */
export function withdrawClaim(
  store: Store,
  id: string,
  { at, by }: { readonly at: Date; readonly by: string },
): Promise<Claim> {
  const word = { change: { withdrawn: true }, at, by, reason: 'taken back' }
  return inClaimsTurn(store, async () => {
    const claim = await readClaim(store, id)
    if (claim.spentFor !== '') await writeClaim(store, await readClaim(store, claim.spentFor), word)
    return claim.withdrawn ? claim : writeClaim(store, claim, word)
  })
}
