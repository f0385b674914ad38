import { z } from 'zod'
import { UserError } from '../../core/index.ts'
import { type Decision, decide, readDecisions, type Store } from '../../store/index.ts'
import type { Author } from '../organisations/decided-stay.ts'
import { providerClasses } from './provider-word.ts'

const kind = 'network'

/** What somebody can say of a network that is no organisation's own. */
export const decidableClasses = [...providerClasses, 'unknown'] as const
type DecidableClass = (typeof decidableClasses)[number]

const body = z.union([
  z.object({ removed: z.literal(true) }),
  z.object({ organisation: z.string() }),
  z.object({ class: z.enum(decidableClasses) }),
])

/** What somebody here decided a network is: an organisation's own, or a provider's. */
export interface NetworkVerdict {
  /** A name or domain; '' when it is nobody's own. */
  readonly organisation: string
  readonly class: string
  readonly sentence: string
}

/** Records whose a network is, or that it is a provider's. Holds from the next resolve on, for all of the past. An unknown network is a mistake (404). */
export async function decideNetwork(
  store: Store,
  network: string,
  verdict: { readonly organisation?: string | undefined; readonly class?: DecidableClass | undefined },
  author: Author,
): Promise<void> {
  await findNetwork(store, network)
  const organisation = verdict.organisation?.trim() ?? ''
  if ((organisation === '') === (verdict.class === undefined))
    throw new UserError(
      `Say either whose network it is, or that it is of the class ${decidableClasses.join(', ')}.`,
      {
        status: 422,
      },
    )
  await decide(store, {
    kind,
    subject: network,
    body: organisation === '' ? { class: verdict.class } : { organisation },
    ...author,
  })
}

/** Takes such a decision back: the file and the tables say again. Nothing decided is a mistake (404). */
export async function undecideNetwork(store: Store, network: string, author: Author): Promise<void> {
  if (!(await readNetworkVerdicts(store)).has(network))
    throw new UserError(
      `Nobody decided anything about the network ${network}; there is nothing to take back.`,
      {
        status: 404,
      },
    )
  await decide(store, { kind, subject: network, body: { removed: true }, ...author })
}

/** What is decided on networks now, by their ids. */
export async function readNetworkVerdicts(store: Store): Promise<Map<string, NetworkVerdict>> {
  const verdicts = new Map<string, NetworkVerdict>()
  for (const decision of await readDecisions(store, kind)) {
    const stated = body.parse(decision.body)
    if ('removed' in stated) continue
    verdicts.set(decision.subject, {
      organisation: 'organisation' in stated ? stated.organisation : '',
      class: 'class' in stated ? stated.class : 'business',
      sentence: toSentence(decision),
    })
  }
  return verdicts
}

const toSentence = ({ decidedBy, decidedAt, reason }: Decision): string =>
  `decided by ${decidedBy} on ${decidedAt.toISOString().slice(0, 10)}${reason === '' ? '' : `: ${reason}`}`

async function findNetwork(store: Store, network: string): Promise<void> {
  const known = /^\d{1,20}$/.test(network)
    ? await store.read({
        text: 'SELECT 1 AS found FROM network_meanings WHERE toString(network_id) = {network:String}',
        params: { network },
        row: z.object({ found: z.number() }),
      })
    : []
  if (known.length === 0) throw new UserError(`There is no network ${network}.`, { status: 404 })
}
