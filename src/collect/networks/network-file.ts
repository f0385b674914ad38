import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { isIP } from 'node:net'
import { basename } from 'node:path'
import { Reader } from 'mmdb-lib'
import { type Network, readNetwork } from './network.ts'

/** Tells which network an address belongs to, from a file on this machine. */
export interface Networks {
  /** Names what is in the file; lines parsed with another one are parsed again when they are read from the start. */
  readonly edition: string
  /** The network of an address; undefined when the file does not say. */
  find(address: string): Network | undefined
  /** What deserves a word in the report of a collection; '' when all is well. */
  remark(): string
}

/** Where networks are told from; the file may be put there, renewed or taken away at any time. */
export interface NetworkTeller {
  /** The file as it is now; undefined when there is none and nobody asked for one. A file that cannot be used tells nothing but a remark. */
  open(now: Date): Promise<Networks | undefined>
}

/** Tells networks from an MMDB file. When nobody named it, it need not be there. */
export function openNetworkTeller({ path, isNamed }: { path: string; isNamed: boolean }): NetworkTeller {
  let last: { readonly stamp: string; readonly file: LoadedFile } | undefined
  return {
    async open(now) {
      try {
        const stamp = await readStamp(path)
        if (last?.stamp !== stamp) last = { stamp, file: await loadFile(path) }
        return lookUp(last.file, basename(path), now)
      } catch (error) {
        last = undefined
        const code = error instanceof Error && 'code' in error ? error.code : undefined
        if (code === 'ENOENT' && !isNamed) return undefined
        return withoutNetworks(basename(path), explain(error, code))
      }
    },
  }
}

interface LoadedFile {
  readonly reader: Reader<Record<string, never>>
  readonly edition: string
}

/** A reason that is a whole sentence's end: “networks.mmdb …”. */
class UnusableFile extends Error {}

const largestFile = 2 ** 31 - 1

async function readStamp(path: string): Promise<string> {
  const facts = await stat(path)
  if (!facts.isFile()) throw new UnusableFile('is not a file')
  if (facts.size === 0) throw new UnusableFile('is empty')
  if (facts.size > largestFile) throw new UnusableFile('is larger than 2 GiB')
  return `${facts.ino} ${facts.size} ${facts.mtimeMs}`
}

async function loadFile(path: string): Promise<LoadedFile> {
  const content = await readFile(path)
  if (content[0] === 0x1f && content[1] === 0x8b) throw new UnusableFile('is packed: unpack it')
  let reader: LoadedFile['reader']
  try {
    reader = new Reader(content, { cache: makeCache() })
  } catch {
    throw new UnusableFile('is no MMDB file, or a part of it is missing')
  }
  const { binaryFormatMajorVersion, ipVersion, nodeCount, searchTreeSize } = reader.metadata
  const isKnown = binaryFormatMajorVersion === 2 && (ipVersion === 4 || ipVersion === 6)
  if (!isKnown) throw new UnusableFile('is an MMDB file of a kind that cannot be read here')
  if (!(nodeCount > 0) || searchTreeSize + 16 >= content.length)
    throw new UnusableFile('is damaged: its parts do not fit together')
  return { reader, edition: createHash('sha256').update(content).digest('hex') }
}

/** Decoded records by their place in the file, and with them what they mean: many addresses share one. */
function makeCache(): {
  get(place: string | number): unknown
  set(place: string | number, record: unknown): void
} {
  const records = new Map<string | number, unknown>()
  return {
    get: (place) => records.get(place),
    set(place, record) {
      if (records.size >= mostCached) records.clear()
      records.set(place, record)
    },
  }
}

const mostCached = 50_000
const meanings = new WeakMap<object, { readonly network: Network | undefined }>()

function readOnce(record: object): Network | undefined {
  const known = meanings.get(record)
  if (known !== undefined) return known.network
  const network = readNetwork(record)
  meanings.set(record, { network })
  return network
}

const explain = (error: unknown, code: unknown): string => {
  if (error instanceof UnusableFile) return error.message
  if (code === 'ENOENT') return 'is not there'
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read by this user'
  return `cannot be read (${error instanceof Error ? error.message : String(error)})`
}

const advice = 'Put a file of networks (ASN or ISP, MMDB) in its place and collect again from the start.'

const withoutNetworks = (name: string, reason: string): Networks => ({
  edition: '',
  find: () => undefined,
  remark: () => `${name} ${reason}, so no networks were looked up. ${advice}`,
})

const oldAfter = 400 * 86_400_000

/** What is asked and what came of it during one collection. */
function lookUp({ reader, edition }: LoadedFile, name: string, now: Date): Networks {
  let fault = ''
  let records = 0
  let networks = 0
  const remarks = (): string => {
    if (fault !== '') return `${name} is damaged (${fault}), so not all networks were looked up. ${advice}`
    if (records > 0 && networks === 0)
      return `${name} (${reader.metadata.databaseType}) says nothing about networks, so none were told. ${advice}`
    const built = reader.metadata.buildEpoch
    return records > 0 && now.getTime() - built.getTime() > oldAfter
      ? `${name} is of ${built.toISOString().slice(0, 10)}; networks change hands, so get a newer one.`
      : ''
  }
  return {
    edition,
    find(written) {
      const address = plainAddress(written)
      // The reader would take the first bits of a longer address for a shorter one.
      const isTooLong = reader.metadata.ipVersion === 4 && address?.includes(':') === true
      if (fault !== '' || address === undefined || isTooLong) return undefined
      try {
        const record = reader.get(address)
        if (record === null) return undefined
        records++
        const network = readOnce(record)
        if (network !== undefined) networks++
        return network
      } catch (error) {
        fault = error instanceof Error ? error.message.slice(0, 100) : 'it cannot be read'
        return undefined
      }
    },
    remark: remarks,
  }
}

/**
 * `[2001:db8::1%eth0]` → `2001:db8::1`; `::ffff:192.0.2.1` → `192.0.2.1`. Undefined for what is no address, and for one that was masked so
 * far (`192.0.0.0`, `2001:db8::`) that its network would be somebody else's.
 */
function plainAddress(written: string): string | undefined {
  const address = written
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/i, '')
  const isMasked = /^\d+\.\d+\.0\.0$|^(?:[^:]+:){1,2}:$/.test(address)
  return isIP(address) === 0 || isMasked ? undefined : address
}
