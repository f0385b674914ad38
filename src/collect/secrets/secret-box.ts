import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { UserError } from '../../core/index.ts'
import { type KeyPlace, readSecretKey } from './secret-key.ts'

/** Encrypts secrets of sources (AES-256-GCM), each for the place it stands in: moved to another it does not open. */
export interface SecretBox {
  /** A text to keep in place of the secret. */
  seal(secret: string, place: string): Promise<string>
  /** The secret; a UserError when it was sealed with another key, or the key is gone. */
  open(sealed: string, place: string): Promise<string>
}

const mark = 'sealed:1:'
const ivBytes = 12
const tagBytes = 16

export function openSecretBox(keyPlace: KeyPlace): SecretBox {
  return {
    async seal(secret, place) {
      const key = await readSecretKey(keyPlace, true)
      if (key === undefined) throw new Error('the key was not made')
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place))
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return `${mark}${nameKey(key)}:${Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64')}`
    },
    async open(sealed, place) {
      const [keyName = '', packed = ''] = sealed.slice(mark.length).split(':')
      const key = await readSecretKey(keyPlace, false)
      if (key === undefined || nameKey(key) !== keyName)
        throw new UserError(
          `The secret of ${place} was encrypted with ${key === undefined ? 'a key that is not here' : 'another key'}. ${explainPlace(keyPlace)}, or set the secret again.`,
          { status: 409 },
        )
      return unpack(Buffer.from(packed, 'base64'), key, place)
    },
  }
}

export const isSealed = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith(mark)

function unpack(packed: Buffer, key: Buffer, place: string): string {
  const text = packed.subarray(ivBytes + tagBytes)
  const decipher = createDecipheriv('aes-256-gcm', key, packed.subarray(0, ivBytes))
    .setAAD(Buffer.from(place))
    .setAuthTag(packed.subarray(ivBytes, ivBytes + tagBytes))
  try {
    return Buffer.concat([decipher.update(text), decipher.final()]).toString()
  } catch (error) {
    throw new UserError(`The secret of ${place} was changed and does not open. Set it again.`, {
      status: 409,
      cause: error,
    })
  }
}

/** Tells keys apart without telling anything about them. */
const nameKey = (key: Buffer): string =>
  createHash('sha256').update('groundswell secret key\n').update(key).digest('hex').slice(0, 8)

const explainPlace = (place: KeyPlace): string =>
  'given' in place
    ? 'Give the one it was encrypted with in GROUNDSWELL_SECRET_KEY'
    : `Bring the one it was encrypted with back to ${place.file}`
