import { z } from 'zod'
import type { Store } from '../store/index.ts'
import type { ClaimSet } from './connector.ts'
import { RowBinary } from './row-binary.ts'

/** Records what a source now claims, unless it is what it claimed last. */
export async function appendClaims(
  store: Store,
  source: string,
  runId: string,
  set: ClaimSet,
  at: Date,
): Promise<void> {
  if (await isLatest(store, source, set)) return
  const rows = new RowBinary()
  // An empty set is a statement too: it takes back what was claimed before.
  const claims =
    set.claims.length > 0 ? set.claims : [{ properName: '', properEmail: '', aliasName: '', aliasEmail: '' }]
  for (const claim of claims)
    for (const part of [claim.properName, claim.properEmail, claim.aliasName, claim.aliasEmail])
      rows.string(part)

  await store.write('TRUNCATE TABLE incoming_claims')
  await store.append('incoming_claims', [rows.take()], 'RowBinary')
  await store.write(
    `INSERT INTO claims SELECT {source:String}, {kind:String}, {at:DateTime64(3)}, rowNumberInAllBlocks(), proper_name, proper_email, alias_name, alias_email, {run:UUID} FROM incoming_claims`,
    { source, kind: set.kind, at, run: runId },
  )
}

async function isLatest(store: Store, source: string, set: ClaimSet): Promise<boolean> {
  const rows = await store.read({
    text: `SELECT proper_name, proper_email, alias_name, alias_email FROM claims
      WHERE source = {source:String} AND kind = {kind:String}
       AND stated_at = (SELECT max(stated_at) FROM claims WHERE source = {source:String} AND kind = {kind:String})
      ORDER BY ordinal LIMIT 1 BY ordinal`,
    params: { source, kind: set.kind },
    row: z.object({
      proper_name: z.string(),
      proper_email: z.string(),
      alias_name: z.string(),
      alias_email: z.string(),
    }),
  })
  const latest = rows
    .map((row) => [row.proper_name, row.proper_email, row.alias_name, row.alias_email])
    .filter((parts) => parts.some((part) => part !== ''))
  const stated = set.claims.map((claim) => [
    claim.properName,
    claim.properEmail,
    claim.aliasName,
    claim.aliasEmail,
  ])
  return rows.length > 0 ? JSON.stringify(latest) === JSON.stringify(stated) : stated.length === 0
}
