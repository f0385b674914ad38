import { crc32, deflateRawSync } from 'node:zlib'

/** What goes into a zip; a lie in `saysBytes` is what bombs tell. */
export interface ZipEntry {
  readonly name: string
  readonly content: Buffer | string
  readonly isLocked?: boolean
  readonly saysBytes?: number
}

/** A zip of some entries, made by hand so that it can be as wrong as it needs to be. */
export function makeZip(entries: readonly ZipEntry[]): Buffer {
  const bodies: Buffer[] = []
  const listing: Buffer[] = []
  let offset = 0
  for (const { name, content, isLocked = false, saysBytes } of entries) {
    const raw = Buffer.from(content)
    const packed = deflateRawSync(raw)
    const nameBytes = Buffer.from(name)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(0x0800 | Number(isLocked), 2)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt32LE(crc32(raw), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(saysBytes ?? raw.length, 18)
    facts.writeUInt16LE(nameBytes.length, 22)
    bodies.push(Buffer.from('PK\x03\x04'), facts, nameBytes, packed)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    listing.push(Buffer.from('PK\x01\x02\x14\x00'), facts, rest, nameBytes)
    offset += 4 + facts.length + nameBytes.length + packed.length
  }
  const directory = Buffer.concat(listing)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, directory, end])
}
