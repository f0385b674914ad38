import type { StreamConnector } from '../../connector.ts'
import { placeActs } from '../../forge/index.ts'
import { type GitlabConfig, gitlabConfig, recogniseAddress } from './config.ts'
import { readProjects } from './read-projects.ts'
import { toOutcome } from './to-outcome.ts'

/** Reads what happens in projects on gitlab.com or any other GitLab, from its API. */
export const connector: StreamConnector<GitlabConfig> = {
  form: 'stream',
  name: 'gitlab',
  title: 'GitLab',
  reads: 'issues, merge requests, comments, stars, forks and releases of projects on GitLab',
  config: gitlabConfig,
  emits: [
    'issue.open',
    'issue.comment',
    'pr.open',
    'pr.merged',
    'pr.comment',
    'pr.review',
    'repo.star',
    'repo.fork',
    'release.publish',
  ],
  namesActs: true,
  platform: 'gitlab',
  // Nothing on a disk is this.
  recognise: async () => undefined,
  recogniseAddress,
  nameSource: ({ projects: [first = '', ...rest] }) =>
    `${first}${rest.length === 0 ? '' : `+${rest.length}`}`,
  hosts: ({ url }) => [new URL(url).host],
  read: readProjects,
  toOutcome: (record, config) =>
    placeActs(toOutcome(record), new URL(config.url).host, { known: 'gitlab', own: 'gitlab.com' }),
}
