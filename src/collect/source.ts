import { z } from 'zod'
import { UserError } from '../core/index.ts'
import { type Decision, decide, readDecisions, type Store } from '../store/index.ts'
import type { AnyConnector } from './connector.ts'
import { connectors } from './registry.gen.ts'
import { parseSchedule } from './schedule.ts'
import type { SecretBox } from './secrets/secret-box.ts'
import { concealed, dropSecrets, findSecretFields, sealSecrets } from './secrets/secret-field.ts'

/** A configured connector: what is collected from. Its definition is a decision, so it has versions and can be taken back. */
export interface Source {
  /** `<connector>:<name>`; part of every event's identity, so it never changes. */
  readonly id: string
  readonly connector: AnyConnector
  /** As it is kept: secrets are sealed. `openSecrets` gives them to the connector. */
  readonly config: unknown
  /** When it is read by itself; undefined: only when somebody asks. */
  readonly schedule?: string | undefined
}

const body = z.object({
  connector: z.string(),
  config: z.unknown(),
  removed: z.boolean().optional(),
  schedule: z.string().optional(),
})

/** Who defines a source, when, and what seals its secrets. */
export interface SourceAuthor {
  readonly at: Date
  readonly by: string
  readonly secrets: SecretBox
}

export function findConnector(name: string): AnyConnector {
  const found = connectors.find((connector) => connector.name === name)
  if (found !== undefined) return found
  throw new UserError(
    `There is no connector named “${name}”. There are: ${connectors.map((connector) => connector.name).join(', ')}.`,
    { status: 404 },
  )
}

/** The sources as defined now, or at an earlier moment. */
export async function readSources(store: Store, asOf?: Date): Promise<Source[]> {
  const decisions = await readDecisions(store, 'source', asOf)
  return decisions.flatMap(({ subject, body: value }) => {
    const { connector, config, removed, schedule } = body.parse(value)
    return removed === true ? [] : [{ id: subject, connector: findConnector(connector), config, schedule }]
  })
}

/**
 * Defines a source, or finds the one that has this configuration already, secrets aside: new ones replace the old. One that
 * was removed comes back under its own id, so that what it says again is recognised as said before. What asks a server is read daily.
 * `made` holds secrets that were made because none was given.
 */
export async function addSource(
  store: Store,
  connector: AnyConnector,
  config: unknown,
  author: SourceAuthor,
): Promise<{ source: Source; added: boolean; made: Readonly<Record<string, string>> }> {
  const parsed: unknown = parseConfig(connector, config)
  const defined = await readDecisions(store, 'source')
  const same = defined.find((decision) => {
    const known = body.parse(decision.body)
    return known.connector === connector.name && isSameConfig(connector, known.config, parsed)
  })
  if (same !== undefined && body.parse(same.body).removed !== true)
    return { source: await renewSecrets(store, same, connector, config, author), added: false, made: {} }
  const taken = new Set(defined.map((decision) => decision.subject))
  const id = same?.subject ?? freeId(`${connector.name}:${connector.nameSource(parsed)}`, taken)
  const schedule = connector.hosts === undefined ? undefined : 'daily'
  const source = await define(store, { id, connector, config: parsed, schedule }, author, 'added')
  return { source, added: true, made: findMadeSecrets(connector, config, parsed) }
}

/** Secrets nobody gave, which the schema made. They are told once, because whoever sends here needs them. */
function findMadeSecrets(connector: AnyConnector, given: unknown, parsed: unknown): Record<string, string> {
  const made = findSecretFields(connector).flatMap((field): [string, string][] => {
    const value: unknown = Reflect.get(parsed as object, field)
    return Object.hasOwn(given as object, field) || typeof value !== 'string' ? [] : [[field, value]]
  })
  return Object.fromEntries(made)
}

/** What of a source is to be otherwise; a concealed secret stays as it is, a schedule of `off` ends it. */
export interface SourceChange {
  readonly config?: Readonly<Record<string, unknown>> | undefined
  readonly schedule?: string | undefined
}

/** Changes the settings or the schedule of a source; its id and what it said stay. */
export async function changeSource(
  store: Store,
  source: Source,
  change: SourceChange,
  author: SourceAuthor,
): Promise<Source> {
  const { connector } = source
  const config =
    change.config === undefined
      ? source.config
      : parseConfig(connector, keepSecrets(connector, change.config, source.config))
  const schedule = change.schedule === undefined ? source.schedule : parseSchedule(change.schedule)
  return define(store, { id: source.id, connector, config, schedule }, author, 'changed')
}

/** Same settings given again: what is new can only be a secret. */
async function renewSecrets(
  store: Store,
  { subject, body: value }: Decision,
  connector: AnyConnector,
  config: unknown,
  author: SourceAuthor,
): Promise<Source> {
  const { config: kept, schedule } = body.parse(value)
  const given = findSecretFields(connector).filter(
    (field) => Object.hasOwn(config as object, field) && Reflect.get(config as object, field) !== concealed,
  )
  const source = { id: subject, connector, config: kept, schedule }
  if (given.length === 0) return source
  const renewed = given.map((field): [string, unknown] => [field, Reflect.get(config as object, field)])
  return define(
    store,
    { ...source, config: { ...(kept as object), ...Object.fromEntries(renewed) } },
    author,
    'new secret',
  )
}

async function define(store: Store, source: Source, author: SourceAuthor, reason: string): Promise<Source> {
  const { id, connector, schedule } = source
  const config = await sealSecrets(connector, source.config, id, author.secrets)
  const body = { connector: connector.name, config, ...(schedule === undefined ? {} : { schedule }) }
  await decide(store, { kind: 'source', subject: id, body, at: author.at, by: author.by, reason })
  return { id, connector, config, schedule }
}

function isSameConfig(connector: AnyConnector, left: unknown, right: unknown): boolean {
  return JSON.stringify(dropSecrets(connector, left)) === JSON.stringify(dropSecrets(connector, right))
}

/** A secret that comes back concealed, or not at all, is the one that is kept. */
function keepSecrets(
  connector: AnyConnector,
  config: Readonly<Record<string, unknown>>,
  kept: unknown,
): unknown {
  const changed: Record<string, unknown> = { ...config }
  for (const field of findSecretFields(connector))
    if (changed[field] === undefined || changed[field] === concealed)
      changed[field] = Reflect.get(kept as object, field)
  return changed
}

/** A configuration checked by its connector's schema; a UserError names each field that is wrong. */
export function parseConfig(connector: AnyConnector, config: unknown): unknown {
  const result = connector.config.safeParse(config)
  if (result.success) return result.data
  const faults = result.error.issues.map(
    (issue) => `${issue.path.join('.') || 'configuration'}: ${issue.message}`,
  )
  throw new UserError(`The ${connector.title} source cannot be set up: ${faults.join('; ')}.`, {
    status: 422,
  })
}

function freeId(wanted: string, taken: ReadonlySet<string>): string {
  const clean = wanted.replace(/[^\p{L}\p{N}_:.-]+/gu, '-')
  for (let number = 1; ; number++) {
    const id = number === 1 ? clean : `${clean}-${number}`
    if (!taken.has(id)) return id
  }
}
