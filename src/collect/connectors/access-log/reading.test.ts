import { appendFileSync, copyFileSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { collectLog, countEvents, forgetAll, readRows } from '../../../../test/support/collect-log.ts'
import { makeTestFolder, openTestStore } from '../../../../test/support/workspace.ts'

const store = await openTestStore()
let folder: string
let log: string
beforeEach(async () => {
  await forgetAll(store)
  folder = makeTestFolder()
  log = join(folder, 'access.log')
})

/** Visits `from` to `to` of a made-up log, one a second, each ended by a line feed. */
function visits(from: number, to: number): string {
  const lines = Array.from({ length: to - from }, (_, index) => {
    const at = new Date(Date.UTC(2026, 9, 31, 23, 30) + (from + index) * 1000)
    const clock = at.toISOString().slice(11, 19)
    const day = `${at.getUTCDate()}/${at.getUTCMonth() === 9 ? 'Oct' : 'Nov'}/2026`.padStart(11, '0')
    return `192.0.2.${(from + index) % 200} - - [${day}:${clock} +0000] "GET /page-${from + index} HTTP/1.1" 200 99 "-" "Mozilla/5.0 (X11; rv:128.0) Gecko/20100101 Firefox/128.0"\n`
  })
  return lines.join('')
}

const held = z.object({ position: z.string(), reason: z.string() })
const readHeld = () => readRows(store, `SELECT position, reason FROM quarantine ORDER BY position`, held)

describe('a log that grows and is rotated', () => {
  test('only what is new is read, over the turn of a month', async () => {
    writeFileSync(log, visits(0, 1500))
    expect((await collectLog(store, log)).outcomes).toMatchObject({ records: 1500, appended: 1500 })
    expect((await collectLog(store, log)).outcomes).toMatchObject({ records: 0, appended: 0 })
    appendFileSync(log, visits(1500, 3000))
    expect((await collectLog(store, log)).outcomes).toMatchObject({ records: 1500, appended: 1500 })
    expect(await countEvents(store)).toBe(3000)
  })

  test('renamed and continued between two collections, nothing is lost or read again', async () => {
    writeFileSync(log, visits(0, 300))
    await collectLog(store, log)
    appendFileSync(log, visits(300, 400))
    renameSync(log, `${log}.1`)
    writeFileSync(log, visits(400, 500))
    const run = await collectLog(store, log)
    expect(run.outcomes).toMatchObject({ records: 200, appended: 200, duplicate: 0 })
    expect(await countEvents(store)).toBe(500)
  })

  test('packed after it was read, it is read again and adds nothing, not even to quarantine', async () => {
    writeFileSync(log, `${visits(0, 300)}dirt\n`)
    await collectLog(store, log)
    writeFileSync(`${log}.1.gz`, gzipSync(readFileSync(log)))
    writeFileSync(log, visits(300, 400))
    const run = await collectLog(store, log)
    expect(run.outcomes).toMatchObject({ records: 401, appended: 100, duplicate: 300, quarantined: 1 })
    expect((await readHeld()).length).toBe(1)
    expect((await collectLog(store, log)).outcomes.records).toBe(0)
  })

  test('packed from the start, it is read once; beside a damaged one too', async () => {
    writeFileSync(`${log}.1.gz`, gzipSync(visits(0, 300)))
    expect((await collectLog(store, log)).outcomes).toMatchObject({ records: 300, appended: 300 })
    expect(await collectLog(store, log)).toMatchObject({ status: 'complete', outcomes: { records: 0 } })
    const packed = gzipSync(visits(300, 20_000))
    writeFileSync(`${log}.0.gz`, packed.subarray(0, packed.length >> 1))
    writeFileSync(`${log}.2.gz`, gzipSync(visits(20_000, 20_100)))
    const first = await collectLog(store, log)
    expect(first.status).toBe('partial')
    const again = await collectLog(store, log)
    expect(again).toMatchObject({ status: 'partial', outcomes: { appended: 0 } })
    expect(again.outcomes.records).toBe(first.outcomes.records - 100)
  })

  test('copied and truncated in place, it is read from its new start', async () => {
    writeFileSync(log, visits(0, 300))
    await collectLog(store, log)
    copyFileSync(log, `${log}.1`)
    truncateSync(log)
    appendFileSync(log, visits(300, 700))
    const run = await collectLog(store, log)
    expect(run.outcomes).toMatchObject({ records: 400, appended: 400 })
    expect(await countEvents(store)).toBe(700)
  })

  test('an overlapping copy in another source adds only what is new', async () => {
    writeFileSync(log, visits(0, 300))
    const copy = join(makeTestFolder(), 'copy.log')
    writeFileSync(copy, visits(200, 400))
    await collectLog(store, log, { source: 'access-log:access' })
    const run = await collectLog(store, copy, { source: 'access-log:copy' })
    expect(run.outcomes).toMatchObject({ records: 200, appended: 100, duplicate: 100 })
  })

  test('a line that was still being written counts once it is whole', async () => {
    const [first = '', second = ''] = visits(0, 2).split('\n')
    writeFileSync(log, `${first}\n${second.slice(0, 60)}`)
    await collectLog(store, log)
    expect(await countEvents(store)).toBe(1)
    appendFileSync(log, `${second.slice(60)}\n${visits(2, 3)}`)
    expect((await collectLog(store, log)).outcomes).toMatchObject({ records: 2, appended: 2 })
  })

  test('without its rotated files when told so', async () => {
    writeFileSync(log, visits(0, 10))
    writeFileSync(`${log}.1`, visits(10, 30))
    const run = await collectLog(store, log, { config: { rotated: false } })
    expect(run.outcomes.records).toBe(10)
  })
})

describe('damage', () => {
  test('a packed file that ends in the middle: what was read stays, and is said', async () => {
    const packed = gzipSync(visits(0, 20_000))
    writeFileSync(`${log}.gz`, packed.subarray(0, packed.length >> 1))
    const run = await collectLog(store, log)
    expect(run.status).toBe('partial')
    expect(run.reason).toMatch(
      /^access\.log\.gz is damaged: it ends in the middle\. The [\d,]+ lines before that were read;/,
    )
    expect(run.outcomes.appended).toBeGreaterThan(5000)
    writeFileSync(`${log}.gz`, packed)
    expect((await collectLog(store, log)).status).toBe('complete')
    expect(await countEvents(store)).toBe(20_000)
  })

  test('a packed file whose middle is overwritten', async () => {
    const packed = Buffer.from(gzipSync(visits(0, 20_000)))
    packed.fill(0xff, packed.length >> 1, (packed.length >> 1) + 100)
    writeFileSync(`${log}.gz`, packed)
    const run = await collectLog(store, log)
    expect(run.status).toBe('partial')
    expect(run.reason).toContain('its content is damaged')
    expect(run.outcomes.appended).toBeGreaterThan(1000)
  })

  test('an empty file is read, and holds nothing', async () => {
    writeFileSync(log, '')
    const run = await collectLog(store, log)
    expect(run).toMatchObject({ status: 'complete', outcomes: { records: 0 } })
  })

  test('noise is not read, and a sentence says so; the files beside it are read', async () => {
    writeFileSync(
      `${log}.1`,
      Buffer.from(Array.from({ length: 50_000 }, (_, index) => (index * index * 31) % 256)),
    )
    writeFileSync(log, visits(0, 10))
    const run = await collectLog(store, log)
    expect(run).toMatchObject({ status: 'partial', outcomes: { records: 10, appended: 10 } })
    expect(run.reason).toMatch(
      /^access\.log\.1 does not look like an access log, so it was not read\. If it is one, declare/,
    )
  })

  test('noise of a declared format ends in quarantine, line by line', async () => {
    const noise = Buffer.from(
      Array.from({ length: 50_000 }, (_, index) => (index * index * 31 + index) % 256),
    )
    writeFileSync(log, noise)
    const lines = noise.filter((byte) => byte === 10).length + (noise.at(-1) === 10 ? 0 : 1)
    const { outcomes, status } = await collectLog(store, log, { config: { format: 'combined' } })
    expect(status).toBe('complete')
    expect(outcomes.records).toBe(lines)
    expect(outcomes.appended).toBe(0)
    expect(outcomes.quarantined + outcomes.ignored).toBe(lines)
  })

  test('a line longer than a mebibyte is held with its number, and the lines around it are read', async () => {
    writeFileSync(log, `${visits(0, 3)}192.0.2.1 ${'x'.repeat(3 << 20)}\n${visits(3, 5)}`)
    const run = await collectLog(store, log)
    expect(run.outcomes).toMatchObject({ records: 6, appended: 5, quarantined: 1 })
    expect(await readHeld()).toEqual([{ position: 'access.log:4', reason: 'the line is longer than 1 MiB' }])
  })

  test('a missing log is a sentence', async () => {
    const run = await collectLog(store, join(folder, 'nothing.log'))
    expect(run).toMatchObject({ status: 'failed', outcomes: { records: 0 } })
    expect(run.reason).toMatch(
      /^There is no file at .*nothing\.log, nor one it was rotated into\. Check the path\.$/,
    )
  })

  test('carriage returns at line ends do no harm, and make no other event', async () => {
    writeFileSync(log, visits(0, 3))
    await collectLog(store, log)
    writeFileSync(join(folder, 'other.log'), visits(0, 3).replaceAll('\n', '\r\n'))
    const run = await collectLog(store, join(folder, 'other.log'), { source: 'access-log:other' })
    expect(run.outcomes).toMatchObject({ records: 3, duplicate: 3 })
  })
})
