import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { askNobody } from '../../../../test/support/ask-nobody.ts'
import type { ChatConfig } from './config.ts'
import { connector } from './index.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groundswell-chat-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const io = {
  clock: { now: () => new Date('2026-11-01T12:00:00Z') },
  signal: new AbortController().signal,
  ask: askNobody,
  monthlyKey: async () => ({ key: '' }),
}

/** A collector that keeps its cursor as the store does: as JSON, of the last page that was kept. */
function makeCollector(path: string, settings: Partial<ChatConfig> = {}) {
  const config = connector.config.parse({ path, format: 'irc', ...settings })
  const known = new Map<string, string>()
  let cursor: string | undefined
  return {
    known,
    /** How many records were read; stops as if killed after some pages. */
    async collect(mostPages = Number.POSITIVE_INFINITY): Promise<number> {
      let records = 0
      let pages = 0
      const since = cursor === undefined ? undefined : JSON.parse(cursor)
      for await (const page of connector.read(config, since, io)) {
        if (pages++ === mostPages) break
        records += page.records.length
        for (const record of page.records) {
          const outcome = connector.toOutcome(record, config)
          if (outcome.kind !== 'events') continue
          for (const { sourceEventId, ...event } of outcome.events)
            known.set(`${sourceEventId} ${event.occurredAt}`, JSON.stringify(event))
        }
        cursor = JSON.stringify(page.cursor)
      }
      return records
    },
  }
}

function write(name: string, text: string): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}

/** Later than it was, however fast the test is. */
function touchLater(path: string): void {
  const later = statSync(path).mtimeMs / 1000 + 2
  utimesSync(path, later, later)
}

/** Days of a log that tells the day only where it changes; people come, rename themselves and say the same again. */
function makeDays(count: number, linesADay: number): string[] {
  const lines: string[] = ['--- Log opened Fri Mar 01 00:00:00 2024\n']
  for (let day = 0; day < count; day++) {
    const date = new Date(Date.UTC(2024, 2, 1 + day)).toUTCString().slice(0, 16)
    const [weekday, number, month, year] = date.replace(',', '').split(' ')
    lines.push(`--- Day changed ${weekday} ${month} ${number} ${year}\n`)
    for (let at = 0; at < linesADay; at++) {
      const clock = `${String(8 + Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
      if (at % 5 === 0) lines.push(`${clock} -!- ann [ann@host.example.net] has joined #garden\n`)
      else if (at % 7 === 0) lines.push(`${clock} -!- ann is now known as ann_\n`)
      else lines.push(`${clock} <ann> hello\n`, `${clock} <ann> hello\n`)
    }
  }
  return lines
}

describe('a log of IRC that grows', () => {
  test('is read on from where it was read to', async () => {
    const path = write('#garden.log', makeDays(4, 400).join(''))
    const collector = makeCollector(path)
    const all = await collector.collect()
    expect(all).toBeGreaterThan(2000)
    expect(await collector.collect()).toBe(0)
    const before = collector.known.size
    appendFileSync(path, '23:01 <bo> one more\n23:02 <bo> and one\n')
    expect(await collector.collect()).toBe(2)
    expect(collector.known.size).toBe(before + 2)
    expect(await collector.collect()).toBe(0)
  })

  test('read on after any line, and killed after any page, says what it says when read at once', async () => {
    const lines = makeDays(5, 100)
    const whole = makeCollector(write('whole/#garden.log', lines.join('')), { network: 'libera' })
    await whole.collect()
    let run = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: lines.length }), { maxLength: 6 }),
        fc.array(fc.nat({ max: 2 }), { minLength: 7, maxLength: 7 }),
        async (cuts, kills) => {
          const path = write(`${run++}/#garden.log`, '')
          const collector = makeCollector(path, { network: 'libera' })
          let from = 0
          for (const [index, to] of [...cuts.sort((a, b) => a - b), lines.length].entries()) {
            appendFileSync(path, lines.slice(from, to).join(''))
            from = to
            await collector.collect(kills[index])
          }
          await collector.collect()
          expect([...collector.known].sort()).toEqual([...whole.known].sort())
        },
      ),
      { numRuns: 25, seed: 7 },
    )
  })

  test('killed in the middle of a long one, it goes on there', async () => {
    const path = write('#garden.log', makeDays(20, 400).join(''))
    const all = await makeCollector(path).collect()
    const collector = makeCollector(path)
    const first = await collector.collect(6)
    expect(first).toBeGreaterThan(5000)
    expect(await collector.collect()).toBe(all - first)
  })

  test('an open last line is read again when it is whole', async () => {
    const path = write('#garden.2024-03-05.log', '12:00 <ann> hello\n12:01 <bo> goo')
    const collector = makeCollector(path)
    expect(await collector.collect()).toBe(2)
    appendFileSync(path, 'd evening\n12:02 <ann> yes\n')
    expect(await collector.collect()).toBe(2)
    expect([...collector.known.values()].some((event) => event.includes('"length":12'))).toBe(true)
  })

  test('another file in its place is read from its start, longer or shorter', async () => {
    const path = write('#garden.2024-03-05.log', '12:00 <ann> hello\n12:01 <bo> good evening\n')
    const collector = makeCollector(path)
    await collector.collect()
    const other = write('other', '12:00 <cy> hullo\n12:01 <bo> good evening\n12:02 <cy> yes\n')
    renameSync(other, path)
    expect(await collector.collect()).toBe(3)
    writeFileSync(path, '12:05 <cy> anew\n')
    touchLater(path)
    expect(await collector.collect()).toBe(1)
    // As long as before, and read to its end already.
    writeFileSync(path, '12:05 <dee> new\n')
    touchLater(path)
    expect(await collector.collect()).toBe(1)
  })

  test('in UTF-16 it is read anew', async () => {
    const path = write('#garden.2024-03-05.log', '')
    const encode = (text: string): Buffer => Buffer.from(text, 'utf16le')
    writeFileSync(path, Buffer.concat([Buffer.from([0xff, 0xfe]), encode('12:00 <ann> hello\r\n')]))
    const collector = makeCollector(path)
    expect(await collector.collect()).toBe(1)
    appendFileSync(path, encode('12:01 <bo> hello\r\n'))
    expect(await collector.collect()).toBe(2)
    expect(collector.known.size).toBe(2)
  })
})

describe('a folder of logs', () => {
  test('of which all grow is read on in each', async () => {
    const names = Array.from({ length: 30 }, (_, at) => `libera/#garden${at}.log`)
    for (const name of names) write(name, makeDays(2, 50).join(''))
    const collector = makeCollector(folder)
    await collector.collect()
    for (const name of names) appendFileSync(join(folder, name), '23:00 <bo> hello\n')
    expect(await collector.collect()).toBe(30)
  })

  test('with a file a day is not read anew because a day came between', async () => {
    const name = (garden: number, day: number): string =>
      `libera/#garden${garden}/${new Date(Date.UTC(2023, 0, 1 + day)).toISOString().slice(0, 10)}.log`
    for (let garden = 0; garden < 3; garden++)
      for (let day = 0; day < 200; day++) write(name(garden, day), '12:00 <ann> hello\n')
    const collector = makeCollector(folder)
    expect(await collector.collect()).toBe(600)
    for (let garden = 0; garden < 3; garden++) write(name(garden, 200), '12:00 <bo> hello\n')
    // Three, and files that share a group with them.
    expect(await collector.collect()).toBeLessThan(30)
    expect(collector.known.size).toBe(603)
  })
})
