import { randomBytes, randomUUID } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { UserError } from '../../core/index.ts'

export const keyBytes = 32

/** Where the key is: given by the environment, or in a file only its owner can read, outside the workspace. */
export type KeyPlace = { readonly given: string } | { readonly file: string }

/** The key that secrets are encrypted with; `make` makes one if there is none. Undefined when there is none and none is made. */
export async function readSecretKey(place: KeyPlace, make: boolean): Promise<Buffer | undefined> {
  if ('given' in place) return parseKey(place.given, 'GROUNDSWELL_SECRET_KEY')
  const found = await readKeyFile(place.file)
  if (found !== undefined || !make) return found
  await makeKeyFile(place.file)
  return readKeyFile(place.file)
}

async function readKeyFile(file: string): Promise<Buffer | undefined> {
  try {
    const { mode } = await stat(file)
    if ((mode & 0o077) !== 0)
      throw new UserError(`Others can read ${file}, which opens the secrets. Mend it: chmod 600 ${file}`, {
        status: 409,
      })
    return parseKey(await readFile(file, 'utf8'), file)
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return undefined
    throw error
  }
}

function parseKey(text: string, place: string): Buffer {
  const clean = text.trim()
  const key = /^[0-9a-f]{64}$/i.test(clean) ? Buffer.from(clean, 'hex') : Buffer.from(clean, 'base64')
  if (key.length === keyBytes) return key
  throw new UserError(
    `${place} holds no key: it needs 32 bytes as 64 hexadecimal digits or as base64. Make one: openssl rand -hex 32`,
    { status: 409 },
  )
}

/** Whole or not at all, also when two processes make it at once: the first stays. */
async function makeKeyFile(file: string): Promise<void> {
  const folder = dirname(file)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomUUID()}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(`${randomBytes(keyBytes).toString('hex')}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    await chmod(draft, 0o600)
    await link(draft, file)
  } catch (error) {
    if (!(error instanceof Error && Reflect.get(error, 'code') === 'EEXIST')) throw error
  } finally {
    await unlink(draft)
  }
}
