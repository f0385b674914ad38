import { type Claim, knownAliases, readClaims } from '../../../resolve/index.ts'
import type { Store } from '../../../store/index.ts'
import type { AccountClaim, AliasRef } from '../contract.ts'
import type { Page } from '../filter.ts'
import { sayAlias } from '../identity/alias-saying.ts'
import { foundProofs } from '../questions/claims.ts'

/** A page of claims, the latest first, with what became of each; only those on some aliases if they are given. */
export async function readClaimPage(
  store: Store,
  { offset, limit, aliases }: Page & { readonly aliases: readonly string[] | undefined },
  now: Date,
): Promise<{ items: AccountClaim[]; total: number }> {
  const all = await readClaims(store)
  const claims = (aliases === undefined ? all : all.filter(({ alias }) => aliases.includes(alias))).sort(
    (one, other) => other.issuedAt.localeCompare(one.issuedAt) || one.id.localeCompare(other.id),
  )
  return { items: await tellClaims(store, claims.slice(offset, offset + limit), now), total: claims.length }
}

/** What became of claims, by what the last run found. */
export async function tellClaims(store: Store, claims: readonly Claim[], now: Date): Promise<AccountClaim[]> {
  const proofs = new Map<string, { aliasA: string; aliasB: string; doubt: string }[]>()
  for (const { claim, ...proof } of await store.read(foundProofs(undefined)))
    proofs.set(claim, [...(proofs.get(claim) ?? []), proof])
  const ids = claims.flatMap(({ id, alias, joined, second }) => [
    alias,
    ...joined,
    ...(/^\d{1,20}$/.test(second) ? [second] : []),
    ...(proofs.get(id) ?? []).flatMap(({ aliasA, aliasB }) => [aliasA, aliasB]),
  ])
  const known = await store.read(knownAliases({ ids: [...new Set(ids)] }))
  const aliasOf = new Map<string, AliasRef>(known.map((alias) => [alias.aliasId, alias]))
  const refer = (aliasId: string): AliasRef =>
    aliasOf.get(aliasId) ?? { aliasId, personId: null, platform: '', name: '', email: '', username: '' }
  return claims.map((claim): AccountClaim => {
    const found = (proofs.get(claim.id) ?? []).map(({ aliasA, aliasB, doubt }) => ({
      alias: refer(aliasA === claim.alias ? aliasB : aliasA),
      doubt,
    }))
    const sure = found.filter(({ doubt }) => doubt === '').map(({ alias }) => alias)
    const proved = sure.length > 0 ? sure : claim.joined.map(refer)
    const state = tellState(claim, { isProved: proved.length > 0, isDoubted: found.length > 0 }, now)
    const shown = state === 'proved' ? proved : state === 'doubted' ? found.map(({ alias }) => alias) : []
    return {
      claimId: claim.id,
      alias: refer(claim.alias),
      state,
      proved: shown,
      sentence: saySentence(state, shown),
      issuedAt: claim.issuedAt,
      expiresAt: claim.expiresAt,
    }
  })
}

function tellState(
  claim: Claim,
  { isProved, isDoubted }: { readonly isProved: boolean; readonly isDoubted: boolean },
  now: Date,
): AccountClaim['state'] {
  if (claim.withdrawn) return 'withdrawn'
  if (isProved) return 'proved'
  if (isDoubted) return 'doubted'
  if (now.toISOString() > claim.expiresAt) return 'expired'
  return claim.second === '' ? 'open' : 'waiting'
}

function saySentence(state: AccountClaim['state'], aliases: readonly AliasRef[]): string {
  const who = aliases.map(sayAlias).join(' and ')
  const sentences: Readonly<Record<AccountClaim['state'], string>> = {
    open: 'Whoever has the link has not said yet which other account is theirs.',
    waiting:
      'The code has not been seen yet. It is looked for whenever sources are collected and who is who is worked out.',
    doubted: `The code was written by ${who}, which proves nothing by itself. Data quality says why, and asks you.`,
    proved: `Proved: ${who}.`,
    expired: 'It has expired without being used.',
    withdrawn: 'It was taken back, and joins nobody.',
  }
  return sentences[state]
}
