import type { Preview } from '../../http/contract.ts'
import { countOf, formatNumber } from '../../sentence.ts'
import { formatTable } from '../table.ts'
import { type Terminal, toInert } from '../terminal.ts'

const columns = [
  { title: 'record', isNumber: true },
  { title: 'becomes' },
  { title: 'when' },
  { title: 'who' },
  { title: 'what, or why not' },
]

/** Shows what the first records of each source would become. */
export function tellPreviews(terminal: Terminal, previews: readonly Preview[]): undefined {
  if (terminal.json) return void terminal.printJson({ items: previews, total: previews.length, next: null })
  for (const preview of previews) {
    terminal.print(toInert(summarise(preview)))
    for (const note of preview.notes) terminal.print(toInert(note))
    if (preview.items.length > 0) terminal.print(formatTable(columns, preview.items.flatMap(toRows)))
  }
  terminal.print('Nothing was added. Leave out --dry-run to add it.')
  return undefined
}

function summarise({ title, records, events, quarantined, ignored, isWhole }: Preview): string {
  if (records === 0) return `${title}. There is no record in it.`
  const some = `${isWhole ? 'All' : 'The first'} ${countOf(records, 'record')}`
  return `${title}. ${some}: ${countOf(events, 'event')}, ${formatNumber(quarantined)} set aside, ${formatNumber(ignored)} ignored.`
}

function toRows(item: Preview['items'][number], index: number): string[][] {
  const number = String(index + 1)
  if (item.becomes !== 'events')
    return [[number, item.becomes, '', '', [item.reason, item.position].filter(Boolean).join(' · ')]]
  return item.events.map(({ type, occurredAt, who, object }, place) => [
    place === 0 ? number : '',
    type,
    occurredAt.slice(0, 16).replace('T', ' '),
    who === '' ? 'nobody named' : who,
    object === null ? '' : `${object.kind} ${object.id}`,
  ])
}
