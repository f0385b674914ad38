import { resolve } from 'node:path'
import { UserError } from '../../../core/index.ts'
import type { AddedSource, Connector, Detected, List, Preview, Source } from '../../http/contract.ts'
import { formatNumber } from '../../sentence.ts'
import type { ApiClient } from '../api-client.ts'
import { parseSettings } from '../connector-settings.ts'
import { runJob } from '../follow-job.ts'
import type { ExitCode, Invocation } from '../invocation.ts'
import { readSecrets } from '../secret-input.ts'
import { formatTable } from '../table.ts'
import { toInert } from '../terminal.ts'
import { tellPreviews } from './preview.ts'

/**
 * `add <path>…` picks the connector, also for web addresses; `add <connector> <path>` names it, with its settings as flags. Dry, nothing is added, and what
 * would become of the first records is shown.
 */
export async function addSources(
  invocation: Invocation,
  words: readonly string[],
  { dryRun = false }: { dryRun?: boolean | undefined },
): Promise<undefined> {
  const { terminal } = invocation
  const client = await invocation.client({ mayCreate: !dryRun })
  const connectors = await client.ask<List<Connector>>('GET', '/api/v1/connectors')
  const find = (name: string | undefined): Connector | undefined =>
    connectors.items.find((connector) => connector.name === name)
  const [first] = words
  const named = find(first)
  // Flags are settings of a connector: when none is named, of the one that reads the first path.
  const isPlain = first === undefined || named !== undefined || !words.some((word) => word.startsWith('--'))
  const read = isPlain ? named : find((await detect(client, first, undefined)).connector)
  const { paths, settings: typed } = parseSettings(named === undefined ? words : words.slice(1), read)
  const settings = await readSecrets(typed, read, terminal)
  const own =
    named !== undefined && !needsPath(named) ? { connector: named.name, config: settings } : undefined
  if (paths.length === 0 && own !== undefined)
    return dryRun
      ? tellPreviews(terminal, [await askPreview(client, own)])
      : tellAdded(terminal, [await client.ask<AddedSource>('POST', '/api/v1/sources', own)])
  if (paths.length === 0)
    throw new UserError(
      `What should be added? Name a path: groundswell add <path>. Connectors: ${connectors.items.map((connector) => connector.name).join(', ')}.`,
    )
  const found: NewSource[] = []
  for (const path of paths) found.push(await understandPath(client, path, named?.name, settings))
  if (dryRun) {
    const previews: Preview[] = []
    for (const source of found) previews.push(await askPreview(client, source))
    return tellPreviews(terminal, previews)
  }
  const added: AddedSource[] = []
  for (const source of found) added.push(await client.ask<AddedSource>('POST', '/api/v1/sources', source))
  return tellAdded(terminal, added)
}

/** Whether a connector reads nothing but paths; to others programs send, or they can ask a server. */
function needsPath({ config }: Connector): boolean {
  return ((config['required'] ?? []) as readonly string[]).includes('path')
}

function tellAdded(terminal: Invocation['terminal'], added: readonly AddedSource[]): undefined {
  if (terminal.json) terminal.printJson({ items: added, total: added.length, next: null })
  else for (const line of added.flatMap(sayAdded)) terminal.print(toInert(line))
  return undefined
}

function sayAdded({ id, title, added, form, made }: AddedSource): string[] {
  if (!added) return [`${id} was added before, with the same settings.`]
  const how = form === 'push' ? 'Programs can send to it.' : `Read it with: groundswell collect ${id}`
  const secrets = Object.entries(made).map(([field, secret]) => `Its ${field}, shown this once: ${secret}`)
  return [`Added ${id} (${title}). ${how}`, ...secrets]
}

interface NewSource {
  readonly connector: string
  readonly config: Readonly<Record<string, unknown>>
}

/** What a path holds and how it is read; settings given by hand win over what the path suggests. */
async function understandPath(
  client: ApiClient,
  path: string,
  name: string | undefined,
  settings: Readonly<Record<string, unknown>>,
): Promise<NewSource> {
  const { connector, config } = await detect(client, path, name)
  return { connector, config: { ...config, ...settings } }
}

const askPreview = (client: ApiClient, source: NewSource): Promise<Preview> =>
  client.ask<Preview>('POST', '/api/v1/preview', source)

function detect(client: ApiClient, path: string, connector: string | undefined): Promise<Detected> {
  const named = connector === undefined ? {} : { connector }
  return client.ask<Detected>('POST', '/api/v1/detect', {
    // A web address is not a path of this machine.
    path: /^https?:\/\//i.test(path) ? path : resolve(path),
    ...named,
  })
}

/** `collect [source…]`: reads what is new (`again`: from the start), then runs the stages that are stale. */
export async function collect(
  invocation: Invocation,
  sources: readonly string[],
  options: { again?: true },
): Promise<ExitCode> {
  return runJob(invocation, {
    ...(sources.length === 0 ? {} : { sources }),
    ...(options.again === true ? { again: true } : {}),
  })
}

/** `sources set`: changes settings, given as flags of its connector; a list that is given replaces the one before. */
export async function setSource(
  invocation: Invocation,
  id: string,
  words: readonly string[],
): Promise<undefined> {
  const client = await invocation.client()
  const address = `/api/v1/sources/${encodeURIComponent(id)}`
  const source = await client.ask<Source>('GET', address)
  const connectors = await client.ask<List<Connector>>('GET', '/api/v1/connectors')
  const connector = connectors.items.find((known) => known.name === source.connector)
  const { paths, settings: typed } = parseSettings(words, connector)
  if (paths.length > 0 || Object.keys(typed).length === 0)
    throw new UserError(
      `What should be otherwise? Name a setting: groundswell sources set ${id} --<setting> <value>.`,
    )
  const settings = await readSecrets(typed, connector, invocation.terminal)
  const changed = await client.ask<Source>('PATCH', address, { config: { ...source.config, ...settings } })
  return tellChanged(
    invocation.terminal,
    changed,
    `${changed.id} is read so from now on. What could not be read before is tried again with: groundswell collect ${changed.id} --again`,
  )
}

/** `sources schedule`: when a source is read by itself while the server runs. */
export async function scheduleSource(
  invocation: Invocation,
  id: string,
  schedule: string,
): Promise<undefined> {
  const client = await invocation.client()
  const address = `/api/v1/sources/${encodeURIComponent(id)}`
  const source = await client.ask<Source>('PATCH', address, { schedule })
  const sentence =
    source.nextRun === null
      ? `${source.id} is only read when somebody asks.`
      : `${source.id} is read ${source.schedule}, next on ${source.nextRun.slice(0, 16).replace('T', ' ')} UTC, while groundswell start or serve runs.`
  return tellChanged(invocation.terminal, source, sentence)
}

function tellChanged(terminal: Invocation['terminal'], source: Source, sentence: string): undefined {
  if (terminal.json) terminal.printJson(source)
  else terminal.print(toInert(sentence))
  return undefined
}

/** `sources remove`: what it said stays, unless `forget`. */
export async function removeSource(
  invocation: Invocation,
  id: string,
  options: { forget?: true },
): Promise<undefined> {
  const { terminal } = invocation
  const client = await invocation.client()
  const forget = options.forget === true
  const path = `/api/v1/sources/${encodeURIComponent(id)}?forget=${forget}`
  const source = await client.ask<Source>('DELETE', path)
  if (terminal.json) return void terminal.printJson(source)
  const rest = forget
    ? 'and everything that only it said is deleted. Work out who is left with: groundswell run'
    : 'what it said stays. Add it again to read on.'
  terminal.print(toInert(`${source.id} is not read any more; ${rest}`))
  return undefined
}

export async function listSources(invocation: Invocation): Promise<undefined> {
  const { terminal } = invocation
  const client = await invocation.client()
  const list = await client.ask<List<Source>>('GET', '/api/v1/sources')
  if (terminal.json) return void terminal.printJson(list)
  const rows = list.items.map((source) => [
    source.id,
    source.lastRun?.status ?? 'never read',
    formatNumber(source.events),
    formatNumber(source.quarantined),
    source.lastRun?.updatedAt.slice(0, 16).replace('T', ' ') ?? '',
    source.lastEvent?.slice(0, 10) ?? '',
    source.nextRun?.slice(0, 16).replace('T', ' ') ?? '',
  ])
  const columns = [
    { title: 'source' },
    { title: 'last run' },
    { title: 'events', isNumber: true },
    { title: 'quarantined', isNumber: true },
    { title: 'read at' },
    { title: 'last event' },
    { title: 'next run' },
  ]
  terminal.print(
    list.total === 0 ? 'No source was added yet: groundswell add <path>.' : formatTable(columns, rows),
  )
  return undefined
}
