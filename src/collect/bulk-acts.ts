import { isDeepStrictEqual } from 'node:util'
import { appendIncoming } from './batch.ts'
import { type ActConnector, type ActPage, actColumns } from './connector.ts'
import { holdIncoming } from './hold-incoming.ts'
import { keepLine, keepLineParams } from './kept-line.ts'
import type { PageAppender } from './page-appender.ts'
import { parseSettings } from './parse-settings.ts'
import type { Reading } from './reading.ts'

/** Appends pages of acts: the engine makes of their lines the very rows of `incoming` that a batch of a stream is. */
export function openActAppender(
  { store, run, options, tellers, isFirst }: Reading,
  { platform, lawfulBasis }: ActConnector<unknown>,
): PageAppender<ActPage> {
  // Few at first, so that the engine need not wait for the reading.
  let most = mostBytes >> 2
  return {
    ...holdIncoming(store, 'incoming'),
    join: (first, second, bytes) =>
      bytes + second.lines.length <= most ? joinPages(first, second) : undefined,
    isFull: (bytes, lastBytes) => bytes + lastBytes > most,
    grow() {
      most = Math.min(2 * most, mostBytes)
    },
    async parse(page, path) {
      await store.write('TRUNCATE TABLE incoming_next')
      await store.appendFromFile(
        `incoming_next (record, position, source, platform, lawful_basis, ${columns.join(', ')})`,
        path,
        (rows) => `WITH incoming_lines AS (SELECT line_number, line FROM ${rows}),${keepLine()}
          SELECT line_number,
           if(outcome = 2, concat({file:String}, ':', toString(line_number + {first_line:UInt64} - 1)), ''),
           {source:String}, {platform:String}, {lawful_basis:String},
           ${columns.map((column) => (column === 'raw' ? 'toValidUTF8(kept)' : column)).join(', ')}
          FROM (${page.select}) ${parseSettings}`,
        {
          ...page.params,
          ...keepLineParams,
          file: page.file,
          first_line: page.firstLine,
          source: run.source,
          platform,
          lawful_basis: lawfulBasis,
        },
      )
    },
    append: (_page, at) =>
      appendIncoming(store, {
        source: run.source,
        runId: run.runId,
        at,
        again: options.again === true,
        tellers,
        isFirst,
      }),
  }
}

const columns = actColumns.filter((column) => column !== 'line_number')

const mostBytes = 160 << 20
const mostLines = 200_000

/** Pages of one file that follow each other, up to what the rows they make may take of memory. */
function joinPages(first: ActPage, second: ActPage): ActPage | undefined {
  const follows = first.file === second.file && first.nextLine === second.firstLine
  const fits = second.nextLine - first.firstLine <= mostLines
  const isParsedAlike = first.select === second.select && isDeepStrictEqual(first.params, second.params)
  return follows && fits && isParsedAlike ? { ...second, firstLine: first.firstLine } : undefined
}
