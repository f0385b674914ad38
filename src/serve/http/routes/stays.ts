import { createRoute, z } from '@hono/zod-openapi'
import {
  overrideEmployer,
  overrideHolder,
  overrideOwner,
  removeEmployerOverride,
  removeHolderOverride,
  removeOwnerOverride,
} from '../../../resolve/index.ts'
import type { Store } from '../../../store/index.ts'
import type { App, AppContext } from '../context.ts'
import { organisationStay } from '../contract.ts'
import { answers, pathPart, takes } from '../route.ts'

/** What is decided in all on one subject: organisations, from when to when; '' is none. */
const stays = z.array(
  z.object({
    organisation: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    sentence: z.string(),
  }),
)

type Decided = { readonly stays: z.infer<typeof stays> } & Readonly<Record<string, unknown>>

interface Author {
  readonly by: string
  readonly at: Date
  readonly reason: string
}

interface Word extends Author {
  readonly organisation: string
  readonly from: Date | undefined
  readonly to: Date | undefined
}

/** Something an organisation is decided of for a time, and how. */
interface Subject {
  readonly path: string
  /** The part of the path that names it. */
  readonly part: { readonly name: string; readonly meaning: string }
  readonly tag: string
  readonly put: { readonly summary: string; readonly description: string; readonly answer: string }
  readonly takeBack: string
  readonly decided: z.ZodType<Decided>
  decide(store: Store, subject: string, word: Word): Promise<Decided>
  remove(store: Store, subject: string, word: Author): Promise<Decided>
}

const employer: Subject = {
  path: '/api/v1/people/{id}/employer',
  part: { name: 'id', meaning: 'The person’s id.' },
  tag: 'people',
  put: {
    summary: 'Decide for whom a person acted, from when to when; a person’s word outranks all evidence',
    description:
      'Takes effect when the stages run next. What was decided before for the same time gives way, for other times it stays.',
    answer: 'All that is decided on this person’s employers.',
  },
  takeBack: 'Take back what was decided on a person’s employers; the evidence holds again',
  decided: z.object({ personId: z.string(), stays }).meta({ id: 'EmployerDecision' }),
  decide: async (store, person, word) => ({
    personId: person,
    stays: await overrideEmployer(store, { person, ...word }),
  }),
  async remove(store, person, word) {
    await removeEmployerOverride(store, { person, ...word })
    return { personId: person, stays: [] }
  },
}

const owner: Subject = {
  path: '/api/v1/organisations/{id}/owner',
  part: { name: 'id', meaning: 'The organisation’s id.' },
  tag: 'organisations',
  put: {
    summary: 'Decide which organisation this one belongs to, from when to when',
    description: 'Takes effect when the stages run next, instead of what is listed of it.',
    answer: 'All that is decided on whom it belongs to.',
  },
  takeBack: 'Take back what was decided on whom it belongs to; the table holds again',
  decided: z.object({ organisationId: z.string(), stays }).meta({ id: 'OwnerDecision' }),
  decide: async (store, owned, word) => ({
    organisationId: owned,
    stays: await overrideOwner(store, { owned, ...word }),
  }),
  async remove(store, owned, word) {
    await removeOwnerOverride(store, { owned, ...word })
    return { organisationId: owned, stays: [] }
  },
}

const holder: Subject = {
  path: '/api/v1/domains/{domain}/holder',
  part: { name: 'domain', meaning: 'A mail domain, e.g. `example.org`.' },
  tag: 'organisations',
  put: {
    summary: 'Decide whose a domain was for a time, where it changed hands',
    description: 'Takes effect when the stages run next. Outside that time the domain is what it usually is.',
    answer: 'All that is decided on whose the domain was.',
  },
  takeBack: 'Take back what was decided on whose a domain was; the table holds again',
  decided: z.object({ domain: z.string(), stays }).meta({ id: 'HolderDecision' }),
  decide: (store, domain, word) => overrideHolder(store, { domain, ...word }),
  remove: async (store, domain, word) => ({
    domain: await removeHolderOverride(store, { domain, ...word }),
    stays: [],
  }),
}

/** For whom a person acted, whom an organisation belonged to, whose a domain was: each for a time, or taken back. */
export function addStayRoutes(app: App, context: AppContext): void {
  for (const subject of [employer, owner, holder]) addRoutes(app, context, subject)
}

function addRoutes(app: App, { pipeline: { store, clock } }: AppContext, subject: Subject): void {
  const { path, part, put, decided } = subject
  const params = pathPart(part.name, part.meaning)
  const tags = [subject.tag]
  const decide = createRoute({
    method: 'put',
    path,
    summary: put.summary,
    description: put.description,
    tags,
    request: { params, ...takes(organisationStay) },
    responses: answers(put.answer, decided),
  })
  const takeBack = createRoute({
    method: 'delete',
    path,
    summary: subject.takeBack,
    tags,
    request: { params },
    responses: answers('No decision is left.', decided),
  })
  app.openapi(decide, async (c) => {
    const { organisation, from, to, reason } = c.req.valid('json')
    const author = { by: 'somebody here', at: clock.now(), reason }
    const word = { ...author, organisation, from: toMoment(from), to: toMoment(to) }
    return c.json(await subject.decide(store, c.req.valid('param')[part.name] ?? '', word), 200)
  })
  app.openapi(takeBack, async (c) => {
    const word = { by: 'somebody here', at: clock.now(), reason: 'taken back' }
    return c.json(await subject.remove(store, c.req.valid('param')[part.name] ?? '', word), 200)
  })
}

const toMoment = (text: string | null | undefined): Date | undefined =>
  text == null ? undefined : new Date(text)
