import { UserError } from '../../core/index.ts'
import { type Config, readConfig } from '../config.ts'
import type { ApiClient } from './api-client.ts'
import { openTerminal, type Terminal, toInert } from './terminal.ts'

/** The options every verb has. */
export interface CommonOptions {
  readonly workspace?: string | undefined
  readonly json?: boolean | undefined
}

/** What a verb is given: where to work, where to write, and the way to the API. */
export interface Invocation {
  readonly config: Config
  readonly terminal: Terminal
  /** Opens the door at the first use; it is closed after the verb. Only what adds something may make a workspace. */
  client(options?: { mayCreate: boolean }): Promise<ApiClient>
}

/** How a verb ended: 0 well, 1 by a fault of the program, 2 by something a person can mend, 130 stopped by hand. */
export type ExitCode = 0 | 1 | 2 | 130

/** Runs a verb and says what went wrong: a sentence for a person's mistake, the whole story for a fault. */
export async function runVerb(
  program: string,
  options: CommonOptions,
  verb: (invocation: Invocation) => Promise<ExitCode | undefined>,
): Promise<ExitCode> {
  let opened: Promise<ApiClient> | undefined
  try {
    const config = readConfig({ workspace: options.workspace })
    const terminal = openTerminal({ json: options.json === true, colour: config.colour })
    const client: Invocation['client'] = async ({ mayCreate } = { mayCreate: false }) => {
      const { openApiClient } = await import('./api-client.ts')
      opened ??= openApiClient(config, { program, mayCreate })
      return opened
    }
    try {
      return (await verb({ config, terminal, client })) ?? 0
    } finally {
      terminal.endProgress()
      if (opened !== undefined) await closeOpened(opened)
    }
  } catch (error) {
    return tellError(error)
  }
}

/** Says an error on stderr and answers the exit code it stands for. */
export function tellError(error: unknown): ExitCode {
  if (error instanceof UserError) {
    process.stderr.write(`${toInert(error.message)}\n`)
    return 2
  }
  const story = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const cause =
    error instanceof Error && error.cause !== undefined ? `\ncaused by ${String(error.cause)}` : ''
  const lines = `This is a fault of Groundswell, please report it.\n${story}${cause}`.split('\n')
  process.stderr.write(`${lines.map(toInert).join('\n')}\n`)
  return 1
}

async function closeOpened(opened: Promise<ApiClient>): Promise<void> {
  // A door that never opened has said why where it was asked for.
  const client = await opened.catch(() => undefined)
  await client?.close()
}
