import { basename, dirname, resolve } from 'node:path'
import { z } from 'zod'

export const forumConfig = z
  .object({
    url: z
      .string()
      .refine((url) => /^https?:\/\/[^\s]+$/i.test(url) && URL.canParse(url), 'this is no web address')
      .overwrite((url) => url.replace(/[?#].*$/, '').replace(/\/+$/, ''))
      .optional()
      .describe('The address of a forum that runs on Discourse, e.g. https://forum.example.org.'),
    path: z
      .string()
      .min(1)
      .overwrite((path) => resolve(path))
      .optional()
      .describe(
        'Instead of an address: a saved page of its API, a list of members exported as CSV, or a folder of them.',
      ),
    site: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Which forum saved pages are of, e.g. forum.example.org; numbers of its members mean something only there.',
      ),
    apiKey: z
      .string()
      .min(1)
      .optional()
      .meta({ secret: true })
      .describe('A read-only API key. Without one, what the forum shows to everybody is read.'),
    apiUser: z
      .string()
      .min(1)
      .default('system')
      .describe('The member as whom the key reads; for a key for all members, `system`.'),
    since: z.iso.date().optional().describe('Posts before this day are not read, e.g. 2024-01-01.'),
    readers: z
      .boolean()
      .default(true)
      .describe(
        'Whether to go through all topics in each run for how often they were read, and answers accepted.',
      ),
    members: z
      .boolean()
      .default(true)
      .describe(
        'Whether to read who joined and who liked what; where there is no key that takes a request for each member.',
      ),
  })
  .superRefine(({ url, path }, issues) => {
    if ((url === undefined) === (path === undefined))
      issues.addIssue({
        code: 'custom',
        path: ['url'],
        message: 'give either the address of a forum or the path of its saved pages',
      })
  })

export type ForumConfig = z.output<typeof forumConfig>

/** The space in which numbers of members mean something. */
export function nameSite({ url, path, site }: ForumConfig): string {
  if (site !== undefined) return site
  if (url !== undefined) return new URL(url).host
  const name = basename(path ?? '').replace(/\.(?:json|jsonl|ndjson|csv|csv\.gz)$/i, '')
  // Each export of members has another name; the folder may be named after the forum.
  if (!/^user-list/i.test(name)) return name || 'forum'
  const folder = basename(dirname(path ?? ''))
  return folder.includes('.') ? folder : 'forum'
}
