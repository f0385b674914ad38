import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { makeTestFolder, modes, openTestStore } from '../../test/support/workspace.ts'
import { longestLine } from './numbered-lines.ts'

const folder = makeTestFolder()

describe.each(modes)('appending the lines of a file, %s', async (mode) => {
  const store = await openTestStore({ mode })
  await store.write('CREATE TABLE lines (number UInt64, line String) ENGINE = MergeTree ORDER BY number')

  /** What the engine holds after the file is appended, as `number:hexadecimal bytes`. */
  const append = async (
    name: string,
    content: Buffer,
  ): Promise<{ damage: string | undefined; lines: string[] }> => {
    const path = join(folder, name)
    writeFileSync(path, content)
    await store.write('TRUNCATE TABLE lines')
    const { damage } = await store.appendFromFile(
      'lines',
      path,
      (rows) => `SELECT line_number, line FROM ${rows}`,
      {},
    )
    const rows = await store.read({
      text: "SELECT concat(toString(number), ':', hex(line)) AS row FROM lines ORDER BY number",
      params: {},
      row: z.object({ row: z.string() }),
    })
    return { damage, lines: rows.map(({ row }) => row) }
  }
  const hex = (text: string | Buffer): string => Buffer.from(text).toString('hex').toUpperCase()

  test.each<[string, string, string[]]>([
    ['no byte', '', []],
    ['one line end', '\n', ['']],
    ['no last line end', 'a\nb', ['a', 'b']],
    ['empty lines', 'a\n\n\nb\n', ['a', '', '', 'b']],
    ['lines of another system', 'a\r\nb\r\n', ['a\r', 'b\r']],
    ['tabs, quotes, zero bytes', 'a\tb\\n\'"\0\n', ['a\tb\\n\'"\0']],
    ['a byte order mark', '\ufeffa\n', ['\ufeffa']],
  ])('%s', async (_what, content, lines) => {
    const expected = lines.map((line, index) => `${index + 1}:${hex(line)}`)
    expect(await append('plain.log', Buffer.from(content))).toEqual({ damage: undefined, lines: expected })
    expect(await append('zipped.log', gzipSync(content))).toEqual({ damage: undefined, lines: expected })
  })

  test('any bytes: lines are what stands between line ends', async () => {
    const content = fc
      .uint8Array({ maxLength: 400 })
      .map((bytes) => Buffer.from(bytes.map((byte) => (byte % 5 === 0 ? 10 : byte))))
    await fc.assert(
      fc.asyncProperty(content, fc.boolean(), async (bytes, zipped) => {
        const text = bytes.toString('latin1')
        const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
        // Two first bytes say gzip, whatever the name.
        fc.pre(!text.startsWith('\x1f\x8b'))
        const { lines: found } = await append('any.log', zipped ? gzipSync(bytes) : bytes)
        expect(found).toEqual(lines.map((line, index) => `${index + 1}:${hex(Buffer.from(line, 'latin1'))}`))
      }),
      { numRuns: 25 },
    )
  })

  test.each(['access*.log', 'a{b,c}?.log', "it's [1].log", 'über\n:: x.tar :: y.log', 'x.zst', 'x.csv.bz2'])(
    'a file named %j is read as it is, and no other',
    async (name) => {
      expect((await append(name, Buffer.from(`${name}\n`))).lines).toEqual([
        `1:${hex(name.split('\n')[0] ?? '')}`,
        ...name
          .split('\n')
          .slice(1)
          .map((rest, index) => `${index + 2}:${hex(rest)}`),
      ])
    },
  )

  test('a gzip file of several members is one file', async () => {
    const members = Buffer.concat([gzipSync('a\nb'), gzipSync('c\nd\n')])
    expect((await append('members.gz', members)).lines).toEqual([
      `1:${hex('a')}`,
      `2:${hex('bc')}`,
      `3:${hex('d')}`,
    ])
  })

  test('a truncated gzip file gives the lines before the damage, and the reason', async () => {
    const whole = gzipSync(
      Array.from({ length: 50_000 }, (_, index) => `line ${index} ${index ** 3}\n`).join(''),
    )
    const { damage, lines } = await append('cut.gz', whole.subarray(0, whole.length / 2))
    expect(damage).toBe('unexpected end of file')
    expect(lines.length).toBeGreaterThan(15_000)
    expect(lines.slice(0, 2)).toEqual([`1:${hex('line 0 0')}`, `2:${hex('line 1 1')}`])
  })

  test('a gzip file with a damaged middle likewise', async () => {
    const bytes = gzipSync(
      Array.from({ length: 50_000 }, (_, index) => `line ${index} ${index ** 3}\n`).join(''),
    )
    bytes.fill(0xff, bytes.length >> 1, (bytes.length >> 1) + 64)
    const { damage, lines } = await append('hurt.gz', bytes)
    expect(damage).toEqual(expect.any(String))
    expect(lines[0]).toBe(`1:${hex('line 0 0')}`)
  })

  test('a line longer than a megabyte is cut, those around it are whole', async () => {
    const content = Buffer.from(`before\n${'x'.repeat(3 * longestLine)}\nafter\n`)
    for (const bytes of [content, gzipSync(content)]) {
      const { damage, lines } = await append('long.log', bytes)
      expect(damage).toBeUndefined()
      expect(lines.map((line) => line.length)).toEqual([2 + 12, 2 + 2 * longestLine, 2 + 10])
    }
  })

  test('parameters reach the select', async () => {
    const path = join(folder, 'parameters.log')
    writeFileSync(path, 'a\nb\nc\n')
    await store.write('TRUNCATE TABLE lines')
    await store.appendFromFile(
      'lines',
      path,
      (rows) =>
        `SELECT line_number + {more:UInt64}, concat(line, {tail:String}) FROM ${rows} WHERE line != {not:String}`,
      { more: 100, tail: "'", not: 'b' },
    )
    expect(
      await store.read({ text: 'SELECT * FROM lines ORDER BY number', params: {}, row: z.unknown() }),
    ).toEqual([
      { number: '101', line: "a'" },
      { number: '103', line: "c'" },
    ])
  })

  test('a file that is not there is its system error', async () => {
    await expect(store.appendFromFile('lines', join(folder, 'none'), (rows) => rows, {})).rejects.toThrow(
      /ENOENT/,
    )
  })
})
