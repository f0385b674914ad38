import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { appendFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, onTestFinished, test } from 'vitest'
import { askNobody } from '../../../../test/support/ask-nobody.ts'
import { testConnector } from '../../conformance.ts'
import type { RecordOutcome } from '../../connector.ts'
import { readPathFacts } from '../../detect.ts'
import { connector } from './index.ts'

const fixtures = fileURLToPath(new URL('./fixtures', import.meta.url))

testConnector(connector, {
  'tables in our own words': (folder) => {
    const path = join(folder, 'acts')
    mkdirSync(path)
    for (const name of ['acts.csv', 'acts.jsonl']) cpSync(join(fixtures, name), join(path, name))
    return {
      path,
      records: 14,
      quarantined: 7,
      grow: () =>
        appendFile(join(path, 'acts.csv'), '10,2024-01-07,docs.contribute,New,new@example.org,,,,\n'),
    }
  },
  'our own words in Parquet': async (folder) => {
    const path = join(folder, 'acts.parquet')
    await writeFile(path, writeParquet(8))
    return { path, records: 8, quarantined: 2, grow: () => writeFile(path, writeParquet(9)) }
  },
})

/** Some rows in groups of three; the second has a type nobody knows, the fourth no time. */
function writeParquet(rows: number): Buffer {
  const each = <T>(tell: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => tell(row))
  const at = each((row) => (row === 3 ? null : new Date(Date.UTC(2024, 0, 2 + row, 10))))
  const types = each((row) => (row === 1 ? 'danced' : 'docs.contribute'))
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: 'occurred_at', data: at, type: 'TIMESTAMP', nullable: true },
      { name: 'type', data: types, type: 'STRING' },
      { name: 'email', data: each((row) => `p${row}@example.org`), type: 'STRING' },
      { name: 'count', data: each((row) => BigInt(row)), type: 'INT64' },
    ],
    rowGroupSize: 3,
  })
  return Buffer.from(bytes)
}

async function readOutcomes(text: string, config: object): Promise<RecordOutcome[]> {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-mapped-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'mapped.csv')
  writeFileSync(path, text)
  const known = connector.config.parse({ path, ...config })
  const signal = new AbortController().signal
  const io = {
    clock: { now: () => new Date() },
    signal,
    ask: askNobody,
    monthlyKey: async () => ({ key: '' }),
  }
  const outcomes: RecordOutcome[] = []
  for await (const page of connector.read(known, undefined, io))
    outcomes.push(...page.records.map((record) => connector.toOutcome(record, known)))
  return outcomes
}

const table = `Who;Mail;When;What;Lines added;Team;Secret
Ada Ott;ada@example.org;25/01/2024 10:00;wrote;1.204,5;Core;x
Bea;bea@example.com;03/02/2024 11:00;came;2;;y
Cy;cy@example.com;03/02/2024 11:00;slept;2;;z
`
const mapping = {
  nameColumn: 'who',
  emailColumn: 'Mail',
  timeColumn: 'When',
  typeColumn: 'What',
  types: [
    { says: 'Wrote', type: 'docs.contribute' },
    { says: 'came', type: 'event.attend' },
  ],
  quantities: ['Lines added'],
  attributes: ['Team'],
  timeZone: 'Europe/Berlin',
}

test('a mapping tells which column is what, and only what it names is kept', async () => {
  const [wrote, came, slept] = await readOutcomes(table, mapping)
  expect(wrote).toMatchObject({
    kind: 'events',
    events: [
      {
        type: 'docs.contribute',
        occurredAt: Date.UTC(2024, 0, 25, 9),
        actor: { name: 'Ada Ott', email: 'ada@example.org' },
        attrs: { team: 'Core' },
        quantities: { lines_added: 1204.5 },
      },
    ],
  })
  expect(came).toMatchObject({ events: [{ type: 'event.attend', occurredAt: Date.UTC(2024, 1, 3, 10) }] })
  expect(slept).toMatchObject({ kind: 'quarantined', position: 'mapped.csv:4' })
  expect(JSON.stringify([wrote, came])).not.toContain('Secret')
})

test('one type and one date can hold for all rows', async () => {
  const [row] = await readOutcomes('customer,plan\nc-1,gold\n', {
    accountColumn: 'customer',
    type: 'product.use',
    occurredAt: '2024-06-01',
    attributes: ['plan'],
  })
  expect(row).toMatchObject({
    events: [
      {
        type: 'product.use',
        occurredAt: Date.UTC(2024, 5, 1),
        actor: { accountId: 'c-1' },
        attrs: { plan: 'gold' },
      },
    ],
  })
})

test('a table without the columns that are mapped is refused with a sentence', async () => {
  await expect(readOutcomes('a,b\n1,2\n', mapping)).rejects.toThrow(
    /mapped\.csv has no header of a table as it is mapped/,
  )
})

describe('by itself it recognises', () => {
  const isRecognised = async (name: string, text: string): Promise<boolean> => {
    const path = join(mkdtempSync(join(tmpdir(), 'groundswell-recognised-')), name)
    onTestFinished(() => rmSync(dirname(path), { recursive: true, force: true }))
    writeFileSync(path, text)
    return (await connector.recognise(await readPathFacts(path))) !== undefined
  }
  const row = '1,2024-01-02,docs.contribute,Ada'

  test.each([
    ['a table with a header and a row', `id,occurred_at,type,name\n${row}\n`],
    [
      'one whose header is written otherwise',
      `"ID";"Occurred at";"Type";"Name"\n\n${row.replaceAll(',', ';')}\n`,
    ],
    ['one of which only a later row has a time', `id,occurred_at,type,name\n1,soon,danced,Ada\n${row}\n`],
    ['one with dates of any order', 'occurred_at\ttype\tname\n03/04/2024\tdanced\tAda\n'],
    ['one without rows yet', 'occurred_at,type,name\n'],
    ['objects in lines', '{"occurred_at":"2024-01-02","type":"docs.contribute","name":"Ada"}\n'],
    ['objects in a list', '[{"occurred_at":1706781600,"type":"docs.contribute","name":"Ada"}]'],
  ])('%s', async (_what, text) => expect(await isRecognised('acts', text)).toBe(true))

  test.each([
    ['a program with a list of the words', `const columns = ['occurred_at', 'type', 'name', 'email']\n`],
    [
      'a list on a line of its own',
      `occurred_at, type, name, email,\n} from './columns.ts'\n\nexport const a = [1, 2]\n`,
    ],
    ['a list at the start', `['occurred_at', 'type', 'name']\n${row}\n`],
    [
      'a table inside a program',
      `import { test } from 'x'\nconst table = \`\nid,occurred_at,type,name\n${row}\n\`\n`,
    ],
    [
      'a program that begins a table',
      `const table = \`occurred_at,type,name\n2024-01-02,docs.contribute,Ada\n\`\n`,
    ],
    ['a query', `SELECT id, occurred_at, type, name, count\nFROM events\nWHERE name = 'x', 1, 2, 3\n`],
    ['prose', `Columns are: occurred_at, type, name.\nTime, as in 2024-01-02, docs, more.\n`],
    ['a description of the words', '{"occurred_at":"when","type":"what","name":"who"}\n'],
  ])('not %s', async (_what, text) => expect(await isRecognised('notes.ts', text)).toBe(false))
})
