import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type JsonPart, parsePart, readJsonParts } from './json-scanner.ts'

async function read(chunks: readonly Buffer[]): Promise<{ parts: JsonPart[]; fault: string }> {
  const parts: JsonPart[] = []
  async function* give(): AsyncGenerator<Buffer> {
    yield* chunks
  }
  try {
    for await (const some of readJsonParts(give())) parts.push(...some)
  } catch (error) {
    return { parts, fault: (error as Error).message }
  }
  return { parts, fault: '' }
}

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b)
  return [...ends, bytes.length].map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
}

test('the elements of a list are those of JSON.parse, wherever chunks end and however it is laid out', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.jsonValue()),
      fc.array(fc.nat()),
      fc.nat({ max: 3 }),
      async (list, places, indent) => {
        const { parts, fault } = await read(cut(Buffer.from(JSON.stringify(list, null, indent)), places))
        expect(fault).toBe('')
        expect(parts.map(parsePart)).toEqual(JSON.parse(JSON.stringify(list)))
      },
    ),
  )
})

test('the lists of an object come element by element, other values whole', async () => {
  const text =
    '\uFEFF{"guild": {"id": "[1]"},\n "n": 12, "messages": [{"a": [1, 2]},\n "x"], "s": "}", "e": [], "t": true}'
  const { parts } = await read([Buffer.from(text)])
  expect(parts.map((part) => [part.key, part.isListed, parsePart(part), part.line])).toEqual([
    ['guild', false, { id: '[1]' }, 1],
    ['n', false, 12, 2],
    ['messages', true, { a: [1, 2] }, 2],
    ['messages', true, 'x', 3],
    ['s', false, '}', 3],
    ['t', false, true, 3],
  ])
})

test.each([
  ['', 0, 'is empty'],
  ['[1, 2', 1, 'ends in the middle'],
  ['[{"a": 1}, {"b', 1, 'ends in the middle'],
  ['[1]\n\nx', 1, 'goes on in line 3 after its end'],
  ['<html>', 0, 'is no JSON'],
  ['{"a": [1, 2]]', 2, 'is no JSON from line 1'],
])('of %j what is whole is kept', async (text, count, message) => {
  const { parts, fault } = await read([Buffer.from(text)])
  expect([parts.length, fault]).toEqual([count, message])
})

test('a part longer than anything meant is skipped, not held', async () => {
  const long = Buffer.alloc(1 << 20, 0x61)
  const chunks = [Buffer.from('["'), ...Array.from({ length: 10 }, () => long), Buffer.from('", 2]')]
  const { parts } = await read(chunks)
  expect(parts.map((part) => part.text)).toEqual([undefined, '2'])
})
