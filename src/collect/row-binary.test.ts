import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RowBinary } from './row-binary.ts'

test('text of any kind and length is a size and its UTF-8 bytes', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.constantFrom('', 'a'.repeat(127), 'ü'.repeat(64)),
      ),
      (text) => {
        const rows = new RowBinary()
        rows.string(text)
        const bytes = rows.take()
        let at = 0
        let size = 0
        for (let factor = 1; ; factor *= 128) {
          const byte = bytes[at++] ?? 0
          size += (byte & 0x7f) * factor
          if (byte < 0x80) break
        }
        expect(bytes.subarray(at).length).toBe(size)
        expect(bytes.subarray(at).equals(Buffer.from(text))).toBe(true)
      },
    ),
  )
})

test('whole numbers and moments are what the runtime writes', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.integer({ min: -3e12, max: 1.1e13 }), (count, milliseconds) => {
      const rows = new RowBinary()
      rows.uint64(count)
      rows.instant(milliseconds)
      const bytes = rows.take()
      expect(bytes.readBigUInt64LE(0)).toBe(BigInt(count))
      expect(bytes.readBigInt64LE(8)).toBe(BigInt(milliseconds))
    }),
  )
})

test('it grows past its first size and starts anew', () => {
  const rows = new RowBinary()
  for (let index = 0; index < 5000; index++) rows.string('x'.repeat(1000))
  expect(rows.take().length).toBe(5000 * 1002)
  expect(rows.bytes).toBe(0)
})
