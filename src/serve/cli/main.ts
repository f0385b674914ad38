#!/usr/bin/env node
import { CommanderError } from '@commander-js/extra-typings'
import { addIdentityVerbs } from './identity-verbs.ts'
import { addNetworkVerbs } from './network-verbs.ts'
import { addOrganisationVerbs } from './organisation-verbs.ts'
import { program, run, verb } from './program.ts'
import { addSegmentVerbs } from './segment-verbs.ts'
import { addEmployerVerb } from './stay-verbs.ts'
import { addTargetVerbs } from './target-verbs.ts'
import { addWebhookVerbs } from './webhook-verbs.ts'

verb('start', 'look at each path, read it, work everything out, and open the web app')
  .argument(
    '[paths...]',
    'git repositories, exported git logs, access logs; without any, the workspace here or the example',
  )
  .option('--port <number>', 'the port to listen on (default: 4747 or the next that is free)')
  .option('--host <address>', 'the address to listen on; only this machine is allowed', '127.0.0.1')
  .option('--no-open', 'do not open a browser')
  .action((paths, options) =>
    run('start', options, async (invocation) =>
      (await import('./verbs/start.ts')).start(invocation, paths, options),
    ),
  )

verb('serve', 'only serve the web app and the API of a workspace')
  .option('--port <number>', 'the port to listen on (default: 4747 or the next that is free)')
  .option('--host <address>', 'the address to listen on; only this machine is allowed', '127.0.0.1')
  .action((options) =>
    run('serve', options, async (invocation) =>
      (await import('./verbs/start.ts')).serve(invocation, { ...options, open: false }),
    ),
  )

verb(
  'add',
  'add a source: a path, or a connector, a path and its settings (--set key=value, --no-mailmap, …)',
)
  .argument('<words...>', 'a path, or a connector and a path')
  .option('--dry-run', 'show what the first records would become; nothing is added')
  .allowUnknownOption()
  .action((words, options) =>
    run('add', options, async (invocation) =>
      (await import('./verbs/collect.ts')).addSources(invocation, words, options),
    ),
  )

verb('collect', 'read what is new, then run the stages that are stale')
  .argument('[sources...]', 'which sources (default: all)')
  .option('--again', 'from the start: what was quarantined gets another chance, what is there stays once')
  .action((sources, options) =>
    run('collect', options, async (invocation) =>
      (await import('./verbs/collect.ts')).collect(invocation, sources, options),
    ),
  )

for (const [stage, description] of [
  ['resolve', 'work out who did it and for whom'],
  ['segment', 'work out which groups there are'],
] as const)
  verb(stage, description).action((options) =>
    run(stage, options, async (invocation) =>
      (await import('./follow-job.ts')).runJob(invocation, { stages: [stage] }),
    ),
  )

verb('run', 'read what is new and run every stage that is stale').action((options) =>
  run('run', options, async (invocation) => (await import('./follow-job.ts')).runJob(invocation, {})),
)

const sources = program.command('sources').description('what is read')
verb('list', 'every source, with how it was last read', sources).action((options) =>
  run('sources list', options, async (invocation) =>
    (await import('./verbs/collect.ts')).listSources(invocation),
  ),
)

verb('schedule', 'read a source by itself: hourly, daily, weekly, "30 4 * * 1-5", off', sources)
  .argument('<source>')
  .argument('<when>')
  .action((source, when, options) =>
    run('sources schedule', options, async (invocation) =>
      (await import('./verbs/collect.ts')).scheduleSource(invocation, source, when),
    ),
  )

verb('set', 'change settings of a source: --<setting> <value>', sources)
  .argument('<source>')
  .argument('[settings...]')
  .allowUnknownOption()
  .action((source, words, options) =>
    run('sources set', options, async (invocation) =>
      (await import('./verbs/collect.ts')).setSource(invocation, source, words),
    ),
  )

verb('remove', 'stop reading a source', sources)
  .argument('<source>')
  .option('--forget', 'also delete everything that only it said; this cannot be undone')
  .action((source, options) =>
    run('sources remove', options, async (invocation) =>
      (await import('./verbs/collect.ts')).removeSource(invocation, source, options),
    ),
  )

const people = program.command('people').description('who is here')
verb('list', 'people, searched, filtered and sorted', people)
  .option('--search <text>', 'in names, addresses and accounts, without regard to case and accents')
  .option('--class <class>', 'human, team, agent, bot or role')
  .option('--state <rung>', 'P1 to P5')
  .option('--organisation <id>', 'people of one organisation')
  .option('--segment <id>', 'people in one segment')
  .option('--sort <column>', 'name, events, first_seen, last_seen or state')
  .option('--order <order>', 'asc or desc')
  .option('--limit <number>', 'how many')
  .option('--offset <number>', 'from which on')
  .action(({ workspace, json, ...query }) =>
    run('people list', { workspace, json }, async (invocation) =>
      (await import('./verbs/lists.ts')).listPeople(invocation, query),
    ),
  )
verb('show', 'one person: who, for whom, since when, and why we think so', people)
  .argument('<id>')
  .action((id, options) =>
    run('people show', options, async (invocation) =>
      (await import('./verbs/lists.ts')).showPerson(invocation, id),
    ),
  )

addEmployerVerb(people)

verb('quality', 'what is doubted about people and domains, and what would mend it')
  .option('--limit <number>', 'how many')
  .option('--offset <number>', 'from which on')
  .action(({ workspace, json, ...query }) =>
    run('quality', { workspace, json }, async (invocation) =>
      (await import('./verbs/quality.ts')).listDoubts(invocation, query),
    ),
  )
addIdentityVerbs()

verb('attributes', 'what is known of one person, how sure, and why', people)
  .argument('<id>')
  .action((id, options) =>
    run('people attributes', options, async (invocation) =>
      (await import('./verbs/attributes.ts')).showAttributes(invocation, id),
    ),
  )

addOrganisationVerbs()
addNetworkVerbs()

addSegmentVerbs()
addTargetVerbs()
addWebhookVerbs()

verb(
  'export',
  'write a table: identities, people, organisations, affiliations, attributes, events, memberships or decisions; a mailmap; or the segments made of rules, as files to apply',
)
  .argument('<what>')
  .option('--format <format>', 'csv, jsonl or parquet (default: by the name of the file, else csv)')
  .option('--as-of <moment>', 'as it was at a moment, e.g. 2007-10-16')
  .option('--source <source>', 'of a mailmap: the aliases of one source')
  .option('-o, --output <file>', 'where to write (default: stdout)')
  .option('--force', 'overwrite the file')
  .action((what, options) =>
    run('export', options, async (invocation) =>
      (await import('./verbs/export.ts')).exportTable(invocation, what, options),
    ),
  )

verb('doctor', 'look whether everything is well, and say what to do').action((options) =>
  run('doctor', options, async (invocation) => (await import('./verbs/upkeep.ts')).examine(invocation)),
)

verb('backup', 'write a verified copy of what cannot be recomputed to a new folder')
  .argument('<target>', 'a folder that is not there yet')
  .action((target, options) =>
    run('backup', options, async (invocation) =>
      (await import('./verbs/upkeep.ts')).backUp(invocation, target),
    ),
  )

verb('restore', 'make a new workspace from a backup; nothing is overwritten')
  .argument('<from>', 'the folder of a backup')
  .action((from, options) =>
    run('restore', options, async (invocation) =>
      (await import('./verbs/upkeep.ts')).restoreBackup(invocation, from),
    ),
  )

verb('migrate', 'bring a workspace to the schema of this program; start does so too').action((options) =>
  run('migrate', options, async (invocation) =>
    (await import('./verbs/upkeep.ts')).migrateWorkspace(invocation),
  ),
)

// What is read by `head` may end before we do.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else throw error
}
