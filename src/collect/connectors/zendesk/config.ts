import { z } from 'zod'

export const zendeskConfig = z.object({
  url: z
    .string()
    .refine((url) => /^https?:\/\/[^\s/]/i.test(url) && URL.canParse(url), 'this is no web address')
    .overwrite((url) => new URL(url).origin)
    .describe('The address of the account, e.g. https://example.zendesk.com.'),
  user: z
    .string()
    .min(1)
    .optional()
    .describe('The address of the agent an API token is used as. Left out, the token is one of OAuth.'),
  token: z
    .string()
    .min(1)
    .meta({ secret: true })
    .describe('An API token, or a token of OAuth with the scope `read`.'),
  since: z.iso
    .date()
    .optional()
    .describe('Tickets at rest since before this day are not read, e.g. 2024-01-01.'),
  subjects: z
    .boolean()
    .default(true)
    .describe('Whether to keep the subject of a request, cut at 200 characters; its text is never kept.'),
})

export type ZendeskConfig = z.output<typeof zendeskConfig>
