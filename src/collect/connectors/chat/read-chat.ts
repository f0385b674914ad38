import { UserError } from '../../../core/index.ts'
import { type Cursor, type Page, PartialRead, type ReadIo } from '../../connector.ts'
import type { ChatConfig, FormatName } from './config.ts'
import { type Damage, toDamage } from './damage.ts'
import { openDiscord } from './discord.ts'
import { openIrc } from './irc.ts'
import { openMattermost } from './mattermost.ts'
import { openShelf } from './open-shelf.ts'
import { startPassage } from './passage.ts'
import type { ChatReader, Stand, Way } from './reader.ts'
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

const pageRecords = 1000

/**
 * Reads an export file by file. Files that were read whole and have not changed are not read again; a log that has grown is read
 * on. Anything else that changed is read anew from its start, and what it said before is recognised.
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
    yield* readFiles(reader, config.path, since, [...shelf.notes, ...reader.notes])
  } finally {
    await shelf.close()
  }
}

const explainStranger = (path: string): string =>
  `${path} holds no chat that is understood: no export of Slack, Discord, Mattermost or Zulip, and no logs of IRC.`

async function* readFiles(
  reader: ChatReader,
  path: string,
  since: Cursor | undefined,
  notes: readonly string[],
): AsyncGenerator<Page, void, void> {
  const total = reader.files.reduce((sum, file) => sum + file.size, 0)
  const passage = startPassage(reader, since)
  let done = 0
  let records: ChatRecord[] = []
  const takePage = (): Page => {
    const page = { records, cursor: passage.toCursor(), progress: { done, total, unit: 'bytes' } }
    records = []
    return page
  }
  for (const file of reader.files) {
    if (!passage.isPassed(file)) {
      let reached: Stand | undefined
      const way: Way = {
        from: await passage.findStand(file),
        reach: (stand) => {
          reached = stand
        },
      }
      const reading = readWhole(reader, file, way)
      let step = await reading.next()
      for (; step.done !== true; step = await reading.next()) {
        records.push(...step.value)
        if (records.length < pageRecords) continue
        if (reached !== undefined) await passage.mark(file, reached)
        yield takePage()
      }
      if (reached !== undefined) await passage.mark(file, reached)
      passage.pass(file, step.value)
    } else passage.pass(file, undefined)
    done += file.size
  }
  yield { ...takePage(), notes }
  if (passage.faults.length > 0) throw new PartialRead(tellFaults(path, passage.faults))
}

/** The records of a file; answers what kept it from being read to its end. */
async function* readWhole(
  reader: ChatReader,
  file: ShelfFile,
  way: Way,
): AsyncGenerator<readonly ChatRecord[], Damage | undefined, void> {
  try {
    // A file may hold many at once; few go into a page.
    for await (const records of reader.read(file, way))
      for (let at = 0; at < records.length; at += pageRecords) yield records.slice(at, at + pageRecords)
    return undefined
  } catch (error) {
    const damage = toDamage(error)
    if (damage === undefined) throw error
    return damage
  }
}

function tellFaults(path: string, faults: readonly string[]): string {
  return `${path} could not be read whole: ${faults.join('; ')}. What could be read is kept; put a whole copy in its place and collect again.`
}
