/** What an MMDB record can hold. */
export type MmdbValue =
  | string
  | number
  | boolean
  | { readonly [key: string]: MmdbValue }
  | readonly MmdbValue[]

export interface MmdbFile {
  /** Records by network: `192.0.2.0/24`, `2001:db8::/32`. */
  readonly networks: Readonly<Record<string, MmdbValue>>
  readonly type?: string
  readonly builtAt?: string
  /** 4 makes a file that knows no addresses of six. */
  readonly ipVersion?: 4 | 6
  readonly recordSize?: 24 | 28 | 32
}

type Tree = [Branch, Branch]
type Branch = Tree | number | undefined

/** Writes an MMDB file: a binary search tree of address bits, the records, the metadata; as its public specification says. */
export function writeMmdb({ networks, type, builtAt, ipVersion = 6, recordSize = 28 }: MmdbFile): Buffer {
  const tree: Tree = [undefined, undefined]
  const records: Buffer[] = []
  let at = 0
  for (const [network, record] of Object.entries(networks)) {
    plant(tree, toBits(network, ipVersion), at)
    const written = encode(record)
    records.push(written)
    at += written.length
  }
  const nodes = listNodes(tree)
  return Buffer.concat([
    ...nodes.map((node) =>
      encodeNode(
        node.map((branch) => point(branch, nodes)),
        recordSize,
      ),
    ),
    Buffer.alloc(16),
    ...records,
    Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'),
    encode({
      binary_format_major_version: 2,
      binary_format_minor_version: 0,
      build_epoch: Math.floor(Date.parse(builtAt ?? '2026-10-01') / 1000),
      database_type: type ?? 'Made-up-ASN',
      description: { en: 'Made-up networks' },
      ip_version: ipVersion,
      languages: ['en'],
      node_count: nodes.length,
      record_size: recordSize,
    }),
  ])
}

function toBits(network: string, ipVersion: 4 | 6): string {
  const [address = '', length = ''] = network.split('/')
  if (address.includes(':')) return toGroups(address).slice(0, Number(length))
  const bits = address.split('.').map((part) => Number(part).toString(2).padStart(8, '0'))
  return `${ipVersion === 6 ? '0'.repeat(96) : ''}${bits.join('').slice(0, Number(length))}`
}

function toGroups(address: string): string {
  const [left = '', right = ''] = address.split('::')
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'))
  const [before, after] = [groups(left), groups(right)]
  const all = [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after]
  return all.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('')
}

function plant(tree: Tree, bits: string, record: number): void {
  let node = tree
  for (const bit of bits.slice(0, -1)) {
    const side = bit === '1' ? 1 : 0
    const next: Branch = node[side]
    const branch: Tree = Array.isArray(next) ? next : [next, next]
    node[side] = branch
    node = branch
  }
  node[bits.endsWith('1') ? 1 : 0] = record
}

function listNodes(tree: Tree): Tree[] {
  const nodes = [tree]
  for (const node of nodes) for (const branch of node) if (Array.isArray(branch)) nodes.push(branch)
  return nodes
}

function point(branch: Branch, nodes: readonly Tree[]): number {
  if (branch === undefined) return nodes.length
  return Array.isArray(branch) ? nodes.indexOf(branch) : nodes.length + 16 + branch
}

function encodeNode([left = 0, right = 0]: readonly number[], recordSize: number): Buffer {
  const bytes = Buffer.alloc(recordSize / 4)
  if (recordSize === 28) {
    bytes.writeUIntBE(left & 0xffffff, 0, 3)
    bytes.writeUInt8(((left >> 24) << 4) | (right >> 24), 3)
    bytes.writeUIntBE(right & 0xffffff, 4, 3)
  } else {
    bytes.writeUIntBE(left, 0, recordSize / 8)
    bytes.writeUIntBE(right, recordSize / 8, recordSize / 8)
  }
  return bytes
}

const kinds = { text: 2, uint32: 6, map: 7, list: 11, flag: 14 } as const

function encode(value: MmdbValue): Buffer {
  if (typeof value === 'string')
    return Buffer.concat([control(kinds.text, Buffer.byteLength(value)), Buffer.from(value)])
  if (typeof value === 'boolean') return control(kinds.flag, value ? 1 : 0)
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return Buffer.concat([control(kinds.uint32, 4), bytes])
  }
  if (Array.isArray(value)) return Buffer.concat([control(kinds.list, value.length), ...value.map(encode)])
  const entries = Object.entries(value)
  return Buffer.concat([
    control(kinds.map, entries.length),
    ...entries.flatMap(([key, part]) => [encode(key), encode(part)]),
  ])
}

/** Sizes below 29 stand in the control byte, below 285 in one byte after it; kinds from 8 on in a byte of their own. */
function control(kind: number, size: number): Buffer {
  const short = Math.min(size, 29)
  const first = kind < 8 ? [(kind << 5) | short] : [short, kind - 7]
  return Buffer.from(size < 29 ? first : [...first, size - 29])
}
