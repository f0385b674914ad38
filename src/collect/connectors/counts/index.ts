import type { EventDraft, RecordOutcome, StreamConnector } from '../../connector.ts'
import { nameAct, nameTable, quarantineRow, toTableOutcome } from '../../table/index.ts'
import { type CountsConfig, countsConfig } from './config.ts'
import { isCounts } from './count-file.ts'
import type { Verdict } from './ledger.ts'
import { type CountRecord, readCounts } from './read-counts.ts'
import type { Tally } from './tally.ts'

/** How often packages and images were pulled, from those who only count. Nobody is invented from a number. */
export const connector: StreamConnector<CountsConfig> = {
  form: 'stream',
  name: 'counts',
  title: 'Download counts',
  reads:
    'counts of downloads or pulls that package indexes and image hubs give out (CSV, TSV, JSON, JSON lines), by day or as totals',
  config: countsConfig,
  emits: ['package.pull', 'image.pull'],
  platform: 'counts',
  recognise: async (facts) =>
    (await isCounts(facts)) ? countsConfig.parse({ path: facts.path }) : undefined,
  nameSource: nameTable,
  read: readCounts,
  toOutcome(raw): RecordOutcome {
    const record = raw as CountRecord
    if (record.kind === 'unreadable') return toTableOutcome(record, noRow)
    const { row, read } = record
    if ('fault' in read) return quarantineRow(row, read.fault)
    const { tally, verdict } = read
    if (verdict.kind === 'counts') return { kind: 'events', events: [toEvent(tally, verdict)] }
    const { kind, reason } = verdict
    return kind === 'ignored' ? { kind, reason } : quarantineRow(row, reason)
  },
}

const noRow = (): RecordOutcome => ({ kind: 'ignored', reason: 'it tells of no act' })

function toEvent(
  tally: Tally,
  { count, since, hasFallen }: Extract<Verdict, { kind: 'counts' }>,
): EventDraft {
  const { kind, id, version, category, at, number, isTotal } = tally
  return {
    sourceEventId: nameAct('count', kind, id, version, category),
    type: kind === 'image' ? 'image.pull' : 'package.pull',
    occurredAt: at,
    object: { kind, id, ...(version === '' ? {} : { version }) },
    visibility: 'anonymous',
    lawfulBasis: 'legitimate interest',
    attrs: {
      ...(category === '' ? {} : { category: category.slice(0, 200) }),
      ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
    },
    quantities: { count, ...(isTotal ? { total: number } : {}) },
    ...(hasFallen ? { flags: ['counter-fell'] } : {}),
  }
}
