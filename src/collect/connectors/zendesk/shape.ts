import { z } from 'zod'

/** The parts of Zendesk's JSON that are read. */
const id = z.number().int()
const word = z.string().nullish()

export const ticketsPage = z.object({
  tickets: z.array(z.unknown()),
  after_cursor: word,
  end_of_stream: z.boolean().default(true),
})

export const ticketFrame = z.object({
  id,
  requester_id: id.nullish(),
  organization_id: id.nullish(),
  status: word,
  generated_timestamp: z.number().nullish(),
})
export type TicketFrame = z.output<typeof ticketFrame>

export const ticketShape = z.object({
  id,
  created_at: z.string(),
  requester_id: id.nullish(),
  subject: word,
  via: z.object({ channel: z.union([z.string(), z.number()]).nullish() }).nullish(),
  status: word,
})

export const personShape = z.object({
  id,
  name: word,
  email: word,
  role: word,
  active: z.boolean().nullish(),
})
export type Person = z.output<typeof personShape>

export const organisationShape = z.object({ id, name: z.string() })

export const peoplePage = z.object({ users: z.array(z.unknown()) })
export const organisationsPage = z.object({ organizations: z.array(z.unknown()) })

export const commentsPage = z.object({
  comments: z.array(z.unknown()),
  users: z.array(z.unknown()).nullish(),
  meta: z.object({ has_more: z.boolean().nullish(), after_cursor: word }).nullish(),
})

export const commentShape = z.object({
  id,
  created_at: z.string(),
  author_id: id.nullish(),
  public: z.boolean().nullish(),
})
