import { randomUUID } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { UserError } from '../../../core/index.ts'
import type { Invocation } from '../invocation.ts'
import { parseMoment } from '../moment.ts'
import { exportDefinitions } from './definitions.ts'
import { toQuery } from './lists.ts'

export interface ExportOptions {
  readonly format?: string | undefined
  readonly asOf?: string | undefined
  readonly output?: string | undefined
  /** Of a mailmap: only aliases of this source. */
  readonly source?: string | undefined
  readonly force?: boolean | undefined
}

/** `export <what>`: a table to a file or to stdout. A file appears whole or not at all. */
export async function exportTable(
  invocation: Invocation,
  what: string,
  options: ExportOptions,
): Promise<undefined> {
  if (what === 'segments')
    return exportDefinitions(
      invocation,
      options.output === '-' ? undefined : options.output,
      options.force === true,
    )
  const { terminal } = invocation
  const output = options.output === undefined || options.output === '-' ? undefined : resolve(options.output)
  if (output !== undefined && existsSync(output) && options.force !== true)
    throw new UserError(`${output} exists already. Choose another name, or overwrite it with --force.`, {
      status: 409,
    })
  const format = what === 'mailmap' ? 'mailmap' : (options.format ?? formatOf(output))
  if (output === undefined && format === 'parquet' && process.stdout.isTTY === true)
    throw new UserError('A Parquet file is not for a terminal. Name a file with -o, or redirect the output.')
  const client = await invocation.client()
  const response = await client.fetch(addressOf(what, format, options))
  const body = Readable.fromWeb(response.body as ReadableStream)
  if (output === undefined) {
    await pipeline(body, process.stdout, { end: false })
    return undefined
  }
  await writeWhole(body, output)
  if (terminal.json) terminal.printJson({ file: output, format })
  else terminal.tell(`Wrote ${output}.`)
  return undefined
}

function addressOf(what: string, format: string, { asOf, source }: ExportOptions): string {
  if (what === 'mailmap') return `/api/v1/identity/mailmap${toQuery({ source })}`
  const query = toQuery({ format, ...(asOf === undefined ? {} : { asOf: parseMoment(asOf) }) })
  return `/api/v1/export/${encodeURIComponent(what)}${query}`
}

function formatOf(output: string | undefined): string {
  if (output?.endsWith('.parquet') === true) return 'parquet'
  return output !== undefined && /\.(jsonl|ndjson)$/.test(output) ? 'jsonl' : 'csv'
}

async function writeWhole(body: Readable, output: string): Promise<void> {
  const draft = join(dirname(output), `.groundswell-${randomUUID()}`)
  try {
    await pipeline(body, createWriteStream(draft, { flags: 'wx', mode: 0o600 }))
    await rename(draft, output)
  } catch (error) {
    await rm(draft, { force: true })
    throw explainWriting(output, error)
  }
}

function explainWriting(output: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const sentences: Readonly<Record<string, string>> = {
    ENOENT: `The folder of ${output} does not exist.`,
    EACCES: `${output} cannot be written by this user.`,
    EROFS: `${output} is on a disk that cannot be written.`,
    EISDIR: `${output} is a folder.`,
    ENOSPC: `The disk of ${output} is full; nothing was written.`,
  }
  const sentence = typeof code === 'string' ? sentences[code] : undefined
  return sentence === undefined ? error : new UserError(sentence, { status: 409, cause: error })
}
