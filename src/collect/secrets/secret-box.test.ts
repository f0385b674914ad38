import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { StreamConnector } from '../connector.ts'
import { openSecretBox } from './secret-box.ts'
import {
  concealed,
  concealSecrets,
  dropSecrets,
  findSecretFields,
  openSecrets,
  sealSecrets,
} from './secret-field.ts'

const given = '7'.repeat(64)
const place = 'github:evolution (token)'
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groundswell-secret-'))
  return () => rmSync(folder, { recursive: true, force: true })
})

describe('a secret', () => {
  test('is not readable where it is kept, and opens where it stands', async () => {
    const box = openSecretBox({ given })
    const sealed = await box.seal('ghp_ž secret', place)
    expect(sealed).toMatch(/^sealed:1:[0-9a-f]{8}:/)
    expect(sealed).not.toContain('secret')
    expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('ghp_')
    expect(await box.open(sealed, place)).toBe('ghp_ž secret')
    expect(await box.seal('ghp_ž secret', place)).not.toBe(sealed)
  })

  test('does not open elsewhere, changed, or with another key', async () => {
    const box = openSecretBox({ given })
    const sealed = await box.seal('secret', place)
    await expect(box.open(sealed, 'gitlab:other (token)')).rejects.toThrow(/was changed and does not open/)
    const changed = `${sealed.slice(0, -6)}${sealed.at(-6) === 'A' ? 'B' : 'A'}${sealed.slice(-5)}`
    await expect(box.open(changed, place)).rejects.toThrow(/was changed and does not open/)
    await expect(openSecretBox({ given: '8'.repeat(64) }).open(sealed, place)).rejects.toThrow(
      /encrypted with another key\. Give the one .* in GROUNDSWELL_SECRET_KEY, or set the secret again/,
    )
  })
})

describe('the key', () => {
  test('is made when it is first needed, for its owner alone, and once', async () => {
    const file = join(folder, 'deep', 'secret.key')
    await expect(openSecretBox({ file }).open('sealed:1:00000000:', place)).rejects.toThrow(
      /a key that is not here/,
    )
    expect(existsSync(file)).toBe(false)
    const sealed = await Promise.all(
      Array.from({ length: 8 }, (_, index) => openSecretBox({ file }).seal(`secret ${index}`, place)),
    )
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'deep')).mode & 0o777).toBe(0o700)
    expect(readdirSync(join(folder, 'deep'))).toEqual(['secret.key'])
    for (const [index, text] of sealed.entries())
      expect(await openSecretBox({ file }).open(text, place)).toBe(`secret ${index}`)
  })

  test('that others can read is refused, with what mends it', async () => {
    const file = join(folder, 'secret.key')
    writeFileSync(file, given)
    chmodSync(file, 0o644)
    await expect(openSecretBox({ file }).seal('x', place)).rejects.toThrow(`chmod 600 ${file}`)
  })

  test.each(['', 'short', `${'7'.repeat(63)}g`])('that is no key is refused: “%s”', async (text) => {
    const file = join(folder, 'secret.key')
    writeFileSync(file, text, { mode: 0o600 })
    await expect(openSecretBox({ file }).seal('x', place)).rejects.toThrow(/openssl rand -hex 32/)
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  test('may be base64', async () => {
    const text = await openSecretBox({ given: Buffer.alloc(32, 0x77).toString('base64') }).seal('x', place)
    expect(await openSecretBox({ given }).open(text, place)).toBe('x')
  })
})

describe('the secrets of a configuration', () => {
  const connector: StreamConnector<{ url: string; token?: string | undefined }> = {
    form: 'stream',
    name: 'secretive',
    title: 'Secretive',
    reads: 'nothing',
    config: z.object({
      url: z.string().describe('Where.'),
      token: z.string().optional().meta({ secret: true }).describe('What lets in.'),
    }),
    emits: ['repo.star'],
    platform: 'secretive',
    recognise: async () => undefined,
    nameSource: () => 'x',
    read: () => {
      throw new Error('it is not read')
    },
    toOutcome: () => ({ kind: 'ignored', reason: 'nothing' }),
  }
  const box = openSecretBox({ given })
  const config = { url: 'https://example.org', token: 'top-secret' }

  test('are those its schema marks', () => {
    expect(findSecretFields(connector)).toEqual(['token'])
  })

  test('are sealed to be kept, opened to be used, concealed to be shown', async () => {
    const kept = await sealSecrets(connector, config, 'secretive:x', box)
    expect(JSON.stringify(kept)).not.toContain('top-secret')
    expect(await sealSecrets(connector, kept, 'secretive:x', box)).toEqual(kept)
    expect(await openSecrets(connector, kept, 'secretive:x', box)).toEqual(config)
    expect(concealSecrets(connector, kept)).toEqual({ url: config.url, token: concealed })
    expect(dropSecrets(connector, kept)).toEqual({ url: config.url })
  })

  test('that are not given are not made up', async () => {
    const bare = { url: 'https://example.org' }
    expect(await sealSecrets(connector, bare, 'secretive:x', box)).toEqual(bare)
    expect(concealSecrets(connector, bare)).toEqual(bare)
  })
})
