import { writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { makeTestFolder } from '../../../test/support/workspace.ts'
import { openBytes } from './byte-source.ts'
import { findDamage, isPackedFile, readUnpacked, readUnpackedStart, unpackStart } from './unpack.ts'

/** Long enough for several chunks, and hard to pack, so that places in the archive are places in the text. */
const text = Buffer.from(
  Array.from({ length: 80_000 }, (_, n) => `${(n * 2_654_435_761) % 4_294_967_296}\n`).join(''),
)
const packed = gzipSync(text)
const last = packed.length - 8
const withWrongSum = Buffer.from(packed)
withWrongSum.writeUInt32LE((packed.readUInt32LE(last) ^ 1) >>> 0, last)

let path: string
beforeEach(() => {
  path = join(makeTestFolder(), 'file')
})

async function readAll(
  bytes: Buffer,
  from = 0,
): Promise<{ read: Buffer; damage: string | undefined; taken: number }> {
  writeFileSync(path, bytes)
  const chunks: Buffer[] = []
  let taken = 0
  let damage: string | undefined
  const onBytes = (bytes: number): void => {
    taken = bytes
  }
  try {
    for await (const chunk of readUnpacked(path, { from, onBytes })) chunks.push(chunk)
  } catch (error) {
    damage = findDamage(error) ?? String(error)
  }
  return { read: Buffer.concat(chunks), damage, taken }
}

/** As connectors read that hand lines to the engine. */
async function readThroughHandle(bytes: Buffer): Promise<{ read: Buffer; damage: string | undefined }> {
  writeFileSync(path, bytes)
  const handle = await open(path)
  const source = openBytes({ handle, size: bytes.length, packed: true })
  const buffer = Buffer.alloc(2 * text.length + 1)
  let filled = 0
  for (let read = 1; read > 0; filled += read) read = await source.read(buffer, filled)
  const { damage } = source
  await source.close()
  await handle.close()
  return { read: buffer.subarray(0, filled), damage }
}

describe('a file is read', () => {
  test.each<[string, Buffer, Buffer, string | undefined]>([
    ['as it is when it is not packed', text, text, undefined],
    ['unpacked', packed, text, undefined],
    [
      'unpacked, several archives one after another',
      Buffer.concat([packed, packed]),
      Buffer.concat([text, text]),
      undefined,
    ],
    [
      'unpacked, whatever stands behind the archive',
      Buffer.concat([packed, Buffer.from('\0\0')]),
      text,
      undefined,
    ],
    ['with a wrong sum: nearly all of it, and what is wrong', withWrongSum, text, 'damaged'],
    ['without its last bytes: all of it, and what is wrong', packed.subarray(0, -4), text, 'cut'],
    ['and nothing of what is no archive', Buffer.from([0x1f, 0x8b, 7, 7, 7]), Buffer.alloc(0), 'damaged'],
    ['when it is empty', Buffer.alloc(0), Buffer.alloc(0), undefined],
  ])('%s', async (_what, bytes, whole, damage) => {
    const { read, damage: told, taken } = await readAll(bytes)
    const isStart = (part: Buffer, lost: number): boolean =>
      part.length >= whole.length - lost && part.equals(whole.subarray(0, part.length))
    const lost = damage === 'damaged' ? 1023 : 0
    expect(isStart(read, lost)).toBe(true)
    expect(told).toBe(damage)
    if (damage === undefined) expect(taken).toBe(bytes.length)
    const half = Math.floor(whole.length / 2)
    const rest = (await readAll(bytes, half)).read
    expect(rest.equals(whole.subarray(half, half + rest.length))).toBe(true)
    expect(half + rest.length).toBe(read.length)
    if (!(await isPackedFile(path))) return
    const again = await readThroughHandle(bytes)
    expect(isStart(again.read, lost)).toBe(true)
    expect(again.damage === undefined).toBe(damage === undefined)
  })

  test('to where it is cut, in the first archive or the second', async () => {
    for (const bytes of [packed, Buffer.concat([packed, packed])]) {
      const { read, damage } = await readAll(bytes.subarray(0, bytes.length - 100_000))
      expect(damage).toBe('cut')
      const whole = Buffer.concat([text, text])
      expect(read.equals(whole.subarray(0, read.length))).toBe(true)
      const expected = (bytes.length / packed.length) * text.length
      expect(read.length).toBeGreaterThan(expected - 400_000)
      expect(read.length).toBeLessThan(expected)
    }
  })

  test('until it is stopped', async () => {
    writeFileSync(path, packed)
    const abort = new AbortController()
    const reading = readUnpacked(path, { signal: abort.signal })
    await reading.next()
    abort.abort(new Error('enough'))
    await expect(
      (async () => {
        for await (const _ of reading);
        for await (const _ of readUnpacked(path, { signal: abort.signal }));
      })(),
    ).rejects.toThrow('enough')
  })
})

test('a start is enough, also of a damaged archive; of one of which nothing can be unpacked that is told', async () => {
  writeFileSync(path, packed.subarray(0, 200_000))
  expect((await readUnpackedStart(path, 100)).equals(text.subarray(0, 100))).toBe(true)
  expect((await readUnpackedStart(path, 1 << 30)).length).toBeGreaterThan(200_000)
  writeFileSync(path, Buffer.from([0x1f, 0x8b, 7]))
  await expect(readUnpackedStart(path, 100)).rejects.toSatisfy((error) => findDamage(error) !== undefined)
  expect(unpackStart(packed.subarray(0, 200_000), text.length).length).toBeGreaterThan(200_000)
  expect(unpackStart(packed, 1000)).toHaveLength(0)
})
