import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { collectLog, countEvents, forgetAll } from '../../test/support/collect-log.ts'
import { makeTestFolder, modes, openTestStore } from '../../test/support/workspace.ts'
import type { Store } from '../store/index.ts'
import { forgetSource } from './forget-source.ts'

const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'
const path = join(makeTestFolder(), 'access.log')

/** A log of more than a megabyte, in which something is no request and something crawls. */
function writeLog(extra = ''): void {
  const lines = Array.from({ length: 9000 }, (_, index) => {
    const at = `${String(index % 60).padStart(2, '0')}`
    return `198.51.100.${index % 250} - - [01/Nov/2026:10:${at}:${at} +0000] "GET /docs/page-${index} HTTP/1.1" 200 512 "-" "${agent}"`
  })
  lines[17] = 'this is no request'
  lines[18] = lines[19] ?? ''
  writeFileSync(path, `${lines.join('\n')}\n${extra}`)
}

/** The same store, and how often the engine was given lines to parse. */
function countParses(store: Store): { store: Store; parses: () => number } {
  let parses = 0
  const counting: Store = {
    ...store,
    appendFromFile: (...args) => {
      parses++
      return store.appendFromFile(...args)
    },
  }
  return { store: counting, parses: () => parses }
}

describe.each(modes)('%s', async (mode) => {
  const store = await openTestStore({ mode })
  beforeEach(async () => {
    await forgetAll(store)
    writeLog()
  })
  const readAnew = async (counted: Store = store) => {
    await store.write('TRUNCATE TABLE runs')
    return (await collectLog(counted, path)).outcomes
  }

  test('lines that were parsed before are not parsed again, and are accounted for alike', async () => {
    const first = await readAnew()
    expect(first).toMatchObject({ records: 9000, appended: 8998, duplicate: 1, quarantined: 1 })
    const { store: counted, parses } = countParses(store)
    expect(await readAnew(counted)).toEqual({ ...first, appended: 0, duplicate: 8999, events: 0 })
    expect(parses()).toBe(0)
    expect(await countEvents(store)).toBe(8998)
  })

  test('what they quarantined stays when all is read again', async () => {
    await readAnew()
    expect((await collectLog(store, path, { again: true })).outcomes.quarantined).toBe(1)
    const [held] = await store.read({
      text: 'SELECT record FROM quarantine FINAL',
      params: {},
      row: z.object({ record: z.string() }),
    })
    expect(held?.record).toContain('no request')
  })

  test('other bytes, another way of parsing and what was forgotten are parsed', async () => {
    await readAnew()
    writeLog(`198.51.100.7 - - [02/Nov/2026:10:00:00 +0000] "GET /new HTTP/1.1" 200 5 "-" "${agent}"\n`)
    expect(await readAnew()).toMatchObject({ records: 9001, appended: 1, duplicate: 8999 })
    const rules = [{ path: '/docs/*', counts: 'ignored' }]
    const { outcomes } = await collectLog(store, path, { again: true, config: { rules } })
    expect(outcomes).toMatchObject({ appended: 0, duplicate: 1, ignored: 8999 })
    await forgetSource(store, 'access-log:test')
    expect(await countEvents(store)).toBe(0)
    expect(await readAnew()).toMatchObject({ appended: 8999 })
  })
})
