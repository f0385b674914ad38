import { UserError } from '../../core/index.ts'
import { decide, readDecisions, type Store } from '../../store/index.ts'
import { toRegistrable } from './classify-domain.ts'
import { type Author, addStay, type DecidedStay, decidedStays, type StayDraft } from './decided-stay.ts'

/**
 * Records somebody's word on whose a registrable domain was for a time, from the next resolve on, instead of what the table of tenures
 * says of it. `organisation` is a name or a domain, '' nobody's; half-open. Outside that time the domain is what it usually is.
 */
export async function overrideHolder(
  store: Store,
  word: StayDraft & { readonly domain: string },
): Promise<{ domain: string; stays: DecidedStay[] }> {
  const { by, at, reason } = word
  const domain = toSubject(word.domain)
  const stays = addStay((await readHolderOverrides(store)).get(domain) ?? [], word)
  await decide(store, { kind: 'holder', subject: domain, body: { stays }, by, at, reason })
  return { domain, stays }
}

/** Takes back whatever was decided on whose a domain was: the table holds again. Nothing decided is a mistake (404). */
export async function removeHolderOverride(
  store: Store,
  word: Author & { readonly domain: string },
): Promise<string> {
  const { by, at, reason } = word
  const domain = toSubject(word.domain)
  if (!(await readHolderOverrides(store)).has(domain))
    throw new UserError(`Nobody decided whose ${domain} was; there is nothing to take back.`, { status: 404 })
  await decide(store, { kind: 'holder', subject: domain, body: { removed: true }, by, at, reason })
  return domain
}

/** The decisions that hold now, by registrable domain. */
export async function readHolderOverrides(store: Store): Promise<Map<string, readonly DecidedStay[]>> {
  const decisions = await readDecisions(store, 'holder')
  return new Map(
    decisions
      .map(({ subject, body }) => [subject, decidedStays.parse(body)] as const)
      .filter(([, stays]) => stays.length > 0),
  )
}

function toSubject(domain: string): string {
  const subject = toRegistrable(domain)
  if (!/^[^\s@/]+\.[^\s@/]+$/.test(subject))
    throw new UserError(`“${domain}” is not a domain. Write it like example.org.`, { status: 422 })
  return subject
}
