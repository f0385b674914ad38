import { z } from 'zod'
import type { Store } from '../store/index.ts'
import type { ClaimSet } from './connector.ts'
import { RowBinary } from './row-binary.ts'

type Claim = ClaimSet['claims'][number]

/** An empty set is a statement too: it takes back what was claimed before. */
const nothingClaimed: Claim = { properName: '', properEmail: '', aliasName: '', aliasEmail: '' }

/** Records what a source now claims, unless it is what it claimed last. */
export async function appendClaims(
  store: Store,
  source: string,
  runId: string,
  set: ClaimSet,
  at: Date,
): Promise<void> {
  const latest = await readLatest(store, source, set.kind)
  if (isSame(latest.claims, set.claims)) return
  const rows = new RowBinary()
  for (const claim of set.claims.length > 0 ? set.claims : [nothingClaimed])
    for (const part of [claim.properName, claim.properEmail, claim.aliasName, claim.aliasEmail])
      rows.string(part)

  await store.write('TRUNCATE TABLE incoming_claims')
  await store.append('incoming_claims', [rows.take()], 'RowBinary')
  // Two statements within one tick of the clock must not run into one.
  const statedAt = new Date(Math.max(at.getTime(), latest.statedAt + 1))
  await store.write(
    `INSERT INTO claims SELECT {source:String}, {kind:String}, {at:DateTime64(3)}, rowNumberInAllBlocks(), proper_name, proper_email, alias_name, alias_email, {run:UUID} FROM incoming_claims`,
    { source, kind: set.kind, at: statedAt, run: runId },
  )
}

async function readLatest(
  store: Store,
  source: string,
  kind: string,
): Promise<{ claims: Claim[]; statedAt: number }> {
  const rows = await store.read({
    text: `SELECT stated_at, proper_name, proper_email, alias_name, alias_email FROM claims
      WHERE source = {source:String} AND kind = {kind:String}
       AND stated_at = (SELECT max(stated_at) FROM claims WHERE source = {source:String} AND kind = {kind:String})
      LIMIT 1 BY ordinal`,
    params: { source, kind },
    row: z.object({
      stated_at: z.coerce.date(),
      proper_name: z.string(),
      proper_email: z.string(),
      alias_name: z.string(),
      alias_email: z.string(),
    }),
  })
  const claims = rows.map((row) => ({
    properName: row.proper_name,
    properEmail: row.proper_email,
    aliasName: row.alias_name,
    aliasEmail: row.alias_email,
  }))
  return {
    claims: claims.filter((claim) => toKey(claim) !== toKey(nothingClaimed)),
    statedAt: rows[0]?.stated_at.getTime() ?? 0,
  }
}

/** Whether two sets state the same, in whatever order; the engine keeps none. */
function isSame(left: readonly Claim[], right: readonly Claim[]): boolean {
  const sort = (claims: readonly Claim[]): string => claims.map(toKey).sort().join('\n')
  return left.length === right.length && sort(left) === sort(right)
}

function toKey(claim: Claim): string {
  return JSON.stringify([claim.properName, claim.properEmail, claim.aliasName, claim.aliasEmail])
}
