import { z } from 'zod'
import { makeBots } from './bridge.ts'
import type { ChatConfig } from './config.ts'
import { Damage } from './damage.ts'
import { readLines } from './line.ts'
import { makeMattermostReader } from './mattermost-line.ts'
import type { ChatReader } from './reader.ts'
import { type ChatRecord, refuse } from './record.ts'
import type { Shelf, ShelfFile } from './shelf.ts'

/** A post with a long thread stands in one line. */
const longestLine = 8 << 20
const versionForm = z.object({ type: z.literal('version'), version: z.number() })

/** Whether a file begins like a bulk export: its first line says of which version of the format it is. */
export function beginsLikeMattermost(head: Buffer): boolean {
  const [first = ''] = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
    .split('\n', 1)
  return versionForm.safeParse(parseLine(first)).success
}

function parseLine(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Whoever asked refuses what is no JSON.
    return undefined
  }
}

/** Bulk exports of Mattermost: an object a line, people and channels before the posts. */
export async function openMattermost(shelf: Shelf, config: ChatConfig, now: Date): Promise<ChatReader> {
  const isAlone = shelf.files.length === 1
  return {
    files: shelf.files.filter((file) => isAlone || /\.jsonl(\.gz)?$/i.test(file.name)),
    setup: '',
    notes: [],
    read: (file) => readExport(file, config, now),
  }
}

async function* readExport(
  file: ShelfFile,
  config: ChatConfig,
  now: Date,
): AsyncGenerator<ChatRecord[], void, void> {
  const reader = makeMattermostReader(makeBots(config), now)
  let isFirst = true
  for await (const lines of readLines(await file.open(), { longest: longestLine, charset: 'utf-8' })) {
    const records: ChatRecord[] = []
    for (const { text, number, isCut } of lines) {
      if (text.trim() === '') continue
      const position = `${file.name}:${number}`
      const value = isCut ? undefined : parseLine(text)
      if (isFirst && !versionForm.safeParse(value).success)
        throw new Damage('is no bulk export of Mattermost')
      isFirst = false
      if (isCut) records.push(refuse('the line is longer than 8 MiB', position, text))
      else
        records.push(
          ...(reader.read(value, position) ?? [refuse('the line is no JSON that is known', position, text)]),
        )
    }
    yield records
  }
}
