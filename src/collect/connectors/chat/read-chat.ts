import { createHash } from 'node:crypto'
import { z } from 'zod'
import { UserError } from '../../../core/index.ts'
import { type Cursor, type Page, PartialRead, type ReadIo } from '../../connector.ts'
import type { ChatConfig, FormatName } from './config.ts'
import { type Damage, toDamage } from './damage.ts'
import { openDiscord } from './discord.ts'
import { openIrc } from './irc.ts'
import { openMattermost } from './mattermost.ts'
import { openShelf } from './open-shelf.ts'
import type { ChatReader } from './reader.ts'
import { recogniseFormat } from './recognise.ts'
import type { ChatRecord } from './record.ts'
import type { Shelf, ShelfFile } from './shelf.ts'
import { openSlack } from './slack.ts'
import { openZulip } from './zulip.ts'

type OpenFormat = (shelf: Shelf, config: ChatConfig, now: Date) => Promise<ChatReader>
const openers: Readonly<Record<FormatName, OpenFormat>> = {
  slack: openSlack,
  discord: openDiscord,
  irc: openIrc,
  mattermost: openMattermost,
  zulip: openZulip,
}

/** How many files have been read whole, and how to tell that they are still the same. */
const cursorForm = z.object({
  setup: z.string(),
  files: z.number(),
  /** Of the names and sizes of these files; and of all but the last of them, which may have grown since. */
  passed: z.string(),
  passedBefore: z.string(),
  faults: z.array(z.string()),
})
type ChatCursor = z.output<typeof cursorForm>

const pageRecords = 1000
/** More are counted, not told. */
const mostFaults = 5

/**
 * Reads an export file by file. Files that were read whole and have not changed are not read again; one that has grown is read
 * anew from its start, and what it said before is recognised.
 */
export async function* readChat(
  config: ChatConfig,
  since: Cursor | undefined,
  io: ReadIo,
): AsyncGenerator<Page, void, void> {
  const shelf = await openShelf(config.path)
  try {
    const format = config.format === 'recognised' ? await recogniseFormat(shelf) : config.format
    if (format === undefined) throw new UserError(explainStranger(config.path), { status: 422 })
    const reader = await openers[format](shelf, config, io.clock.now())
    yield* readFiles(reader, config.path, parseCursor(since), [...shelf.notes, ...reader.notes])
  } finally {
    await shelf.close()
  }
}

const explainStranger = (path: string): string =>
  `${path} holds no chat that is understood: no export of Slack, Discord, Mattermost or Zulip, and no logs of IRC.`

function parseCursor(since: Cursor | undefined): ChatCursor | undefined {
  const parsed = cursorForm.safeParse(since)
  return parsed.success ? parsed.data : undefined
}

async function* readFiles(
  reader: ChatReader,
  path: string,
  since: ChatCursor | undefined,
  notes: readonly string[],
): AsyncGenerator<Page, void, void> {
  const { files } = reader
  const total = files.reduce((sum, file) => sum + file.size, 0)
  let cursor = findStart(reader, since)
  let done = files.slice(0, cursor.files).reduce((sum, file) => sum + file.size, 0)
  let records: ChatRecord[] = []
  const takePage = (): Page => {
    const page = { records, cursor, progress: { done, total, unit: 'bytes' } }
    records = []
    return page
  }
  for (const file of files.slice(cursor.files)) {
    const reading = readWhole(reader, file)
    for (;;) {
      const step = await reading.next()
      if (step.done === true) {
        cursor = advance(cursor, file, step.value)
        break
      }
      records.push(...step.value)
      if (records.length >= pageRecords) yield takePage()
    }
    done += file.size
  }
  yield { ...takePage(), notes }
  if (cursor.faults.length > 0) throw new PartialRead(tellFaults(path, cursor.faults))
}

/** The records of a file; answers what kept it from being read to its end. */
async function* readWhole(
  reader: ChatReader,
  file: ShelfFile,
): AsyncGenerator<readonly ChatRecord[], Damage | undefined, void> {
  try {
    // A file may hold many at once; few go into a page.
    for await (const records of reader.read(file))
      for (let at = 0; at < records.length; at += pageRecords) yield records.slice(at, at + pageRecords)
    return undefined
  } catch (error) {
    const damage = toDamage(error)
    if (damage === undefined) throw error
    return damage
  }
}

function findStart(reader: ChatReader, since: ChatCursor | undefined): ChatCursor {
  let at: ChatCursor = { setup: reader.setup, files: 0, passed: '', passedBefore: '', faults: [] }
  if (since === undefined || since.setup !== reader.setup || since.files > reader.files.length) return at
  let before = at
  for (const file of reader.files.slice(0, since.files)) {
    before = at
    at = advance(at, file, undefined)
  }
  if (at.passed === since.passed) return since
  // A fault of the one that changed is told again if it is still there.
  const last = reader.files[since.files - 1]?.name
  const faults = since.faults.filter((fault) => !fault.startsWith(`${last} `))
  const isLast = before.passed === since.passedBefore && before.files === since.files - 1
  return isLast ? { ...before, faults } : { ...before, files: 0, passed: '', passedBefore: '', faults: [] }
}

function advance(cursor: ChatCursor, file: ShelfFile, damage: Damage | undefined): ChatCursor {
  const passed = createHash('sha256').update(JSON.stringify([cursor.passed, file.name, file.stamp]))
  return {
    setup: cursor.setup,
    files: cursor.files + 1,
    passed: passed.digest('hex').slice(0, 32),
    passedBefore: cursor.passed,
    faults: damage === undefined ? cursor.faults : addFault(cursor.faults, `${file.name} ${damage.message}`),
  }
}

function addFault(faults: readonly string[], fault: string): string[] {
  if (faults.length < mostFaults) return [...faults, fault]
  const last = faults.at(-1) ?? ''
  const more = /^and (\d+) more$/.exec(last)
  if (more === null) return [...faults, 'and 1 more']
  return [...faults.slice(0, -1), `and ${Number(more[1]) + 1} more`]
}

function tellFaults(path: string, faults: readonly string[]): string {
  return `${path} could not be read whole: ${faults.join('; ')}. What could be read is kept; put a whole copy in its place and collect again.`
}
