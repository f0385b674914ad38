import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import type { ReadIo } from '../../connector.ts'
import { decodeBytes } from './charset.ts'
import type { SubscribersCursor } from './cursor.ts'
import type { MailingListRecord } from './record.ts'
import { plainForm, readSubscriber, readSubscriberHead, type SubscriberForm } from './subscriber.ts'

export interface SubscribersPage {
  readonly records: readonly MailingListRecord[]
  readonly cursor: SubscribersCursor
}

const pageLines = 2000
const longestLine = 10_000
/** Lines before the head of a table, e.g. `Members for group …`. */
const mostBeforeHead = 3

/**
 * Reads who subscribed, unless the file is the one that was read last. Those without a date are taken to have subscribed
 * when the file was first seen, for ever: else every new export would let all of them subscribe again.
 */
export async function* readSubscribers(
  path: string,
  since: SubscribersCursor | undefined,
  io: ReadIo,
): AsyncGenerator<SubscribersPage, void, void> {
  const { ctimeMs, mtimeMs, size } = await stat(path)
  if (since?.isWhole === true && since.changedAt === ctimeMs && since.size === size) return
  const at = since?.at ?? Math.floor(mtimeMs)
  const cursor = (isWhole: boolean): SubscribersCursor => ({ changedAt: ctimeMs, size, at, isWhole })
  let records: MailingListRecord[] = []
  for await (const { line, position, form } of readLines(path, io.signal)) {
    records.push(readSubscriber(line, form, { position, undated: at, now: io.clock.now().getTime() }))
    if (records.length < pageLines) continue
    yield { records, cursor: cursor(false) }
    records = []
  }
  yield { records, cursor: cursor(true) }
}

interface SubscriberLine {
  readonly line: string
  readonly position: string
  readonly form: SubscriberForm
}

/** Lines that name somebody: not blank, no comment, not the head of the table. */
async function* readLines(path: string, signal: AbortSignal): AsyncGenerator<SubscriberLine, void, void> {
  const file = createReadStream(path, { encoding: 'latin1', signal })
  let form: SubscriberForm | undefined
  let waiting: SubscriberLine[] = []
  let number = 0
  for await (const bytes of createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++
    const line = decodeBytes(Buffer.from(bytes.slice(0, longestLine), 'latin1'), 'utf-8')
      .replace(/^\uFEFF/, '')
      .trim()
    if (line === '' || line.startsWith('#')) continue
    const position = `${basename(path)}, line ${number}`
    if (form !== undefined) {
      yield { line, position, form }
      continue
    }
    form = readSubscriberHead(line)
    if (form !== undefined) {
      waiting = []
      continue
    }
    waiting.push({ line, position, form: plainForm })
    if (waiting.length < mostBeforeHead && !line.includes('@')) continue
    form = plainForm
    yield* waiting
    waiting = []
  }
  yield* waiting
}
