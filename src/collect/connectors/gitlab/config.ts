import { z } from 'zod'

const flag = (what: string) => z.boolean().default(true).describe(what)

export const gitlabConfig = z.object({
  projects: z
    .array(
      z
        .string()
        .regex(/^\w[\w.-]*(?:\/\w[\w.-]*)+$/, 'write it with its groups, e.g. example/tool')
        .describe('One project with its groups, e.g. `example/tool` or `example/desktop/tool`.'),
    )
    .min(1)
    .describe('The projects to read, each with its groups.'),
  url: z
    .url({ protocol: /^https?$/ })
    .overwrite((url) => url.replace(/\/+$/, '').replace(/\/api\/v4$/, ''))
    .default('https://gitlab.com')
    .describe('Where GitLab is, e.g. https://gitlab.example.org.'),
  token: z
    .string()
    .min(1)
    .regex(/^[\x21-\x7e]+$/, 'it holds characters that no token has')
    .optional()
    .meta({ secret: true })
    .describe('An access token with the scope read_api. Public projects can be read without.'),
  since: z.iso
    .date()
    .optional()
    .describe('Read only issues and merge requests that changed on or after this day, e.g. 2024-01-01.'),
  issues: flag('Read issues.'),
  mergeRequests: flag('Read merge requests.'),
  notes: flag('Read comments and approvals; one request for each issue and merge request that changed.'),
  stars: flag('Read who starred the project.'),
  forks: flag('Read who forked it.'),
  releases: flag('Read releases.'),
})

export type GitlabConfig = z.output<typeof gitlabConfig>

/** Servers of communities whose name does not say that they run GitLab. */
const knownHosts = ['salsa.debian.org', 'invent.kde.org', 'framagit.org']
/** Pages of the site itself, which look like groups. */
const notGroups = ['-', 'api', 'admin', 'dashboard', 'explore', 'groups', 'help', 'search', 'users']

/** `https://gitlab.com/group/project`, with `.git` or without; no page inside a project. */
export function recogniseAddress(address: URL): GitlabConfig | undefined {
  if (!address.hostname.startsWith('gitlab.') && !knownHosts.includes(address.hostname)) return undefined
  const parts = address.pathname.split('/').filter((part) => part !== '')
  if (parts.includes('-') || notGroups.includes(parts[0] ?? '')) return undefined
  const project = parts.join('/').replace(/\.git$/, '')
  return gitlabConfig.safeParse({ projects: [project], url: `https://${address.host}` }).data
}
