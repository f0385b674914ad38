import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { findDamage, readUnpacked } from '../lines/index.ts'

const chunkBytes = 1 << 18

/** How far a file was read, and what is wrong with it. */
export interface ByteState {
  /** Bytes of the file as it lies there, packed if it is. */
  taken: number
  /** Set once the end is reached, if the end is not whole. */
  damage?: string
}

/** The bytes of a file, unpacked. A damaged archive ends before the damage, which is then told in `state`. */
export async function* readBytes(path: string, state: ByteState): AsyncGenerator<Buffer, void, void> {
  const onBytes = (taken: number): void => {
    state.taken = Math.max(state.taken, taken)
  }
  try {
    yield* readUnpacked(path, { onBytes })
  } catch (error) {
    const damage = findDamage(error)
    if (damage === undefined) throw error
    state.damage = damage === 'cut' ? 'ends in the middle' : 'is damaged in the middle'
  }
}

/** Names what a file holds, so that one that did not change is not read again. */
export async function digestFile(path: string): Promise<string> {
  const digest = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes }))
    digest.update(chunk as Buffer)
  return digest.digest('hex').slice(0, 32)
}
