import { UserError } from '../../../core/index.ts'
import type {
  ClusterRule,
  Definition,
  DiscoveredCluster,
  Discovery,
  DiscoverySummary,
  Job,
  List,
  PublishedDefinitions,
} from '../../http/contract.ts'
import { countOf, formatNumber } from '../../sentence.ts'
import type { ApiClient } from '../api-client.ts'
import { followJob, onStop, tellEnd } from '../follow-job.ts'
import type { ExitCode, Invocation } from '../invocation.ts'
import { formatTable } from '../table.ts'
import { type Terminal, toInert } from '../terminal.ts'

interface DiscoverOptions {
  readonly method?: string | undefined
  readonly k?: string | undefined
  readonly seed?: string | undefined
}

/** `segments discover`: searches, then shows what was found; Ctrl-C cancels. */
export async function discover(
  { terminal, client }: Invocation,
  { method, k, seed }: DiscoverOptions,
): Promise<ExitCode | undefined> {
  const server = await client()
  const { jobId } = await server.ask<Job>('POST', '/api/v1/segments/discover', {
    ...(method === undefined ? {} : { method }),
    ...(k === undefined ? {} : { k: Number(k) }),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
  })
  const release = onStop(() => void server.ask('DELETE', `/api/v1/jobs/${jobId}`).catch(() => undefined))
  try {
    const job = await followJob(server, jobId, terminal)
    if (job.status !== 'done') return tellEnd(job, terminal)
    const found = await server.ask<Discovery>('GET', '/api/v1/discoveries/latest')
    if (terminal.json) return void terminal.printJson(found)
    terminal.print(toInert(job.message))
    printDiscovery(found, terminal)
    return undefined
  } finally {
    release()
  }
}

interface ShowOptions {
  readonly list?: true | undefined
  readonly rule?: string | undefined
  readonly publish?: string | undefined
  readonly title?: string | undefined
}

interface Publishing {
  readonly name: string
  readonly title: string | undefined
  readonly server: ApiClient
  readonly terminal: Terminal
}

/** `segments discovered`: a search that is kept, all of them in short, or one rule. */
export async function showDiscovery(
  { terminal, client }: Invocation,
  id: string,
  { list, rule, publish, title }: ShowOptions,
): Promise<undefined> {
  if (publish !== undefined && rule === undefined)
    throw new UserError('Say which group to publish by its number: --rule 2 --publish my-name')
  const server = await client()
  if (list === true) {
    const kept = await server.ask<List<DiscoverySummary>>('GET', '/api/v1/discoveries')
    if (terminal.json) return void terminal.printJson(kept)
    const rows = kept.items.map((one) => [
      one.discoveryId,
      one.madeAt.slice(0, 16),
      one.method,
      String(one.groups),
      String(one.publishable),
      formatNumber(one.people),
    ])
    terminal.print(
      rows.length === 0 ? 'Nobody has searched for groups yet.' : formatTable(searchColumns, rows),
    )
    return undefined
  }
  const path = `/api/v1/discoveries/${encodeURIComponent(id)}`
  if (rule !== undefined) {
    const told = await server.ask<ClusterRule>('GET', `${path}/clusters/${encodeURIComponent(rule)}/rule`)
    if (publish !== undefined) return publishGroup(told, { name: publish, title, server, terminal })
    return void (terminal.json ? terminal.printJson(told) : terminal.print(JSON.stringify(told.rule)))
  }
  const found = await server.ask<Discovery>('GET', path)
  if (terminal.json) return void terminal.printJson(found)
  printDiscovery(found, terminal)
  return undefined
}

/** Publishes a group as a segment made of its rule; a name that is taken is refused, not made a next version. */
async function publishGroup(
  { rule, sentence, ...group }: ClusterRule,
  { name, title = group.name, server, terminal }: Publishing,
): Promise<undefined> {
  const { items } = await server.ask<List<Definition>>('GET', '/api/v1/definitions')
  if (items.some((one) => one.name === name))
    throw new UserError(`A segment is called “${name}” already; choose another name.`, { status: 409 })
  const told = await server.ask<PublishedDefinitions>('POST', '/api/v1/definitions', {
    definitions: { [name]: { title: title.slice(0, 200), of: 'people', rule } },
    reason: 'a group found by a search',
  })
  if (told.jobId !== null) await followJob(server, told.jobId, terminal)
  if (terminal.json) return void terminal.printJson(told)
  terminal.print(toInert(`custom/${name} is published: ${sentence}`))
  terminal.print('groundswell segments retire ends it, apply and the web change it.')
  return undefined
}

const searchColumns = [
  { title: 'id' },
  { title: 'made' },
  { title: 'method' },
  { title: 'groups', isNumber: true },
  { title: 'to publish', isNumber: true },
  { title: 'people', isNumber: true },
]

const percent = (share: number): string => `${Math.round(share * 100)} %`

function printDiscovery(found: Discovery, terminal: Terminal): void {
  const say = (text: string): void => terminal.print(toInert(text))
  say(
    `${countOf(found.clusters.length, 'group')} among ${countOf(found.people, 'person', 'people')}, by ${found.method}, seed ${found.seed}, as of ${found.asOf.slice(0, 10)}.`,
  )
  say(`The rules fit ${percent(found.fidelity)} of the people they should.`)
  for (const warning of found.warnings) say(warning)
  for (const reason of found.reasons) say(`None can be published: ${reason}`)
  if (found.drift !== null) say(sayDrift(found.drift))
  for (const cluster of found.clusters) {
    say('')
    for (const line of describeCluster(cluster)) say(line)
  }
}

function sayDrift({ madeAt, agreement, shift, verdict }: NonNullable<Discovery['drift']>): string {
  const moved = { stable: 'little has moved', watch: 'some has moved', rebuild: 'much has moved' }[verdict]
  const alike = agreement === null ? '' : `, agreement ${agreement.toFixed(2)} (adjusted Rand index)`
  return `Since the search of ${madeAt.slice(0, 10)} ${moved}: stability index ${shift.toFixed(3)}${alike}.`
}

function describeCluster(cluster: DiscoveredCluster): string[] {
  const { size, share, steadiness, stability, lifts, sentence, precision, recall, canPublish, reasons } =
    cluster
  return [
    `${cluster.cluster}. ${cluster.name}`,
    `   ${countOf(size, 'person', 'people')} (${percent(share)}), ${steadiness} (Jaccard ${stability.toFixed(2)})`,
    ...lifts
      .slice(0, 5)
      .map(
        (lift) =>
          `   · ${lift.title}: ${percent(lift.share)} against ${percent(lift.overall)}, ${lift.lift.toFixed(1)} times`,
      ),
    ...(sentence === ''
      ? []
      : [
          `   Rule: ${sentence} ${percent(precision)} of those it fits are in the group, and it fits ${percent(recall)} of it.`,
        ]),
    canPublish ? '   Can be published.' : `   Cannot be published because: ${reasons.join(' ')}`,
  ]
}
