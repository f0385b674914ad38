import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createGunzip } from 'node:zlib'
import { UserError } from '../core/index.ts'
import type { AnyConnector, PathFacts } from './connector.ts'
import { connectors } from './registry.gen.ts'

const headBytes = 64 << 10

/** Looks at a path a person typed and picks the connector that reads it. Throws a UserError saying what is understood. */
export async function detect(typed: string): Promise<{ connector: AnyConnector; config: unknown }> {
  const facts = await readPathFacts(resolve(typed))
  for (const connector of connectors) {
    const config: unknown = await connector.recognise(facts)
    if (config !== undefined) return { connector, config }
  }
  const understood = connectors.map((connector) => `${connector.title} (${connector.reads})`).join('; ')
  throw new UserError(
    `${typed} is not something Groundswell recognises. It understands: ${understood}. If it is one of these, name the connector: groundswell add <connector> ${typed}`,
    { status: 422 },
  )
}

/** What a path is, with the start of the file unpacked. */
export async function readPathFacts(path: string): Promise<PathFacts> {
  try {
    const status = await stat(path)
    if (status.isDirectory()) return { path, kind: 'folder', head: Buffer.alloc(0) }
    if (!status.isFile()) throw new UserError(`${path} is neither a file nor a folder.`, { status: 422 })
    return { path, kind: 'file', head: await readHead(path) }
  } catch (error) {
    throw explainPathError(path, error)
  }
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const start = Buffer.alloc(headBytes)
    const { bytesRead } = await file.read(start, 0, headBytes, 0)
    const head = start.subarray(0, bytesRead)
    return head[0] === 0x1f && head[1] === 0x8b ? await unpackHead(path) : head
  } finally {
    await file.close()
  }
}

/** The start of a gzipped file; of one that is truncated, what can be unpacked. */
async function unpackHead(path: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  const file = createReadStream(path)
  const unpacked = file.pipe(createGunzip())
  try {
    for await (const chunk of unpacked) {
      chunks.push(chunk as Buffer)
      size += (chunk as Buffer).length
      if (size >= headBytes) break
    }
  } catch {
    // A damaged archive is the connector's to report, once it reads the whole; here its start is enough.
  } finally {
    file.destroy()
  }
  return Buffer.concat(chunks).subarray(0, headBytes)
}

function explainPathError(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT') return new UserError(`There is nothing at ${path}.`, { status: 404, cause: error })
  if (code === 'EACCES' || code === 'EPERM')
    return new UserError(
      `${path} may not be read by this user. Change its permissions, or run as somebody who may.`,
      { status: 409, cause: error },
    )
  return error
}
