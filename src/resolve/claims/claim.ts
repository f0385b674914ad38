import { z } from 'zod'
import { digestToken, Lane, UserError } from '../../core/index.ts'
import { type Decision, decide, readDecisions, readVersions, type Store } from '../../store/index.ts'

const kind = 'account-claim'

const instant = z.iso.datetime()
const body = z.object({
  /** The alias that is claimed. */
  alias: z.string(),
  /** The digest of the code that goes with the link. */
  code: z.string(),
  /** For whom the code is good: the id of an alias, or a digest of an account; '' while nobody said. */
  second: z.string().default(''),
  /** Aliases whose links were opened with this one. */
  joined: z.array(z.string()).default([]),
  joinedAt: instant.optional(),
  /** The claim that was joined with this one, when this one's link was the second. */
  spentFor: z.string().default(''),
  issuedAt: instant,
  expiresAt: instant,
  withdrawn: z.boolean().default(false),
})

/** A claim that the person behind an alias may prove another to be theirs. `id` is the digest of its link's secret, which is kept nowhere. */
export type Claim = Readonly<z.infer<typeof body>> & { readonly id: string }

/** What changes of a claim, and who changes it. */
export interface ClaimChange {
  readonly change: Partial<Omit<z.infer<typeof body>, 'alias' | 'code'>>
  readonly at: Date
  readonly by: string
  readonly reason: string
}

const toClaim = ({ subject, body: kept }: Decision): Claim => ({ ...body.parse(kept), id: subject })

/** All claims, also old ones, by their ids. */
export async function readClaims(store: Store): Promise<Claim[]> {
  return (await readDecisions(store, kind)).map(toClaim)
}

/** One claim; a UserError when there is none. */
export async function readClaim(store: Store, id: string): Promise<Claim> {
  const [latest] = await readVersions(store, kind, id)
  if (latest === undefined) throw new UserError(`There is no claim ${id}.`, { status: 404 })
  return toClaim(latest)
}

/** The claim a link's secret opens; the same UserError whatever is wrong with the secret. */
export async function readClaimOf(store: Store, token: string): Promise<Claim> {
  const [latest] = /^[\w-]{43}$/.test(token) ? await readVersions(store, kind, digestToken(token)) : []
  if (latest === undefined)
    throw new UserError('This link is not good. Ask whoever sent it for a new one.', { status: 404 })
  return toClaim(latest)
}

/** Writes a claim down as it is now. */
export async function writeClaim(
  store: Store,
  { id, ...claim }: Claim,
  { change, at, by, reason }: ClaimChange,
): Promise<Claim> {
  const next = body.parse({ ...claim, ...change })
  await decide(store, { kind, subject: id, body: next, at, by, reason })
  return { ...next, id }
}

const lanes = new WeakMap<Store, Lane>()

/** Reads and changes claims one after another: of two who use a link at once one comes second. */
export function inClaimsTurn<T>(store: Store, task: () => Promise<T>): Promise<T> {
  const lane = lanes.get(store) ?? new Lane()
  lanes.set(store, lane)
  return lane.run(task)
}
