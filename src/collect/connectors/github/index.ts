import type { StreamConnector } from '../../connector.ts'
import { placeActs } from '../../forge/index.ts'
import { type GithubConfig, githubConfig, recogniseAddress } from './config.ts'
import { readRepositories } from './read-repositories.ts'
import { toOutcome } from './to-outcome.ts'

/** Reads what happens in repositories on GitHub or GitHub Enterprise, from its API. */
export const connector: StreamConnector<GithubConfig> = {
  form: 'stream',
  name: 'github',
  title: 'GitHub',
  reads:
    'issues, proposed changes, reviews, discussions, stars, forks, releases and sponsors of repositories on GitHub',
  config: githubConfig,
  emits: [
    'issue.open',
    'issue.comment',
    'pr.open',
    'pr.merged',
    'pr.comment',
    'pr.review',
    'forum.topic',
    'forum.reply',
    'repo.star',
    'repo.fork',
    'repo.fork_ahead',
    'release.publish',
    'software.download',
    'sponsor.start',
  ],
  namesActs: true,
  platform: 'github',
  // Nothing on a disk is this.
  recognise: async () => undefined,
  recogniseAddress,
  nameSource: ({ repositories: [first = '', ...rest] }) =>
    `${first}${rest.length === 0 ? '' : `+${rest.length}`}`,
  hosts: ({ url }) => [new URL(url).host],
  read: readRepositories,
  toOutcome: (record, config) =>
    placeActs(toOutcome(record), new URL(config.url).host, { known: 'github', own: 'api.github.com' }),
}
