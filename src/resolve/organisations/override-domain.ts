import { z } from 'zod'
import { UserError } from '../../core/index.ts'
import { type Decision, decide, readDecisions, type Store } from '../../store/index.ts'
import { type Override, toAsciiDomain, toRegistrable } from './classify-domain.ts'
import { isOrganisationKind, type OrganisationKind, organisationKinds } from './kind.ts'

const kind = z.string().refine(isOrganisationKind)
const body = z.union([
  z.object({ removed: z.literal(true) }),
  z.object({ kind, organisation: z.string().optional() }),
])

/**
 * Records a person's word on what a domain is. It holds for the registrable domain and everything below it from the next
 * resolve on, for all of the past. `organisation` is a name or another domain of the same organisation.
 */
export async function overrideDomain(
  store: Store,
  override: {
    readonly domain: string
    readonly kind: string
    readonly organisation?: string | undefined
    /** Only for this name and what is below it, not for the whole registrable domain. */
    readonly isExact?: boolean
    readonly by: string
    readonly at: Date
    readonly reason: string
  },
): Promise<Decision> {
  if (!isOrganisationKind(override.kind))
    throw new UserError(
      `“${override.kind}” is not a kind of domain. Choose one of: ${Object.keys(organisationKinds).join(', ')}.`,
      { status: 422 },
    )
  const organisation = override.organisation?.trim() ?? ''
  const subject =
    override.isExact === true ? toAsciiDomain(override.domain) : await findSubject(store, override.domain)
  return decideDomain(store, override, subject, {
    kind: override.kind,
    ...(organisation === '' ? {} : { organisation }),
  })
}

/** Takes a decision on a domain back: the tables and rules hold again. A domain nobody decided on is a mistake (404). */
export async function removeDomainOverride(
  store: Store,
  override: { readonly domain: string; readonly by: string; readonly at: Date; readonly reason: string },
): Promise<Decision> {
  const subject = await findSubject(store, override.domain)
  if (!(await readOverrides(store)).has(subject))
    throw new UserError(`Nobody decided anything about ${override.domain}; there is nothing to take back.`, {
      status: 404,
    })
  return decideDomain(store, override, subject, { removed: true })
}

/** The decisions on domains that hold now, by registrable domain. */
export async function readOverrides(store: Store): Promise<Map<string, Override>> {
  const overrides = new Map<string, Override>()
  for (const decision of await readDecisions(store, 'domain')) {
    const stated = body.parse(decision.body)
    if ('removed' in stated) continue
    overrides.set(decision.subject, {
      kind: stated.kind satisfies OrganisationKind,
      organisation: stated.organisation ?? '',
      sentence: toSentence(decision),
    })
  }
  return overrides
}

function decideDomain(
  store: Store,
  decision: { readonly by: string; readonly at: Date; readonly reason: string },
  subject: string,
  stated: z.infer<typeof body>,
): Promise<Decision> {
  const { by, at, reason } = decision
  return decide(store, { kind: 'domain', subject, body: stated, at, by, reason })
}

/** The name a decision is about: a longer one that was decided on by itself, else the registrable domain. */
async function findSubject(store: Store, domain: string): Promise<string> {
  const exact = toAsciiDomain(domain)
  return (await readOverrides(store)).has(exact) ? exact : toSubject(domain)
}

function toSubject(domain: string): string {
  const subject = toRegistrable(domain)
  if (!/^[^\s@/]+$/.test(subject))
    throw new UserError(`“${domain}” is not a domain. Write it like example.org.`, { status: 422 })
  return subject
}

function toSentence({ decidedBy, decidedAt, reason }: Decision): string {
  const base = `decided by ${decidedBy} on ${decidedAt.toISOString().slice(0, 10)}`
  return reason === '' ? base : `${base}: ${reason}`
}
