import { readModel } from '../../store/index.ts'

/** Decisions on two aliases that hold now, also those taken since the last run: columns a, b, verdict, decided_by, reason. */
export const decisionsInForce = readModel(import.meta.url, '../identity/models/alias-decisions.sql')

/** Aliases of people who are locked now: columns lock, alias_id. */
export const locksInForce = readModel(import.meta.url, '../identity/models/alias-locks.sql')
