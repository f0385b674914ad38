import { z } from 'zod'

export const calls = ['track', 'page', 'screen', 'identify', 'group', 'alias'] as const
export type Call = (typeof calls)[number]

const longestText = 2_000
const text = z
  .string()
  .transform((value) => value.slice(0, longestText))
  .optional()
  .catch(undefined)
/** Ids come as numbers, too. */
const id = z
  .union([z.string().max(500), z.number().transform(String)])
  .nullish()
  .transform((value) => (value === null || value === '' ? undefined : value))
const traits = z
  .object({
    email: text,
    name: text,
    firstName: text,
    lastName: text,
    username: text,
    website: text,
    company: z
      .union([z.string(), z.object({ name: text })])
      .optional()
      .catch(undefined),
  })
  .optional()
  .catch(undefined)

/** The parts of a call that are read; what else was sent is not kept. */
export const message = z.object({
  type: z.enum(calls),
  messageId: text,
  userId: id,
  anonymousId: id,
  previousId: id,
  groupId: id,
  event: text,
  name: text,
  timestamp: z.union([z.string(), z.number()]).optional(),
  sentAt: z.union([z.string(), z.number()]).optional(),
  traits,
  properties: z
    .object({
      path: text,
      url: text,
      title: text,
      referrer: text,
      revenue: z.number().optional().catch(undefined),
      value: z.number().optional().catch(undefined),
      quantity: z.number().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  context: z
    .object({
      traits,
      groupId: id.catch(undefined),
      page: z.object({ path: text, url: text, title: text, referrer: text }).optional().catch(undefined),
      library: z.object({ name: text }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
})
export type Message = z.output<typeof message>

/** What waits in the inbox of one call. */
export type Waiting = {
  /** Milliseconds since 1970 UTC. */
  readonly receivedAt: number
} & (
  | {
      /** As it was checked when it came. */
      readonly call: Message
      /** What the call is named for ever: its messageId, or one made when it came. */
      readonly id: string
    }
  /** The beginning of what is no call. */
  | { readonly bad: string }
  /** Why nothing of it is kept: the sender asked not to be tracked. */
  | { readonly unwanted: string }
)
