import { createInterface, type Interface } from 'node:readline'
import { Writable } from 'node:stream'
import { UserError } from '../../core/index.ts'
import { type Fields, fieldsOf, toFlag } from './connector-settings.ts'
import { type Terminal, toInert } from './terminal.ts'

/** Where secrets are typed or piped in, and where they are asked for. */
export interface SecretStreams {
  readonly stdin: NodeJS.ReadStream
  readonly stderr: NodeJS.WritableStream
}

/**
 * The settings with what was read in place of each secret given as `-`: a line of standard input, typed unseen on a terminal. What
 * was written on the command line itself is taken as well, and a hint is told, because others on the machine can see it there.
 */
export async function readSecrets(
  settings: Readonly<Record<string, unknown>>,
  connector: Fields | undefined,
  terminal: Pick<Terminal, 'tell'>,
  streams: SecretStreams = process,
): Promise<Record<string, unknown>> {
  const fields = fieldsOf(connector)
  const secret = Object.keys(settings).filter((key) => fields[key]?.secret === true)
  const [open] = secret.filter((key) => settings[key] !== '-')
  if (open !== undefined)
    terminal.tell(
      toInert(
        `A ${toFlag(open)} on the command line stays in the history of your shell, and others here can see it. Write ${toFlag(open)} - and it is read from standard input.`,
      ),
    )
  const read = { ...settings }
  const wanted = secret.filter((key) => settings[key] === '-')
  if (wanted.length === 0) return read
  const lines = openLines(streams)
  try {
    for (const key of wanted) read[key] = await lines.next(toFlag(key))
  } finally {
    lines.close()
  }
  return read
}

interface Lines {
  next(flag: string): Promise<string>
  close(): void
}

function openLines({ stdin, stderr }: SecretStreams): Lines {
  const isTyped = stdin.isTTY === true
  // What is typed would be echoed here.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reader = createInterface({ input: stdin, output: nowhere, terminal: isTyped, historySize: 0 })
  if (isTyped) stopByHand(reader)
  const lines = reader[Symbol.asyncIterator]()
  return {
    async next(flag) {
      if (isTyped) stderr.write(`${flag} (what you type is not shown): `)
      const line = await lines.next()
      if (isTyped) stderr.write('\n')
      const text = line.done === true ? '' : line.value.trim()
      if (text === '')
        throw new UserError(
          `${flag} - takes a line of standard input, and there was none. Pipe it in, as in: groundswell add … ${flag} - < file`,
        )
      return text
    },
    close: () => reader.close(),
  }
}

/** A terminal that shows nothing does not stop a program by itself either. */
function stopByHand(reader: Interface): void {
  reader.once('SIGINT', () => {
    reader.close()
    process.kill(process.pid, 'SIGINT')
  })
}
