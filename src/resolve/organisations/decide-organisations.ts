import { z } from 'zod'
import { UserError } from '../../core/index.ts'
import { type Decision, decide, readDecisions, type Store } from '../../store/index.ts'
import type { Author } from './decided-stay.ts'
import { findOrganisation } from './known-organisation.ts'

const kind = 'organisation-pair'

export const organisationVerdicts = ['same', 'different', 'undecided'] as const
export type OrganisationVerdict = (typeof organisationVerdicts)[number]

const side = z.object({ id: z.string(), key: z.string(), name: z.string() })
const body = z.object({ a: side, b: side, verdict: z.enum(organisationVerdicts) })

/** What was decided on two organisations; when they are the same, `b` is part of `a`. */
export interface OrganisationPair extends z.infer<typeof body> {
  readonly subject: string
  readonly decision: Decision
}

/**
 * Records that two organisations are the same, the second being part of the first, or that they are not. It holds from the next resolve
 * on for every domain and name of them, also those that come later. The same again is recorded once; tells whether anything was.
 */
export async function decideOrganisations(
  store: Store,
  { a, b, verdict }: { readonly a: string; readonly b: string; readonly verdict: 'same' | 'different' },
  author: Author,
): Promise<boolean> {
  if (a === b) throw new UserError('That is one organisation already.', { status: 422 })
  const [first, second] = await Promise.all([findOrganisation(store, a), findOrganisation(store, b)])
  const subject = [a, b].sort().join(' ')
  const before = (await readOrganisationPairs(store)).find((pair) => pair.subject === subject)
  if (before?.verdict === verdict && (verdict === 'different' || before.a.id === a)) return false
  const toSide = ({ organisationId: id, key, name }: typeof first) => ({ id, key, name })
  await decide(store, {
    kind,
    subject,
    body: { a: toSide(first), b: toSide(second), verdict },
    ...author,
  })
  return true
}

/** Takes back what was decided on two organisations. Nothing decided is a mistake (404). */
export async function undecideOrganisations(
  store: Store,
  { a, b }: { readonly a: string; readonly b: string },
  author: Author,
): Promise<void> {
  const { subject, ...pair } = await findPair(store, a, b)
  await decide(store, { kind, subject, body: { a: pair.a, b: pair.b, verdict: 'undecided' }, ...author })
}

/** The decision in force on two organisations, by their ids when it was taken. */
export async function findPair(store: Store, a: string, b: string): Promise<OrganisationPair> {
  const subject = [a, b].sort().join(' ')
  const pair = (await readOrganisationPairs(store)).find((one) => one.subject === subject)
  if (pair === undefined)
    throw new UserError(
      `Nothing is decided on the organisations ${a} and ${b}; there is nothing to take back.`,
      {
        status: 404,
      },
    )
  return pair
}

/** What is decided on organisations now, in the order it was decided. */
export async function readOrganisationPairs(store: Store): Promise<OrganisationPair[]> {
  const decisions = await readDecisions(store, kind)
  return decisions
    .map((decision) => ({ ...body.parse(decision.body), subject: decision.subject, decision }))
    .filter(({ verdict }) => verdict !== 'undecided')
    .sort(
      (one, other) =>
        one.decision.decidedAt.getTime() - other.decision.decidedAt.getTime() ||
        (one.subject < other.subject ? -1 : 1),
    )
}
