import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { UserError } from '../core/index.ts'
import type { AnyConnector, PathFacts } from './connector.ts'
import { findDamage, readUnpackedStart } from './lines/index.ts'
import { explainPathError } from './path-error.ts'
import { connectors } from './registry.gen.ts'
import { findConnector } from './source.ts'

const headBytes = 64 << 10

/** Looks at a path or web address a person typed and picks the connector that reads it. Throws a UserError saying what is understood. */
export async function detect(typed: string): Promise<{ connector: AnyConnector; config: unknown }> {
  const address = parseAddress(typed)
  if (address !== undefined) return detectAddress(address)
  const facts = await readPathFacts(resolve(typed))
  for (const connector of connectors) {
    const config: unknown = await recognise(connector, facts)
    if (config !== undefined) return { connector, config }
  }
  if (facts.kind === 'file' && facts.head.length === 0)
    throw new UserError(`${typed} is empty: there is nothing to collect yet.`, { status: 422 })
  const understood = connectors.map((connector) => `${connector.title} (${connector.reads})`).join('; ')
  throw new UserError(
    `${typed} is not something Groundswell recognises. It understands: ${understood}. If it is one of these, name the connector: groundswell add <connector> ${typed}`,
    { status: 422 },
  )
}

async function recognise(connector: AnyConnector, facts: PathFacts): Promise<unknown> {
  try {
    return await connector.recognise(facts)
  } catch (error) {
    throw explainPathError(error, facts.path) ?? error
  }
}

function detectAddress(address: URL): { connector: AnyConnector; config: unknown } {
  for (const connector of connectors) {
    const config: unknown = connector.recogniseAddress?.(address)
    if (config !== undefined) return { connector, config }
  }
  const asking = connectors.filter((connector) => connector.hosts !== undefined).map(({ name }) => name)
  throw new UserError(
    `An address does not tell what is there. Name the connector: groundswell add <connector> ${address.href}. Those that ask a server: ${asking.join(', ')}.`,
    { status: 422 },
  )
}

function parseAddress(typed: string): URL | undefined {
  return /^https?:\/\//i.test(typed) && URL.canParse(typed) ? new URL(typed) : undefined
}

/** Like `detect`, for a connector a person named: what it makes of the path, or the path alone when it does not know it. */
export async function detectAs(
  typed: string,
  name: string | undefined,
): Promise<{ connector: AnyConnector; config: unknown }> {
  if (name === undefined) return detect(typed)
  const connector = findConnector(name)
  const address = parseAddress(typed)
  if (address !== undefined)
    return { connector, config: connector.recogniseAddress?.(address) ?? { url: typed } }
  const facts = await readPathFacts(resolve(typed))
  const config: unknown = await connector.recognise(facts)
  return { connector, config: config ?? { path: facts.path } }
}

/** What a path is, with the start of the file unpacked. */
export async function readPathFacts(path: string): Promise<PathFacts> {
  try {
    const status = await stat(path)
    if (status.isDirectory()) return { path, kind: 'folder', head: Buffer.alloc(0) }
    if (!status.isFile()) throw new UserError(`${path} is neither a file nor a folder.`, { status: 422 })
    return { path, kind: 'file', head: await readHead(path) }
  } catch (error) {
    throw explainPathError(error, path) ?? error
  }
}

/** The start of a file, unpacked; of an archive that is truncated, what can be unpacked: that the rest is damaged its connector tells. */
async function readHead(path: string): Promise<Buffer> {
  try {
    return await readUnpackedStart(path, headBytes)
  } catch (error) {
    if (findDamage(error) === undefined) throw error
    throw new UserError(`${path} is a damaged archive: nothing in it can be unpacked.`, {
      status: 422,
      cause: error,
    })
  }
}
