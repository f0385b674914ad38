import type { SegmentComparison, SegmentOverlap, SegmentProfile } from '../../http/contract.ts'
import { countOf, formatNumber } from '../../sentence.ts'
import type { Invocation } from '../invocation.ts'
import { parseMoment } from '../moment.ts'
import { formatTable } from '../table.ts'
import { type Terminal, toInert } from '../terminal.ts'

interface Looking {
  readonly asOf?: string | undefined
  readonly since?: string | undefined
}

const percent = (share: number): string => `${Math.round(share * 100)} %`
const nouns = { person: ['person', 'people'], organisation: ['organisation', 'organisations'] } as const

function toQuery({ asOf, since }: Looking, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(more)
  if (asOf !== undefined) query.set('asOf', parseMoment(asOf))
  if (since !== undefined) query.set('since', parseMoment(since))
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/** `segments profile <segment>`: what its members are like, where they came from and went. */
export async function showProfile(
  { terminal, client }: Invocation,
  segment: string,
  looking: Looking,
): Promise<undefined> {
  const path = `/api/v1/segments/${encodeURIComponent(segment)}/profile${toQuery(looking)}`
  const found = await (await client()).ask<SegmentProfile>('GET', path)
  if (terminal.json) return void terminal.printJson(found)
  const [one, many] = nouns[found.subjectKind]
  terminal.print(
    toInert(
      `${found.title}: ${countOf(found.members, one, many)} of ${formatNumber(found.everybody)}, as of ${found.asOf.slice(0, 10)}.`,
    ),
  )
  printRows(
    terminal,
    'On the ladder',
    ['rung', '#people'],
    found.ladder.map((rung) => [`${rung.state} ${rung.title}`, formatNumber(rung.people)]),
  )
  printRows(
    terminal,
    'More frequent than among everybody, not by chance',
    ['what', '', '#here', '#everybody', '#times', '#q'],
    found.distinguishes.map((lift) => [
      lift.group,
      lift.title,
      percent(lift.share),
      percent(lift.overall),
      lift.lift.toFixed(1),
      lift.q < 0.001 ? '< 0.001' : lift.q.toFixed(3),
    ]),
  )
  printRows(
    terminal,
    'Organisations',
    ['id', 'name', '#people', '#of'],
    found.organisations.map((row) => [
      row.organisationId,
      row.name,
      formatNumber(row.people),
      formatNumber(row.of),
    ]),
  )
  printRows(
    terminal,
    'Channels, in the last year',
    ['source', '#people', '#events'],
    found.channels.map((row) => [row.source, formatNumber(row.people), formatNumber(row.events)]),
  )
  printRows(
    terminal,
    'Most like the others',
    ['id', 'name', '#events'],
    found.typical.map((row) => [row.subjectId, row.name, formatNumber(row.events)]),
  )
  printFlows(terminal, found.flows)
  return undefined
}

function printFlows(terminal: Terminal, { since, entered, left, schemes }: SegmentProfile['flows']): void {
  terminal.print('')
  terminal.print(`Since ${since.slice(0, 10)} ${formatNumber(entered)} came and ${formatNumber(left)} left.`)
  const rows = schemes.flatMap(({ title, cameFrom, fromNone, wentTo, toNone }) => [
    ...cameFrom.map((flow) => [title, 'came from', flow.title, formatNumber(flow.stays)]),
    ...(fromNone === null || fromNone === 0 ? [] : [[title, 'came from', 'none', formatNumber(fromNone)]]),
    ...wentTo.map((flow) => [title, 'went to', flow.title, formatNumber(flow.stays)]),
    ...(toNone === null || toNone === 0 ? [] : [[title, 'went to', 'none', formatNumber(toNone)]]),
  ])
  if (rows.length > 0) printTable(terminal, ['scheme', '', 'segment', '#times'], rows)
}

/** `segments overlap <segments…>`: exact sets. */
export async function showOverlap(
  { terminal, client }: Invocation,
  segments: readonly string[],
  looking: Looking,
): Promise<undefined> {
  const path = `/api/v1/segments/overlap${toQuery(looking, { segments: segments.map((id) => id.replaceAll(',', '%2C')).join(',') })}`
  const found = await (await client()).ask<SegmentOverlap>('GET', path)
  if (terminal.json) return void terminal.printJson(found)
  printTable(
    terminal,
    [...found.segments.map(({ segment }) => segment), `#${nouns[found.subjectKind][1]}`],
    [
      ...found.sets.map((set) => [
        ...found.segments.map(({ segment }) => (set.in.includes(segment) ? 'in' : '')),
        formatNumber(set.members),
      ]),
      [...found.segments.map(({ members }) => `${formatNumber(members)} in all`), ''],
    ],
  )
  return undefined
}

/** `segments compare <a> <b>`. */
export async function compareSegments(
  { terminal, client }: Invocation,
  a: string,
  b: string,
  looking: Looking,
): Promise<undefined> {
  const path = `/api/v1/segments/compare${toQuery(looking, { a, b })}`
  const found = await (await client()).ask<SegmentComparison>('GET', path)
  if (terminal.json) return void terminal.printJson(found)
  const { both, onlyA, onlyB, jaccard } = found
  terminal.print(
    toInert(
      `${found.a.title}: ${formatNumber(found.a.members)}. ${found.b.title}: ${formatNumber(found.b.members)}.`,
    ),
  )
  terminal.print(
    `${formatNumber(both)} in both, ${formatNumber(onlyA)} only in the first, ${formatNumber(onlyB)} only in the second${jaccard === null ? '' : `; Jaccard ${jaccard.toFixed(2)}`}.`,
  )
  const rows = found.groups.flatMap(({ title, values }) =>
    values.map((value) => [
      title,
      value.title,
      percent(value.a.share),
      percent(value.b.share),
      percent(value.overall),
      value.q < 0.05 ? 'no' : 'may be',
    ]),
  )
  if (rows.length > 0) printTable(terminal, ['what', '', '#first', '#second', '#everybody', 'chance'], rows)
  return undefined
}

function printRows(
  terminal: Terminal,
  title: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  if (rows.length === 0) return
  terminal.print('')
  terminal.print(title)
  printTable(terminal, columns, rows)
}

/** Columns whose title begins with # hold numbers. */
function printTable(
  terminal: Terminal,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  terminal.print(
    formatTable(
      columns.map((title) => ({ title: title.replace(/^#/, ''), isNumber: title.startsWith('#') })),
      rows,
    ),
  )
}
