import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'

const chunkBytes = 1 << 18
/** Small, because what is unpacked but not yet handed over is lost when the next bytes are damaged. */
const unpackedBytes = 1 << 14

/** How far a file was read, and what is wrong with it. */
export interface ByteState {
  /** Bytes of the file as it lies there, packed if it is. */
  taken: number
  /** Set once the end is reached, if the end is not whole. */
  damage?: string
}

/** The bytes of a file, unpacked. A damaged archive ends before the damage, which is then told in `state`. */
export async function* readBytes(path: string, state: ByteState): AsyncGenerator<Buffer, void, void> {
  const packed = await isGzip(path)
  const file = createReadStream(path, { highWaterMark: chunkBytes })
  const bytes = packed ? file.pipe(createGunzip({ chunkSize: unpackedBytes })) : file
  file.on('error', (error) => bytes.destroy(error))
  try {
    for await (const chunk of bytes) {
      state.taken = file.bytesRead
      yield chunk as Buffer
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!code.startsWith('Z_')) throw error
    state.damage = code === 'Z_BUF_ERROR' ? 'ends in the middle' : 'is damaged in the middle'
  } finally {
    file.destroy()
    bytes.destroy()
  }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}

/** Names what a file holds, so that one that did not change is not read again. */
export async function digestFile(path: string): Promise<string> {
  const digest = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes }))
    digest.update(chunk as Buffer)
  return digest.digest('hex').slice(0, 32)
}
