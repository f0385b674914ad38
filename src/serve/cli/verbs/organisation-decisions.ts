import type { Decided, List, OrganisationDecision, OrganisationsPreview } from '../../http/contract.ts'
import { countOf } from '../../sentence.ts'
import type { Invocation } from '../invocation.ts'
import { formatTable } from '../table.ts'
import { toInert } from '../terminal.ts'

const again = 'It holds when the stages run next: groundswell run'

/** Options of a decision. */
export interface DecidingOptions {
  readonly reason?: string | undefined
  /** Only say what would become of organisations. */
  readonly dryRun?: boolean | undefined
}

/** `organisations same|different|undo <a> <b>`: the second becomes part of the first, or does not. */
export async function decideTwo(
  invocation: Invocation,
  verdict: 'same' | 'different' | 'undecided',
  [a, b]: readonly [string, string],
  options: DecidingOptions,
): Promise<undefined> {
  return decide(invocation, '/api/v1/organisation-decisions', { a, b, verdict }, options)
}

/** `organisations split <id> <name> <domains…>`. */
export async function splitOrganisation(
  invocation: Invocation,
  body: { readonly organisation: string; readonly name: string; readonly domains: readonly string[] },
  options: DecidingOptions,
): Promise<undefined> {
  return decide(invocation, '/api/v1/organisation-splits', body, options)
}

async function decide(
  { client: open, terminal }: Invocation,
  path: string,
  body: object,
  { reason, dryRun }: DecidingOptions,
): Promise<undefined> {
  const client = await open()
  if (dryRun === true) {
    const path = '/api/v1/organisation-decisions/preview'
    const preview = await client.ask<OrganisationsPreview>('POST', path, body)
    if (terminal.json) terminal.printJson(preview)
    else for (const line of sayPreview(preview)) terminal.print(toInert(line))
    return
  }
  const decided = await client.ask<Decided>('POST', path, reason === undefined ? body : { ...body, reason })
  if (terminal.json) {
    terminal.printJson(decided)
    return
  }
  const { recorded, notes } = decided
  terminal.print(
    recorded === 0 ? 'That was decided before.' : `${countOf(recorded, 'decision')} recorded. ${again}`,
  )
  for (const note of notes) terminal.print(toInert(note))
}

function sayPreview({ sentence, before, after, notes }: OrganisationsPreview): string[] {
  const size = ({ people, events }: { people: number; events: number }): string =>
    `${countOf(people, 'person', 'people')}, ${countOf(events, 'event')}`
  return [
    sentence,
    'Now:',
    ...before.map((one) => `  ${one.name}: ${size(one)}`),
    'Then:',
    ...after.map((one) => `  ${one.name}: ${size(one)}, ${one.domainList.join(', ')}`),
    ...notes,
  ]
}

/** `organisations decisions`: what is decided on which organisations are one. */
export async function listDecisions({ client, terminal }: Invocation): Promise<undefined> {
  const list = await (await client()).ask<List<OrganisationDecision>>('GET', '/api/v1/organisation-decisions')
  if (terminal.json) {
    terminal.printJson(list)
    return
  }
  const columns = ['decided', 'verdict', 'holds', 'organisation', 'and', 'ids', 'reason'].map((title) => ({
    title,
  }))
  const rows = list.items.map(({ decidedAt, verdict, holds, a, b, reason }) => [
    decidedAt.slice(0, 16).replace('T', ' '),
    verdict,
    holds ? 'yes' : '',
    a.name,
    b.name,
    `${a.organisationId} ${b.organisationId}`,
    reason,
  ])
  terminal.print(rows.length === 0 ? 'Nothing was decided yet.' : formatTable(columns, rows))
}
