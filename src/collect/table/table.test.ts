import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askNobody } from '../../../test/support/ask-nobody.ts'
import { PartialRead, type ReadIo } from '../connector.ts'
import { readPathFacts } from '../detect.ts'
import { defineColumns, isTable, readTable, type TableShape, tableFields } from './index.ts'
import type { TableRecord } from './row.ts'

const columns = defineColumns({ email: ['E-Mail', 'address.email'], joined: ['Joined on'] })
const shape: TableShape = {
  what: 'a list of members',
  dates: columns.namesOf('joined'),
  isHeader: (names) => columns.namesOf('email').some((name) => names.has(name)) && names.has('joinedon'),
}
const io: ReadIo = {
  clock: { now: () => new Date('2026-11-01') },
  signal: new AbortController().signal,
  ask: askNobody,
  monthlyKey: async () => ({ key: '' }),
}

const place = { folder: '' }
beforeAll(() => {
  place.folder = mkdtempSync(join(tmpdir(), 'groundswell-table-'))
})
afterAll(() => rmSync(place.folder, { recursive: true, force: true }))

let files = 0
function write(content: string | Buffer, name = `members-${files++}.csv`): string {
  const path = join(place.folder, name)
  writeFileSync(path, content)
  return path
}

async function readAll(
  path: string,
  form: TableShape = shape,
): Promise<{ records: TableRecord[]; damage: string }> {
  const config = { path, dateOrder: 'recognised', timeZone: 'UTC' } as const
  const records: TableRecord[] = []
  try {
    for await (const page of readTable(config, form, undefined, io))
      records.push(...(page.records as TableRecord[]))
    return { records, damage: '' }
  } catch (error) {
    if (!(error instanceof PartialRead)) throw error
    return { records, damage: error.message }
  }
}

/** What a row says, or its fault, with its line. */
const tell = (record: TableRecord): string =>
  `${record.position.replace(/^.*:/, '')} ${record.kind === 'row' ? record.cells.join('|') : `(${record.reason})`}`

const readRows = async (content: string | Buffer, name?: string): Promise<string[]> =>
  (await readAll(write(content, name))).records.map(tell)

test.each([
  ['commas', 'E-Mail,Joined on\na@example.org,2024-01-01\n'],
  ['semicolons', 'e-mail;joined on\na@example.org;2024-01-01\n'],
  ['tabs and a mark', '\ufeffE-MAIL\tJoined  On\na@example.org\t2024-01-01'],
  ['quotes', '"E-Mail","Joined on"\r\n"a@example.org","2024-01-01"\r\n'],
  ['a line of Excel before', 'sep=;\nE-Mail;Joined on\na@example.org;2024-01-01\n'],
  ['a report before', 'Members\n\nMade on,2024\nE-Mail,Joined on\na@example.org,2024-01-01\n'],
  ['line ends of old', 'E-Mail,Joined on\ra@example.org,2024-01-01\r'],
  ['empty rows', '\n\nE-Mail,Joined on\n,\n\na@example.org,2024-01-01\n,,,\n'],
  ['header twice', 'E-Mail,Joined on\na@example.org,2024-01-01\nE-Mail,Joined on\n'],
])('reads delimited text with %s', async (_what, text) => {
  const rows = await readRows(text)
  expect(rows.map((row) => row.replace(/^\d+ /, ''))).toEqual(['a@example.org|2024-01-01'])
  const wide = Buffer.from(`\ufeff${text.replace('\ufeff', '')}`, 'utf16le')
  expect(await readRows(wide)).toEqual(rows)
  expect(await readRows(wide.subarray(2))).toEqual(rows)
  expect(await readRows(wide.swap16())).toEqual(rows)
  expect(await readRows(gzipSync(text), `packed-${files++}.csv.gz`)).toEqual(rows)
})

test('a line that is not UTF-8 is read as Windows-1252, the others as they are', async () => {
  const latin = Buffer.from('J\xfcrgen@example.org,2024-01-01\n', 'latin1')
  const text = Buffer.concat([
    Buffer.from('E-Mail,Joined on\n'),
    latin,
    Buffer.from('Łucja@example.org,\u20ac\n'),
  ])
  expect(await readRows(text)).toEqual(['2 Jürgen@example.org|2024-01-01', '3 Łucja@example.org|€'])
})

test('a stray quote costs its own line only, and breaks in quotes belong to the row', async () => {
  const rows = await readRows(
    'E-Mail,Joined on,Note\na,1,"two\nlines"\nb,2,5" disk\nc,3,"open\nd,4,"x",\ne,"5","he said ""hi"""\nf,6,7,8\ng,9\nh,"end',
  )
  expect(rows).toEqual([
    '2 a|1|two\nlines',
    '4 b|2|5" disk',
    '5 (a quote is opened in this line and not closed)',
    '6 d|4|x',
    '7 e|5|he said "hi"',
    '8 (the row has 4 cells where the header has 3)',
    '9 g|9|',
    '10 (a quote is opened in this line and not closed)',
  ])
})

test('a byte that is no text spoils its cell, not the file', async () => {
  expect(await readRows('E-Mail,Joined on\na\u0000b,1\nc,2\n')).toEqual(['2 a\u0000b|1', '3 c|2'])
})

test('a row cut by the end of the file is told, a whole one without line end is read', async () => {
  const cut = await readRows('E-Mail,Joined on,Note\na,1,x\nb,2')
  expect(cut).toEqual(['2 a|1|x', '3 (the file ends in the middle of this row)'])
})

test('a line without end is cut and told, and what follows is read', async () => {
  const rows = await readRows(`E-Mail,Joined on\na,1\n${'x'.repeat(3 << 20)}\nb,2\n`)
  expect(rows).toEqual(['2 a|1', '3 (the line is longer than 1 MiB)', '4 b|2'])
})

test('JSON lines, a list, and a list in an envelope give rows alike', async () => {
  const one = { address: { email: 'a@example.org' }, 'joined on': '2024-01-01', tags: ['x', 'y'], gone: null }
  const rows = ['a@example.org|2024-01-01|x, y|']
  const plain = async (text: string): Promise<string[]> =>
    (await readRows(text, `members-${files++}.json`)).map((row) => row.replace(/^\d+ /, ''))
  expect(await plain(`${JSON.stringify(one)}\n\n`)).toEqual(rows)
  expect(await plain(JSON.stringify([one]))).toEqual(rows)
  const envelope = { ok: true, note: '[{"', sizes: [[1], ['{']], data: { results: [one], page: 1 } }
  expect(await plain(JSON.stringify(envelope, undefined, 2))).toEqual(rows)
  expect(await plain(`${JSON.stringify(one)}\n{"address": \n[1]\n`)).toEqual([
    ...rows,
    '(it cannot be parsed as JSON)',
    '(it is no JSON object)',
  ])
})

test('a damaged end is told after the rows before it', async () => {
  const lines = Array.from({ length: 30_000 }, (_, index) => `p${index * 7919}@example.org,2024-01-01\n`)
  const packed = gzipSync(`E-Mail,Joined on\n${lines.join('')}`)
  const broken = await readAll(write(packed.subarray(0, packed.length / 2), 'broken.csv.gz'))
  expect(broken.damage).toBe('broken.csv.gz ends in the middle. The rows before that are kept.')
  expect(broken.records.length).toBeGreaterThan(10_000)
  expect(broken.records.every((row) => row.kind === 'row')).toBe(true)
  const spoiled = Buffer.from(packed).fill(255, packed.length / 2, packed.length / 2 + 64)
  const damaged = await readAll(write(spoiled, 'damaged.csv.gz'))
  expect(damaged.damage).toMatch(/^damaged\.csv\.gz is damaged in the middle\./)
  expect(damaged.records.length).toBeGreaterThan(10_000)
  const json = await readAll(
    write('[{"e-mail":"a","joined on":"1"},{"e-mail":"b","joined on":"2"},{"e-m', 'cut.json'),
  )
  expect(json.records.length).toBe(2)
  expect(json.damage).toMatch(/^cut\.json ends in the middle\./)
})

test('a file that did not change is not read again, one that changed is', async () => {
  const path = write('E-Mail,Joined on\na,1\n')
  const config = { path, dateOrder: 'recognised', timeZone: 'UTC' } as const
  const collect = async (since?: Record<string, unknown>) => {
    const pages = []
    for await (const page of readTable(config, shape, since, io)) pages.push(page)
    return pages
  }
  const cursor = (await collect()).at(-1)?.cursor
  expect(await collect(cursor)).toEqual([])
  writeFileSync(path, 'E-Mail,Joined on\na,1\nb,2\n')
  expect((await collect(cursor))[0]?.records.length).toBe(2)
})

test('the order of day and month is that of the whole file', async () => {
  const orderOf = async (...dates: string[]): Promise<string | undefined> => {
    const path = write(`E-Mail,Joined on\n${dates.map((date) => `a,${date}\n`).join('')}`)
    const [row] = (await readAll(path)).records
    return row?.kind === 'row' ? row.context.dateOrder : undefined
  }
  expect(await orderOf('03/04/2024', '25/04/2024')).toBe('day first')
  expect(await orderOf('03/04/2024', '04/25/2024')).toBe('month first')
  expect(await orderOf('25/04/2024', '04/25/2024')).toBe('mixed')
  expect(await orderOf('03/04/2024', '2024-05-01')).toBe('unclear')
})

test('titles and a row for the whole file are no records', async () => {
  const sections: TableShape = {
    ...shape,
    isTitle: (text) => text.endsWith('Details'),
    isWhole: (names) => names.has('topic'),
  }
  const path = write(
    'Report,\nTopic,Start\nA talk,2024,\nHost Details,\nE-Mail,Joined on,\na,1,\nGuest Details\nE-Mail,Joined on,x\nb,2,3,\n',
  )
  const { records } = await readAll(path, sections)
  const told = records.map((row) =>
    row.kind === 'row' ? [row.context.section, row.context.whole['topic'], ...row.cells] : row,
  )
  expect(told).toEqual([
    ['Host Details', 'A talk', 'a', '1', ''],
    ['Guest Details', 'A talk', 'b', '2', '3'],
  ])
})

test('a program that names the columns is no table', async () => {
  const isFound = async (text: string): Promise<boolean> => isTable(await readPathFacts(write(text)), shape)
  expect(await isFound('E-Mail,Joined on,“Who’s who?”\nann@example.org,2024-01-01,x\n')).toBe(true)
  expect(await isFound(`const names = ['E-Mail', 'Joined on']\n`)).toBe(false)
  expect(await isFound("{\n  email: ['E-Mail'],\n  `Joined on`, 'E-Mail',\n")).toBe(false)
})

test('a folder is such tables only if all its tables are', async () => {
  const folder = mkdtempSync(join(place.folder, 'folder-'))
  writeFileSync(join(folder, 'a.csv'), 'E-Mail,Joined on\na,1\n')
  writeFileSync(join(folder, 'b.csv.gz'), gzipSync('E-Mail;Joined on\nb;2\n'))
  expect(await isTable(await readPathFacts(folder), shape)).toBe(true)
  expect((await readAll(folder)).records.map(tell)).toEqual(['2 a|1', '2 b|2'])
  writeFileSync(join(folder, 'c.csv'), 'other\n1\n')
  expect(await isTable(await readPathFacts(folder), shape)).toBe(false)
})

test('the first filled cell of any of its names is a column, and what is unknown is left', async () => {
  const path = write('Note,E-Mail,e mail,Joined on,More\nx,--,b@example.org,1,\n')
  const [row] = (await readAll(path)).records
  if (row?.kind !== 'row') throw new Error('no row')
  expect(columns.read(row, 'email')).toBe('b@example.org')
  expect(columns.rest(row)).toEqual([['Note', 'x']])
  expect(tableFields.timeZone.safeParse('Nowhere').success).toBe(false)
})
