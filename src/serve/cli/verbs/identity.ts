import { resolve } from 'node:path'
import type {
  AliasRef,
  Decided,
  DecisionsPreview,
  IdentityDecision,
  Imported,
  List,
  Review,
} from '../../http/contract.ts'
import { countOf, formatNumber } from '../../sentence.ts'
import type { ApiClient } from '../api-client.ts'
import type { Invocation } from '../invocation.ts'
import { formatTable } from '../table.ts'
import { toInert } from '../terminal.ts'
import { type ListOptions, toQuery } from './lists.ts'

/** Options of a decision. */
export interface DecidingOptions {
  readonly reason?: string | undefined
  /** The two ids are of people, not of aliases. */
  readonly people?: boolean | undefined
  /** Only say what would become of people. */
  readonly dryRun?: boolean | undefined
}

const again = 'It holds from the next: groundswell resolve'

/** `identity review`: pairs that wait for somebody to decide. */
export async function listReview({ client, terminal }: Invocation, options: ListOptions): Promise<undefined> {
  const list = await (await client()).ask<List<Review>>('GET', `/api/v1/identity/review${toQuery(options)}`)
  if (terminal.json) {
    terminal.printJson(list)
    return undefined
  }
  if (list.items.length === 0) {
    terminal.print('No pair waits for somebody to decide.')
    return undefined
  }
  for (const { a, b, aliasA, aliasB, probability, cost, sentence } of list.items)
    printLines(terminal, [
      `${a.name} <${a.email}> (${formatNumber(a.events)}) and ${b.name} <${b.email}> (${formatNumber(b.events)}), ${Math.round(probability * 100)} %, about ${countOf(Math.round(cost), 'event')} at stake`,
      `  ${sentence}`,
      `  groundswell identity same ${aliasA} ${aliasB}`,
    ])
  terminal.tell(
    `${formatNumber(list.items.length)} of ${countOf(list.total, 'pair')}; the most events at stake first.`,
  )
  return undefined
}

/** `identity decisions`: what was decided, the latest first. */
export async function listDecisions(
  { client, terminal }: Invocation,
  options: ListOptions,
): Promise<undefined> {
  const list = await (await client()).ask<List<IdentityDecision>>(
    'GET',
    `/api/v1/identity/decisions${toQuery(options)}`,
  )
  if (terminal.json) {
    terminal.printJson(list)
    return undefined
  }
  if (list.items.length === 0) {
    terminal.print('Nothing was decided yet.')
    return undefined
  }
  const columns = ['decided', 'verdict', 'holds', 'alias', 'and', 'reason'].map((title) => ({ title }))
  const rows = list.items.map(({ decidedAt, verdict, holds, a, b, person, reason }) => [
    decidedAt.slice(0, 16).replace('T', ' '),
    verdict,
    holds ? 'yes' : '',
    a === null ? `person ${person?.personId ?? ''} ${person?.name ?? ''}` : sayAlias(a),
    b === null ? '' : sayAlias(b),
    reason,
  ])
  terminal.print(formatTable(columns, rows))
  return undefined
}

const sayAlias = ({ aliasId, personId, name, username, email }: AliasRef): string =>
  personId === null
    ? `${aliasId} (not known any more)`
    : `${aliasId} ${name === '' ? username : name} <${email}>`

/** `identity same|different|undo <a> <b>`. */
export async function decideTwo(
  invocation: Invocation,
  verdict: 'same' | 'different' | 'undecided',
  [a, b]: readonly [string, string],
  options: DecidingOptions,
): Promise<undefined> {
  const decision = options.people === true ? { people: [a, b], verdict } : { a, b, verdict }
  return decide(invocation, '/api/v1/identity/decisions', { decisions: [decision] }, options)
}

/** `identity split <person> <alias…>`. */
export async function splitPerson(
  invocation: Invocation,
  person: string,
  aliases: readonly string[],
  options: DecidingOptions,
): Promise<undefined> {
  return decide(invocation, '/api/v1/identity/splits', { person, aliases }, options)
}

async function decide(
  { client: open, terminal }: Invocation,
  path: string,
  body: object,
  { reason, dryRun }: DecidingOptions,
): Promise<undefined> {
  const client = await open()
  if (dryRun === true) {
    const preview = await client.ask<DecisionsPreview>('POST', '/api/v1/identity/preview', body)
    if (terminal.json) terminal.printJson(preview)
    else printLines(terminal, sayPreview(preview))
    return undefined
  }
  const decided = await client.ask<Decided>('POST', path, reason === undefined ? body : { ...body, reason })
  return tellDecided(terminal, decided)
}

function sayPreview({ sentence, before, after, notes }: DecisionsPreview): string[] {
  const list = (people: readonly { name: string; events: number; aliases: number }[]): string[] =>
    people.map(
      ({ name, events, aliases }) =>
        `  ${name}: ${countOf(events, 'event')}, ${countOf(aliases, 'alias', 'aliases')}`,
    )
  return [sentence, 'Now:', ...list(before), 'Then:', ...list(after), ...notes]
}

function tellDecided(terminal: Invocation['terminal'], decided: Decided): undefined {
  if (terminal.json) {
    terminal.printJson(decided)
    return undefined
  }
  const { recorded, already, notes } = decided
  const done =
    recorded === 0 ? 'That was decided before.' : `${countOf(recorded, 'decision')} recorded. ${again}`
  const before = already > 0 && recorded > 0 ? ` (${already} had been decided before.)` : ''
  printLines(terminal, [`${done}${before}`, ...notes])
  return undefined
}

/** `identity lock|unlock <person>`. */
export async function lockOne(
  { client: open, terminal }: Invocation,
  person: string,
  isLocked: boolean,
  reason: string | undefined,
): Promise<undefined> {
  const client: ApiClient = await open()
  const path = `/api/v1/people/${encodeURIComponent(person)}/lock`
  const decided = isLocked
    ? await client.ask<Decided>('PUT', path, reason === undefined ? {} : { reason })
    : await client.ask<Decided>('DELETE', path)
  return tellDecided(terminal, decided)
}

/** `identity import <file>`. */
export async function importDecisions({ client, terminal }: Invocation, file: string): Promise<undefined> {
  const report = await (await client()).ask<Imported>('POST', '/api/v1/identity/import', {
    path: resolve(file),
  })
  if (terminal.json) {
    terminal.printJson(report)
    return undefined
  }
  const { read, decided, alreadySo, alone, contrary, unmatched, left } = report
  terminal.print(
    `${countOf(read, 'line')} read: ${decided} decided, ${alreadySo} already so, ${alone} with nobody to join, ${contrary} against what was decided here, ${unmatched} not matched.`,
  )
  for (const { position, text, reason } of left) terminal.print(toInert(`  ${position}: ${reason}: ${text}`))
  const more = contrary + unmatched - left.length
  if (more > 0) terminal.print(`  and ${formatNumber(more)} more`)
  if (decided > 0) terminal.print(again)
  return undefined
}

/** Each line made inert by itself: a break inside a name is none of ours. */
function printLines(terminal: Invocation['terminal'], lines: readonly string[]): void {
  for (const line of lines) terminal.print(toInert(line))
}
