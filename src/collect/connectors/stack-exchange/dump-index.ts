import { type DumpFile, readChunks } from './dump-file.ts'
import { IdMap } from './id-map.ts'
import { readNumber } from './row.ts'
import { RowSplitter } from './row-splitter.ts'

/** What rows tell of others, gathered before any is read, so that their order does not matter. */
export interface DumpIndex {
  /** The network-wide account of each member of the site. */
  readonly accounts: IdMap
  /** The question of each answer. */
  readonly questions: IdMap
  /** The answers that were accepted, each with its question. */
  readonly accepted: IdMap
}

/** Reads users and posts once for what joins them. */
export async function indexDump(files: readonly DumpFile[], signal: AbortSignal): Promise<DumpIndex> {
  const index: DumpIndex = { accounts: new IdMap(), questions: new IdMap(), accepted: new IdMap() }
  for (const file of files) {
    if (file.table === 'comments') continue
    const splitter = new RowSplitter(0)
    for await (const chunk of readChunks(file.path, 0, signal))
      for (const { text } of splitter.take(chunk)) addRow(index, file, text)
    for (const { text } of splitter.finish()) addRow(index, file, text)
  }
  return index
}

function addRow({ accounts, questions, accepted }: DumpIndex, { table }: DumpFile, text: string): void {
  const id = readNumber(text, 'Id') ?? 0
  if (table === 'users') accounts.set(id, readNumber(text, 'AccountId') ?? 0)
  else {
    questions.set(id, readNumber(text, 'ParentId') ?? 0)
    accepted.set(readNumber(text, 'AcceptedAnswerId') ?? 0, id)
  }
}
