import { readModel } from '../../store/index.ts'

/** Decisions on two aliases that hold now, also those taken since the last run: columns a, b, verdict, decided_by, reason. */
export const decisionsInForce = readModel(import.meta.url, '../identity/models/alias-decisions.sql')

/** Aliases of people who are locked now: columns lock, alias_id. */
export const locksInForce = readModel(import.meta.url, '../identity/models/alias-locks.sql')

/** What people proved, as the last run found it, and nobody took back since: columns claim, a, b, place, proved_at. */
export const proofsInForce = `SELECT claim, a, b, place, proved_at FROM alias_proofs
  WHERE doubt = '' AND claim NOT IN (
    SELECT subject FROM decisions WHERE kind = 'account-claim' GROUP BY subject HAVING JSONExtractBool(argMax(body, version), 'withdrawn'))`
