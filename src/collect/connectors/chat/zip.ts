import type { Readable } from 'node:stream'
import { type Entry, getFileNameLowLevel, open, type ZipFile } from 'yauzl'
import { PartialRead } from '../../connector.ts'
import { Damage } from './damage.ts'
import { compareNames, type Shelf, type ShelfFile } from './shelf.ts'

/** No text shrinks further than this; only what was made to burst does. */
const mostExpansion = 500
/** Below it a file is too small to do harm, however often it repeats itself. */
const harmless = 16 << 20

/**
 * The files of a zip, none of them held or written anywhere. Those with names that lead out of it are left out; one that would
 * unpack to absurd sizes answers Damage when it is opened.
 */
export async function openZip(path: string, size: number, mostFiles: number): Promise<Shelf> {
  const zip = await openArchive(path)
  const files = new Map<string, ShelfFile>()
  let badNames = 0
  let packed = 0
  try {
    await listEntries(zip, (entry) => {
      packed += entry.compressedSize
      if (packed > size)
        throw new PartialRead(`${path} says it holds more than it can. Nothing of it was read.`)
      if (zip.entriesRead > mostFiles)
        throw new PartialRead(`${path} holds more than ${mostFiles} files. Nothing of it was read.`)
      const name = toSafeName(entry)
      if (name === undefined) badNames++
      else if (!name.endsWith('/') && !files.has(name)) files.set(name, toFile(zip, entry, name))
    })
  } catch (error) {
    zip.close()
    throw error instanceof PartialRead ? error : tellDamage(path, error)
  }
  return {
    files: [...files.values()].sort((a, b) => compareNames(a.name, b.name)),
    notes: badNames === 0 ? [] : [`${badNames} files in the zip have names that lead out of it; left out.`],
    close: async () => zip.close(),
  }
}

function openArchive(path: string): Promise<ZipFile> {
  // Names are decoded here, so that one bad name does not spoil the whole archive.
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true }
  return new Promise((resolve, reject) => {
    open(path, options, (error, zip) => {
      if (error === null) resolve(zip)
      else reject(isSystemError(error) ? error : tellDamage(path, error))
    })
  })
}

function isSystemError(error: Error): boolean {
  return 'syscall' in error
}

function tellDamage(path: string, error: unknown): PartialRead {
  return new PartialRead(
    `${path} is not a whole zip: its table of contents, which stands at the end, cannot be read. Fetch it again.`,
    error,
  )
}

function listEntries(zip: ZipFile, take: (entry: Entry) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      try {
        take(entry)
        zip.readEntry()
      } catch (error) {
        reject(error)
      }
    })
    zip.on('end', resolve)
    zip.on('error', reject)
    zip.readEntry()
  })
}

function toSafeName(entry: Entry): string | undefined {
  // With decodeStrings off the name comes as bytes.
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false)
  const isOdd = name.length > 1000 || name.startsWith('/') || /^[A-Za-z]:|\p{Cc}/u.test(name)
  return isOdd || name.split('/').includes('..') ? undefined : name
}

function toFile(zip: ZipFile, entry: Entry, name: string): ShelfFile {
  const { compressedSize, uncompressedSize } = entry
  const fault = (): string | undefined => {
    if (entry.isEncrypted()) return 'is locked with a password'
    if (!entry.canDecodeFileData()) return 'is packed in a way that is not understood'
    const expansion = uncompressedSize / Math.max(compressedSize, 1)
    if (uncompressedSize > harmless && expansion > mostExpansion)
      return `would unpack to ${Math.round(expansion)} times its size, as no chat does`
    return undefined
  }
  return {
    name,
    size: compressedSize,
    stamp: `${uncompressedSize}:${entry.crc32}`,
    open: () =>
      new Promise<Readable>((resolve, reject) => {
        const reason = fault()
        if (reason !== undefined) return reject(new Damage(reason))
        zip.openReadStream(entry, (error, stream) => {
          if (error === null) resolve(stream)
          else reject(isSystemError(error) ? error : new Damage('is damaged', error))
        })
      }),
  }
}
