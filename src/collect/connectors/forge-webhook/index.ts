import type { PushConnector } from '../../connector.ts'
import { type ForgeWebhookConfig, forgeWebhookConfig } from './config.ts'
import { acceptHook, routes, showsSecret } from './delivery.ts'
import { toOutcome } from './to-outcome.ts'

/** Takes in what GitHub and GitLab send when something happens in a repository. */
export const connector: PushConnector<ForgeWebhookConfig> = {
  form: 'push',
  name: 'forge-webhook',
  title: 'Webhooks of GitHub and GitLab',
  reads: 'what GitHub and GitLab send by webhook when something happens in a repository',
  config: forgeWebhookConfig,
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
    'repo.unstar',
    'repo.fork',
    'release.publish',
    'sponsor.start',
    'maintainer.grant',
  ],
  namesActs: true,
  platform: 'forge',
  routes,
  nameSource: ({ name }) => name,
  // Nothing on a disk is this.
  recognise: async () => undefined,
  owns: showsSecret,
  accept: acceptHook,
  toOutcome: (record, _config, position) => toOutcome(record, position),
}
