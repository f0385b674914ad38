#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from '@commander-js/extra-typings'
import type { CommonOptions, ExitCode, Invocation } from './invocation.ts'

// Only what is needed to read the command line is loaded here; each verb loads its own parts, so that --help is instant.

type Verb = (invocation: Invocation) => Promise<ExitCode | undefined>

const program = new Command('groundswell')
  .description('Shows an open source company or project who its community really is.')
  .version(readVersion())
  .showHelpAfterError('Run it with --help to see what it takes.')
  .exitOverride()

const workspaceOption = [
  '--workspace <folder>',
  'the folder that holds everything (default: .groundswell here)',
] as const
const jsonOption = ['--json', 'answer with JSON on stdout, and nothing else'] as const

async function run(name: string, options: CommonOptions, verb: Verb): Promise<void> {
  const { runVerb } = await import('./invocation.ts')
  process.exitCode = await runVerb(`groundswell ${name}`, options, verb)
}

program
  .command('start')
  .description('look at each path, read it, work everything out, and open the web app')
  .argument(
    '[paths...]',
    'git repositories, exported git logs, access logs; without any, the workspace here or the example',
  )
  .option(...workspaceOption)
  .option(...jsonOption)
  .option('--port <number>', 'the port to listen on (default: 4747 or the next that is free)')
  .option('--host <address>', 'the address to listen on; only this machine is allowed', '127.0.0.1')
  .option('--no-open', 'do not open a browser')
  .action((paths, options) =>
    run('start', options, async (invocation) =>
      (await import('./verbs/start.ts')).start(invocation, paths, options),
    ),
  )

program
  .command('serve')
  .description('only serve the web app and the API of a workspace')
  .option(...workspaceOption)
  .option(...jsonOption)
  .option('--port <number>', 'the port to listen on (default: 4747 or the next that is free)')
  .option('--host <address>', 'the address to listen on; only this machine is allowed', '127.0.0.1')
  .action((options) =>
    run('serve', options, async (invocation) =>
      (await import('./verbs/start.ts')).serve(invocation, { ...options, open: false }),
    ),
  )

program
  .command('init')
  .description('make an empty workspace')
  .argument('[folder]', 'where (default: .groundswell here)')
  .option(...workspaceOption)
  .option(...jsonOption)
  .action((folder, options) =>
    run('init', { ...options, workspace: folder ?? options.workspace }, async (invocation) =>
      (await import('./verbs/upkeep.ts')).initWorkspace(invocation),
    ),
  )

program
  .command('add')
  .description(
    'add a source: a path, or a connector, a path and its settings (--set key=value, --no-mailmap, …)',
  )
  .argument('<words...>', 'a path, or a connector and a path')
  .option(...workspaceOption)
  .option(...jsonOption)
  .allowUnknownOption()
  .action((words, options) =>
    run('add', options, async (invocation) =>
      (await import('./verbs/collect.ts')).addSources(invocation, words),
    ),
  )

program
  .command('collect')
  .description('read what is new, then run the stages that are stale')
  .argument('[sources...]', 'which sources (default: all)')
  .option(...workspaceOption)
  .option(...jsonOption)
  .action((sources, options) =>
    run('collect', options, async (invocation) =>
      (await import('./verbs/collect.ts')).collect(invocation, sources),
    ),
  )

for (const [stage, description] of [
  ['resolve', 'work out who did it and for whom'],
  ['segment', 'work out which groups there are'],
] as const)
  program
    .command(stage)
    .description(description)
    .option(...workspaceOption)
    .option(...jsonOption)
    .action((options) =>
      run(stage, options, async (invocation) =>
        (await import('./follow-job.ts')).runJob(invocation, { stages: [stage] }),
      ),
    )

program
  .command('run')
  .description('read what is new and run every stage that is stale')
  .option(...workspaceOption)
  .option(...jsonOption)
  .action((options) =>
    run('run', options, async (invocation) => (await import('./follow-job.ts')).runJob(invocation, {})),
  )

const sources = program.command('sources').description('what is read')
sources
  .command('list')
  .description('every source, with how it was last read')
  .option(...workspaceOption)
  .option(...jsonOption)
  .action((options) =>
    run('sources list', options, async (invocation) =>
      (await import('./verbs/collect.ts')).listSources(invocation),
    ),
  )

const people = program.command('people').description('who is here')
people
  .command('list')
  .description('people, searched, filtered and sorted')
  .option(...workspaceOption)
  .option(...jsonOption)
  .option('--search <text>', 'in names, addresses and accounts, without regard to case and accents')
  .option('--class <class>', 'human, bot or role')
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
people
  .command('show')
  .description('one person: who, for whom, since when, and why we think so')
  .argument('<id>')
  .option(...workspaceOption)
  .option(...jsonOption)
  .action((id, options) =>
    run('people show', options, async (invocation) =>
      (await import('./verbs/lists.ts')).showPerson(invocation, id),
    ),
  )

const organisations = program.command('organisations').description('who stands behind the people')
organisations
  .command('list')
  .description('organisations, searched, filtered and sorted')
  .option(...workspaceOption)
  .option(...jsonOption)
  .option('--search <text>', 'in names and domains')
  .option('--kind <kind>', 'corporate, education, foundation, …')
  .option('--segment <id>', 'organisations in one segment')
  .option('--sort <column>', 'name, kind, people, events, first_seen or last_seen')
  .option('--order <order>', 'asc or desc')
  .option('--limit <number>', 'how many')
  .option('--offset <number>', 'from which on')
  .action(({ workspace, json, ...query }) =>
    run('organisations list', { workspace, json }, async (invocation) =>
      (await import('./verbs/lists.ts')).listOrganisations(invocation, query),
    ),
  )
organisations
  .command('show')
  .description('one organisation')
  .argument('<id>')
  .option(...workspaceOption)
  .option(...jsonOption)
  .action((id, options) =>
    run('organisations show', options, async (invocation) =>
      (await import('./verbs/lists.ts')).showOrganisation(invocation, id),
    ),
  )

const segments = program.command('segments').description('which groups there are')
segments
  .command('list')
  .description('every segment of every scheme')
  .option(...workspaceOption)
  .option(...jsonOption)
  .action((options) =>
    run('segments list', options, async (invocation) =>
      (await import('./verbs/lists.ts')).listSegments(invocation),
    ),
  )
segments
  .command('show')
  .description('one segment and who is in it')
  .argument('<segment>')
  .option(...workspaceOption)
  .option(...jsonOption)
  .option('--as-of <moment>', 'who was in it at a moment, e.g. 2007-10-16')
  .option('--search <text>', 'in names')
  .option('--sort <column>', 'name, events or entered_at')
  .option('--order <order>', 'asc or desc')
  .option('--limit <number>', 'how many')
  .option('--offset <number>', 'from which on')
  .action((segment, { workspace, json, ...query }) =>
    run('segments show', { workspace, json }, async (invocation) =>
      (await import('./verbs/lists.ts')).showSegment(invocation, segment, query),
    ),
  )

program
  .command('export')
  .description('write a table: identities, people, organisations, affiliations, events or memberships')
  .argument('<what>')
  .option(...workspaceOption)
  .option(...jsonOption)
  .option('--format <format>', 'csv, jsonl or parquet (default: by the name of the file, else csv)')
  .option('--as-of <moment>', 'as it was at a moment, e.g. 2007-10-16')
  .option('-o, --output <file>', 'where to write (default: stdout)')
  .option('--force', 'overwrite the file')
  .action((what, options) =>
    run('export', options, async (invocation) =>
      (await import('./verbs/export.ts')).exportTable(invocation, what, options),
    ),
  )

program
  .command('backup')
  .description('write a verified copy of what cannot be recomputed to a new folder')
  .argument('<target>', 'a folder that is not there yet')
  .option(...workspaceOption)
  .option(...jsonOption)
  .action((target, options) =>
    run('backup', options, async (invocation) =>
      (await import('./verbs/upkeep.ts')).backUp(invocation, target),
    ),
  )

program
  .command('restore')
  .description('make a new workspace from a backup; nothing is overwritten')
  .argument('<from>', 'the folder of a backup')
  .option(...workspaceOption)
  .option(...jsonOption)
  .action((from, options) =>
    run('restore', options, async (invocation) =>
      (await import('./verbs/upkeep.ts')).restoreBackup(invocation, from),
    ),
  )

program
  .command('migrate')
  .description('bring a workspace to the schema of this program; start does so too')
  .option(...workspaceOption)
  .option(...jsonOption)
  .action((options) =>
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

function readVersion(): string {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}
