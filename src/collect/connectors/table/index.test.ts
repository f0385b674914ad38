import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { appendFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, onTestFinished, test } from 'vitest'
import { askNobody } from '../../../../test/support/ask-nobody.ts'
import { testConnector } from '../../conformance.ts'
import type { RecordOutcome } from '../../connector.ts'
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
