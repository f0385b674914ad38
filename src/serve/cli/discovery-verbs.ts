import type { Command } from '@commander-js/extra-typings'
import { run, verb } from './program.ts'

/** `segments discover` and `segments discovered`. */
export function addDiscoveryVerbs(segments: Command): void {
  verb('discover', 'search for groups among people nobody has sorted', segments)
    .option('--method <method>', 'pam, k-prototypes or latent-classes (default: by the number of people)')
    .option('--k <number>', 'how many groups, 2 to 12 (default: chosen)')
    .option('--seed <number>', 'the same seed finds the same groups among the same people')
    .action(({ workspace, json, ...request }) =>
      run('segments discover', { workspace, json }, async (invocation) =>
        (await import('./verbs/discover.ts')).discover(invocation, request),
      ),
    )
  verb('discovered', 'what a search for groups found', segments)
    .argument('[id]', 'which of the latest ten', 'latest')
    .option('--list', 'the latest ten searches')
    .option('--rule <group>', 'only the rule a group can be published as, by its number')
    .option('--publish <name>', 'publish that group as a segment of this name')
    .option('--title <title>', 'the segment’s title (default: the group’s)')
    .action((id, { workspace, json, ...query }) =>
      run('segments discovered', { workspace, json }, async (invocation) =>
        (await import('./verbs/discover.ts')).showDiscovery(invocation, id, query),
      ),
    )
}
