import type { Readable } from 'node:stream'

/** The files of an export, wherever they lie: in a folder, in a zip, or one alone. */
export interface Shelf {
  /** Sorted by name. */
  readonly files: readonly ShelfFile[]
  /** What was left out, and why. */
  readonly notes: readonly string[]
  close(): Promise<void>
}

export interface ShelfFile {
  /** With / between folders, relative to the export. */
  readonly name: string
  /** In bytes, as it lies there. */
  readonly size: number
  /** Another after any change. */
  readonly stamp: string
  /** Where it lies by itself, not in a zip, and when it was changed last, in milliseconds since 1970. */
  readonly loose?: { readonly path: string; readonly changedAt: number }
  /** Its bytes, unpacked if it is gzipped. */
  open(): Promise<Readable>
  /** Its bytes from a place on; undefined if it must be unpacked or decoded from its start. */
  openAt?(at: number): Promise<Readable | undefined>
}

/** The same on every machine, whatever its language. */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

export function isZip(head: Buffer): boolean {
  return (
    head.subarray(0, 4).equals(Buffer.from('PK\x03\x04')) ||
    head.subarray(0, 4).equals(Buffer.from('PK\x05\x06'))
  )
}
