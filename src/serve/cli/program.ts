import { readFileSync } from 'node:fs'
import { Command } from '@commander-js/extra-typings'
import type { CommonOptions, ExitCode, Invocation } from './invocation.ts'

// Only what is needed to read the command line is loaded here; each verb loads its own parts, so that --help is instant.

type Verb = (invocation: Invocation) => Promise<ExitCode | undefined>

export const program = new Command('groundswell')
  .description('Shows an open source company or project who its community really is.')
  .version(readVersion())
  .showHelpAfterError('Run it with --help to see what it takes.')
  .exitOverride()

/** A verb with the options every verb has. */
export const verb = (name: string, description: string, parent = program) =>
  parent
    .command(name, { isDefault: parent !== program && name === 'list' })
    .description(description)
    .option('--workspace <folder>', 'the folder that holds everything (default: .groundswell here)')
    .option('--json', 'answer with JSON on stdout, and nothing else')

/** Runs a verb; the exit code says how it ended. */
export async function run(name: string, options: CommonOptions, verb: Verb): Promise<void> {
  const { runVerb } = await import('./invocation.ts')
  process.exitCode = await runVerb(`groundswell ${name}`, options, verb)
}

function readVersion(): string {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}
