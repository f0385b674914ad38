import { z } from 'zod'

export const jiraConfig = z.object({
  url: z
    .string()
    .refine((url) => /^https?:\/\/[^\s/]/i.test(url) && URL.canParse(url), 'this is no web address')
    .overwrite(toBase)
    .describe('The address of Jira, e.g. https://example.atlassian.net or https://jira.example.com/jira.'),
  user: z
    .string()
    .min(1)
    .optional()
    .describe(
      'In the cloud the address an API token is used as, else the user name. Left out, the token is a personal access token or one of OAuth.',
    ),
  token: z
    .string()
    .min(1)
    .meta({ secret: true })
    .describe('An API token, a personal access token, or a token of OAuth that may only read.'),
  projects: z
    .array(z.string().regex(/^[A-Za-z][A-Za-z\d_]{0,254}$/, 'this is no key of a project; write e.g. HELP'))
    .default([])
    .describe('Keys of the service projects to read, e.g. HELP; all that the token may see unless given.'),
  since: z.iso
    .date()
    .optional()
    .describe('Requests at rest since before this day are not read, e.g. 2024-01-01.'),
  subjects: z
    .boolean()
    .default(true)
    .describe('Whether to keep the summary of a request, cut at 200 characters; its text is never kept.'),
})

export type JiraConfig = z.output<typeof jiraConfig>

/** Where the API begins: of an address copied from a browser what belongs to a page of Jira is cut off. */
function toBase(url: string): string {
  const { hostname, origin, pathname } = new URL(url)
  if (hostname.endsWith('.atlassian.net')) return origin
  const page = /\/(?:browse|projects|secure|servicedesk|rest|issues|plugins|login\.jsp)(?:\/.*)?$/
  return origin + pathname.replace(page, '').replace(/\/+$/, '')
}
