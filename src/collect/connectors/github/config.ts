import { z } from 'zod'

const flag = (what: string) => z.boolean().default(true).describe(what)

export const githubConfig = z.object({
  repositories: z
    .array(
      z
        .string()
        .regex(/^[A-Za-z0-9][\w-]*\/(?!\.{1,2}$)[\w.-]+$/, 'write it as owner/name, e.g. example/tool')
        .describe('One repository, e.g. `example/tool`.'),
    )
    .min(1)
    .describe('The repositories to read, each as owner/name.'),
  url: z
    .url({ protocol: /^https?$/ })
    .overwrite((url) => url.replace(/\/+$/, ''))
    .default('https://api.github.com')
    .describe('Where the API is. Of GitHub Enterprise: https://github.example.org/api/v3.'),
  token: z
    .string()
    .min(1)
    .regex(/^[\x21-\x7e]+$/, 'it holds characters that no token has')
    .optional()
    .meta({ secret: true })
    .describe(
      'An access token that may only read. Without one GitHub answers 60 requests an hour, and reviews, discussions, sponsors and what forks develop are not read.',
    ),
  since: z.iso
    .date()
    .optional()
    .describe('Read only issues, proposals and comments that changed on or after this day, e.g. 2024-01-01.'),
  issues: flag('Read issues, proposed changes and the comments on them.'),
  reviews: flag('Read reviews of the proposed changes that are read; one request for each that changed.'),
  discussions: flag('Read discussions and which answers were accepted.'),
  stars: flag('Read who starred the repository.'),
  forks: flag('Read who forked it, and which forks develop something of their own.'),
  releases: flag('Read releases and how often their files were downloaded.'),
  sponsors: flag('Read who sponsors the owner in public.'),
})

export type GithubConfig = z.output<typeof githubConfig>

/** Pages of the site itself, which look like owners. */
const notOwners = new Set(
  'about apps collections customer-stories enterprise events explore features issues login marketplace new notifications orgs pricing pulls search security settings site sponsors stars topics trending users'.split(
    ' ',
  ),
)

/** `https://github.com/owner/name`, with `.git` or without; no page inside a repository. */
export function recogniseAddress(address: URL): GithubConfig | undefined {
  if (!/^(www\.)?github\.com$/.test(address.host)) return undefined
  const [owner = '', name = '', ...rest] = address.pathname.split('/').filter((part) => part !== '')
  if (rest.length > 0 || notOwners.has(owner.toLowerCase())) return undefined
  return githubConfig.safeParse({ repositories: [`${owner}/${name.replace(/\.git$/, '')}`] }).data
}
