import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { askNobody } from '../../../../test/support/ask-nobody.ts'
import { testConnector } from '../../conformance.ts'
import type { EventDraft, RecordOutcome } from '../../connector.ts'
import { readPathFacts } from '../../detect.ts'
import { connector } from './index.ts'

const list = readFileSync(fileURLToPath(new URL('./fixtures/by_inst', import.meta.url)))
const packages = ['lantern', 'liblantern*']

testConnector(connector, {
  'a list of each day': (folder) => {
    const path = join(folder, 'popcon')
    mkdirSync(path)
    writeFileSync(join(path, 'by_inst-2024-05-01'), list)
    writeFileSync(join(path, 'by_inst.20240502.gz'), gzipSync(list))
    writeFileSync(join(path, 'notes.txt'), 'What we thought of it.\n')
    return {
      path,
      config: { packages },
      records: 16,
      quarantined: 4,
      grow: () => writeFileSync(join(path, 'by_inst-2024-05-03'), Buffer.concat([list, Buffer.from('\n')])),
    }
  },
})

function place(name: string, content: string | Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-popcon-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function readOutcomes(
  path: string,
  config: object = {},
  outcomes: RecordOutcome[] = [],
): Promise<RecordOutcome[]> {
  const known = connector.config.parse({ path, packages, ...config })
  const io = {
    clock: { now: () => new Date('2024-06-01') },
    signal: new AbortController().signal,
    ask: askNobody,
    monthlyKey: async () => ({ key: '' }),
  }
  for await (const page of connector.read(known, undefined, io))
    outcomes.push(...page.records.map((record) => connector.toOutcome(record, known)))
  return outcomes
}

const eventsOf = (outcomes: readonly RecordOutcome[]): EventDraft[] =>
  outcomes.flatMap((outcome) => (outcome.kind === 'events' ? outcome.events : []))

test('installations are counted for the packages named, and nobody is told of', async () => {
  const outcomes = await readOutcomes(place('by_inst', list), { takenOn: '2024-05-01' })
  expect(eventsOf(outcomes)).toEqual([
    {
      sourceEventId: 'popcon:lantern',
      type: 'telemetry.ping',
      occurredAt: Date.UTC(2024, 4, 1),
      object: { kind: 'package', id: 'lantern' },
      visibility: 'anonymous',
      lawfulBasis: 'legitimate interest',
      quantities: { count: 15210, inst: 15210, vote: 9120, old: 4100, recent: 1900, no_files: 90 },
    },
    expect.objectContaining({ object: { kind: 'package', id: 'liblantern2:amd64' } }),
  ])
  expect(JSON.stringify(outcomes)).not.toMatch(/Ann|Bea|example\.org/)
  expect(outcomes.filter(({ kind }) => kind === 'quarantined')).toMatchObject([
    { position: 'by_inst:19' },
    { position: 'by_inst:20' },
  ])
})

test('the day of a list is declared, named, in its archive, or at last that of the file', async () => {
  const dayOf = async (path: string, config: object = {}): Promise<unknown[]> => {
    const [event] = eventsOf(await readOutcomes(path, config))
    return [new Date(event?.occurredAt ?? 0).toISOString().slice(0, 10), event?.flags]
  }
  const packed = gzipSync(list)
  packed.writeUInt32LE(Date.UTC(2024, 4, 3, 23) / 1000, 4)
  expect(await dayOf(place('by_inst-2024-05-01', list), { takenOn: '2024-05-09' })).toEqual([
    '2024-05-09',
    undefined,
  ])
  expect(await dayOf(place('by_inst-2024-05-01.gz', packed))).toEqual(['2024-05-01', undefined])
  expect(await dayOf(place('by_inst.gz', packed))).toEqual(['2024-05-03', undefined])
  const path = place('by_inst', list)
  utimesSync(path, new Date('2024-05-04T10:00:00Z'), new Date('2024-05-04T10:00:00Z'))
  expect(await dayOf(path)).toEqual(['2024-05-04', ['time-estimated']])
})

test('of an archive that breaks off the lines before are kept', async () => {
  const rows = Array.from({ length: 40_000 }, (_, rank) => `${rank} p${rank} ${rank * 7919} 5 4 3 2 (Dawn)`)
  const packed = gzipSync(`${list.toString('latin1')}${rows.join('\n')}\n`)
  const outcomes: RecordOutcome[] = []
  await expect(readOutcomes(place('by_inst.gz', packed.subarray(0, 200_000)), {}, outcomes)).rejects.toThrow(
    'by_inst.gz ends in the middle. The lines before that are kept.',
  )
  expect(eventsOf(outcomes).length).toBe(2)
  expect(outcomes.filter(({ kind }) => kind === 'quarantined').length).toBe(2)
})

test('without packages it cannot be set up, with a sentence that says what to do', () => {
  const { success, error } = connector.config.safeParse({ path: 'by_inst', packages: [] })
  expect(success).toBe(false)
  expect(error?.issues[0]?.message).toMatch(/name the packages that are yours/)
})

test.each([
  ['maintainers', '1     Dawn Developers              198987 184093  2341 12436   117\n'.repeat(9)],
  ['an ordinary table', '1 alpha 1 2 3 4 5\n2 beta 1 2 3 4 5\n'.repeat(9)],
])('does not claim %s', async (_what, text) => {
  expect(await connector.recognise(await readPathFacts(place('stranger', text)))).toBeUndefined()
})

test('a list without its head is known by its lines', async () => {
  const rows = list.toString('latin1').split('\n').slice(12, 18).join('\n')
  expect(await connector.recognise(await readPathFacts(place('list', `${rows}\n`)))).toMatchObject({
    packages: [],
  })
})
