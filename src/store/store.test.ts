import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { makeTestFolder, modes, openTestStore } from '../../test/support/workspace.ts'
import type { Parameter } from './parameter.ts'

const folder = makeTestFolder()

describe.each(modes)('the store, %s', async (mode) => {
  const store = await openTestStore({ mode })
  await store.write('CREATE TABLE letters (number UInt64, text String) ENGINE = MergeTree ORDER BY number')

  const ask = async (text: string, params: Record<string, Parameter> = {}): Promise<unknown[]> =>
    store.read({ text, params, row: z.unknown() })
  const readLetters = (): Promise<unknown[]> =>
    ask('SELECT number, hex(text) AS bytes FROM letters ORDER BY number')
  const answerOf = async (type: string, value: Parameter): Promise<unknown> => {
    const row = z.object({ value: z.unknown() })
    return (await store.readOne({ text: `SELECT {value:${type}} AS value`, params: { value }, row })).value
  }

  describe('parameters', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 200 })

    test('any text comes back as it was', async () => {
      const hostile = fc.constantFrom(
        ...["'", '\\', "\\'", '\0', '\t', '\n\n', '\r\n', '{x:String}', '--', ';'],
      )
      const text = fc.array(fc.oneof(anyText, hostile), { maxLength: 5 }).map((parts) => parts.join(''))
      await fc.assert(
        fc.asyncProperty(text, async (value) => {
          expect(await answerOf('String', value)).toBe(value)
        }),
        { numRuns: 60 },
      )
    })

    test('any list of text or nothing comes back as it was', async () => {
      const list = fc.array(fc.option(anyText), { maxLength: 6 })
      await fc.assert(
        fc.asyncProperty(list, async (value) => {
          expect(await answerOf('Array(Nullable(String))', value)).toEqual(value)
        }),
        { numRuns: 40 },
      )
    })

    test('any moment of this millennium and the last comes back to the millisecond', async () => {
      const moment = fc.date({
        min: new Date('1900-01-01'),
        max: new Date('2200-01-01'),
        noInvalidDate: true,
      })
      await fc.assert(
        fc.asyncProperty(moment, async (value) => {
          expect(new Date(String(await answerOf('DateTime64(6)', value)))).toEqual(value)
          expect(new Date(String(await answerOf("DateTime64(3, 'UTC')", value)))).toEqual(value)
          expect(await answerOf('Array(DateTime64(3))', [value])).toEqual([value.toISOString()])
        }),
        { numRuns: 30 },
      )
    })

    test.each<[string, Parameter, unknown]>([
      ['Date', new Date('2024-02-29T23:59:59.999Z'), '2024-02-29'],
      ['DateTime', new Date('2024-02-29T23:59:59.999Z'), '2024-02-29T23:59:59Z'],
      ['Nullable(UInt64)', null, null],
      ['Nullable(String)', '\\N', '\\N'],
      ['Array(String)', [], []],
      ['UInt64', '18446744073709551615', '18446744073709551615'],
      ['Int32', -7, -7],
      ['Float64', 0.1, 0.1],
      ['Bool', true, true],
      ['UInt8', false, 0],
      ['Array(Array(String))', [["it's"], []], [["it's"], []]],
      ['UUID', '61f0c404-5cb3-11e7-907b-a6006ad3dba0', '61f0c404-5cb3-11e7-907b-a6006ad3dba0'],
    ])('%s of %j', async (type, value, answer) => {
      expect(await answerOf(type, value)).toEqual(answer)
    })

    test('half a character becomes the replacement character', async () => {
      expect(await answerOf('String', 'a\ud800b')).toBe('a\ufffdb')
      expect(await answerOf('Array(String)', ['\udc00'])).toEqual(['\ufffd'])
    })

    test('a list of ten thousand names fits', async () => {
      const names = Array.from({ length: 10_000 }, (_, index) => `somebody-${index}@example.org`)
      expect(await ask('SELECT length({names:Array(String)}) AS names', { names })).toEqual([
        { names: '10000' },
      ])
    })

    test('a placeholder without a value never takes that of an earlier question', async () => {
      await ask('SELECT {x:String} AS x', { x: 'earlier' })
      await expect(ask('SELECT {x:String} AS x')).rejects.toThrow('No value for placeholder x')
    })

    test('questions at the same time keep their own values', async () => {
      const answers = await Promise.all(Array.from({ length: 40 }, (_, number) => answerOf('UInt32', number)))
      expect(answers).toEqual(Array.from({ length: 40 }, (_, number) => number))
    })
  })

  describe('appending', () => {
    test('binary rows with any bytes arrive exact, also across chunks', async () => {
      await store.write('TRUNCATE TABLE letters')
      const texts = [
        Buffer.from([0, 255, 10, 10, 13, 92, 39]),
        Buffer.from('\n\n; DROP TABLE letters'),
        Buffer.alloc(0),
      ]
      const rows = Buffer.concat(texts.map((text, index) => binaryRow(0x0a0a + index, text)))
      await store.append('letters', inPieces(rows, 3), 'RowBinary')
      expect(await readLetters()).toEqual(
        texts.map((text, index) => ({
          number: String(0x0a0a + index),
          bytes: text.toString('hex').toUpperCase(),
        })),
      )
    })

    test('JSON lines arrive, blank ones skipped', async () => {
      await store.write('TRUNCATE TABLE letters')
      await store.append('letters', [Buffer.from('{"number":1,"text":"a"}\n\n{"number":"2"}')], 'JSONEachRow')
      expect(await readLetters()).toEqual([
        { number: '1', bytes: '61' },
        { number: '2', bytes: '' },
      ])
    })

    test('no bytes are no rows', async () => {
      await store.write('TRUNCATE TABLE letters')
      await store.append('letters', [], 'RowBinary')
      await store.append('letters', [Buffer.alloc(0)], 'RowBinary')
      expect(await readLetters()).toEqual([])
    })

    test('half a row is refused, and the next append works', async () => {
      await store.write('TRUNCATE TABLE letters')
      await expect(store.append('letters', [Buffer.from([1, 2])], 'RowBinary')).rejects.toThrow(/refused/)
      await store.append('letters', [binaryRow(1, Buffer.from('a'))], 'RowBinary')
      expect(await readLetters()).toHaveLength(1)
    })

    test('a producer that fails fails the append with its own error', async () => {
      async function* broken(): AsyncIterable<Buffer> {
        yield binaryRow(1, Buffer.from('a'))
        throw new Error('the source broke')
      }
      await expect(store.append('letters', broken(), 'RowBinary')).rejects.toThrow(/the source broke/)
      await store.append('letters', [binaryRow(2, Buffer.from('a'))], 'RowBinary')
    })

    test('appends at the same time all arrive', async () => {
      await store.write('TRUNCATE TABLE letters')
      const numbers = Array.from({ length: 12 }, (_, index) => index)
      await Promise.all(
        numbers.map((number) => store.append('letters', [binaryRow(number, Buffer.from('x'))], 'RowBinary')),
      )
      expect(await readLetters()).toHaveLength(12)
    })

    test('nothing waits on the disk afterwards', () => {
      const spool = join(store.workspace, 'spool')
      expect(existsSync(spool) ? readdirSync(spool) : []).toEqual([])
    })
  })

  describe('exporting', () => {
    const select = 'SELECT number, toString(number) AS text FROM numbers({from:UInt64}, 3) ORDER BY number'

    test.each([
      ['CSVWithNames', '"number","text"\n7,"7"\n8,"8"\n9,"9"\n'],
      ['JSONEachRow', '{"number":"7","text":"7"}\n{"number":"8","text":"8"}\n{"number":"9","text":"9"}\n'],
    ] as const)('%s', async (format, text) => {
      const path = join(folder, `${mode}.${format}`)
      writeFileSync(path, 'an older export')
      await store.exportTo(path, select, { from: 7 }, format)
      expect(readFileSync(path, 'utf8')).toBe(text)
    })

    test('Parquet, to a path with wildcards and quotes', async () => {
      const path = join(folder, `${mode} {a,b}*'?.parquet`)
      await store.exportTo(path, select, { from: 7 }, 'Parquet')
      expect(readFileSync(path).subarray(0, 4).toString()).toBe('PAR1')
    })

    test('no rows are an empty export with its head', async () => {
      const path = join(folder, `${mode}-empty.csv`)
      await store.exportTo(path, 'SELECT 1 AS x WHERE 0', {}, 'CSVWithNames')
      expect(readFileSync(path, 'utf8')).toBe('"x"\n')
    })

    test('a question that fails leaves the older export and nothing beside it', async () => {
      const path = join(folder, `${mode}-kept.csv`)
      writeFileSync(path, 'an older export')
      const failing = 'SELECT throwIf(number = 100000) FROM numbers(200000)'
      await expect(store.exportTo(path, failing, {}, 'CSVWithNames')).rejects.toThrow()
      expect(readFileSync(path, 'utf8')).toBe('an older export')
      expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([])
    })

    test('a folder that does not exist is a sentence', async () => {
      await expect(store.exportTo('/nowhere/x.csv', select, { from: 0 }, 'CSVWithNames')).rejects.toThrow(
        '/nowhere/x.csv does not exist and cannot be made. Check the path.',
      )
    })
  })

  describe('rebuilding', () => {
    test('the new rows replace the old', async () => {
      await store.rebuild('letters', "SELECT number, 'old' FROM numbers(5)")
      await store.rebuild('letters', 'SELECT number, {text:String} FROM numbers(2)', { text: 'new' })
      expect(await ask('SELECT number, text FROM letters ORDER BY number')).toEqual([
        { number: '0', text: 'new' },
        { number: '1', text: 'new' },
      ])
    })

    test('a select that fails leaves the old, and the next rebuild works', async () => {
      await store.rebuild('letters', "SELECT number, 'old' FROM numbers(5)")
      await expect(
        store.rebuild('letters', "SELECT throwIf(number = 3), '' FROM numbers(5)"),
      ).rejects.toThrow()
      expect(await readLetters()).toHaveLength(5)
      await store.rebuild('letters', "SELECT number, '' FROM numbers(1)")
      expect(await readLetters()).toHaveLength(1)
    })
  })

  test('a read with a parameter answers while a long write with one runs', async () => {
    let written = false
    const writing = store
      .write(
        "INSERT INTO letters SELECT {zero:UInt8} + sleepEachRow(0.3), 'slow' FROM numbers(5) SETTINGS max_block_size = 1",
        { zero: 0 },
      )
      .then(() => {
        written = true
      })
    for (let turn = 0; turn < 5; turn += 1) expect(await answerOf('UInt8', turn)).toBe(turn)
    expect(written).toBe(false)
    await writing
  })

  test('exactly one row is asked for, or it is an error', async () => {
    const row = z.unknown()
    await expect(store.readOne({ text: 'SELECT 1 WHERE 0', params: {}, row })).rejects.toThrow('got 0')
    await expect(store.readOne({ text: 'SELECT number FROM numbers(2)', params: {}, row })).rejects.toThrow(
      'got 2',
    )
  })

  test('a row of another shape is an error', async () => {
    const row = z.object({ one: z.string() })
    await expect(store.read({ text: 'SELECT 1 AS one', params: {}, row })).rejects.toThrow(/expected string/)
  })
})

function binaryRow(number: number, text: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeBigUInt64LE(BigInt(number))
  return Buffer.concat([head, Buffer.from([text.length]), text])
}

function* inPieces(bytes: Buffer, size: number): Iterable<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}
