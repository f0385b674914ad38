import { z } from 'zod'
import { UserError } from '../core/index.ts'
import { decide, readDecisions, type Store } from '../store/index.ts'
import type { AnyConnector } from './connector.ts'
import { connectors } from './registry.gen.ts'

/** A configured connector: what is collected from. Its definition is a decision, so it has versions and can be taken back. */
export interface Source {
  /** `<connector>:<name>`; part of every event's identity, so it never changes. */
  readonly id: string
  readonly connector: AnyConnector
  readonly config: unknown
}

const body = z.object({ connector: z.string(), config: z.unknown(), removed: z.boolean().optional() })

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
    const { connector, config, removed } = body.parse(value)
    return removed === true ? [] : [{ id: subject, connector: findConnector(connector), config }]
  })
}

/**
 * Defines a source, or finds the one that has this configuration already. One that was removed comes back under its own id,
 * so that what it says again is recognised as said before.
 */
export async function addSource(
  store: Store,
  connector: AnyConnector,
  config: unknown,
  by: { at: Date; by: string },
): Promise<{ source: Source; added: boolean }> {
  const parsed: unknown = parseConfig(connector, config)
  const defined = await readDecisions(store, 'source')
  const same = defined.find((decision) => {
    const known = body.parse(decision.body)
    return known.connector === connector.name && JSON.stringify(known.config) === JSON.stringify(parsed)
  })
  const removed = same !== undefined && body.parse(same.body).removed === true
  if (same !== undefined && !removed)
    return { source: { id: same.subject, connector, config: parsed }, added: false }
  const taken = new Set(defined.map((decision) => decision.subject))
  const id = same?.subject ?? freeId(`${connector.name}:${connector.nameSource(parsed)}`, taken)
  await decide(store, {
    kind: 'source',
    subject: id,
    body: { connector: connector.name, config: parsed },
    at: by.at,
    by: by.by,
    reason: 'added',
  })
  return { source: { id, connector, config: parsed }, added: true }
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
