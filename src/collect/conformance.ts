import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  clear,
  collect,
  countPages,
  dieAfter,
  type Example,
  parts,
  readKept,
  shufflePages,
  type Trial,
} from '../../test/support/connector-trial.ts'
import type { ReplayServer, Weather } from '../../test/support/replay-server.ts'
import { connectStore, migrate, type Store } from '../store/index.ts'
import type { Connector } from './connector.ts'
import { readPathFacts } from './detect.ts'

/** Makes an example in an empty folder, the same each time. */
export type MakeExample = (folder: string) => Example | Promise<Example>

/**
 * What every connector promises, tried on examples in a real embedded store: every record has an outcome, resumable,
 * idempotent, order-independent, a replay equals the first run, nothing lost, only declared types, bad records quarantined.
 * Call it, or testAskingConnector, once, from the connector's index.test.ts: one process holds one store.
 */
export function testConnector<Config>(
  connector: Connector<Config>,
  examples: Readonly<Record<string, MakeExample>>,
): void {
  testEach(connector, examples, [testOutcomes, testRepetition, testInterruption])
}

/** What a connector that asks a server promises besides: each example has one, and it may misbehave. */
export function testAskingConnector<Config>(
  connector: Connector<Config>,
  examples: Readonly<Record<string, MakeExample>>,
): void {
  testEach(connector, examples, [testOutcomes, testRepetition, testInterruption, testWeather])
}

function testEach<Config>(
  connector: Connector<Config>,
  examples: Readonly<Record<string, MakeExample>>,
  promises: readonly ((trial: Trial<Config>) => void)[],
): void {
  const place: { store?: Store; workspace: string } = { workspace: '' }
  beforeAll(async () => {
    place.workspace = mkdtempSync(join(tmpdir(), 'groundswell-conformance-'))
    place.store = await connectStore({ workspace: place.workspace, url: undefined })
    await migrate(place.store)
  })
  afterAll(async () => {
    await place.store?.close()
    rmSync(place.workspace, { recursive: true, force: true })
  })
  testSetup(connector, () => place.workspace)
  for (const [name, makeExample] of Object.entries(examples))
    describe(name, () => {
      const trial: Trial<Config> = { connector, folder: '' }
      beforeEach(async () => {
        trial.store = place.store
        trial.folder = mkdtempSync(join(tmpdir(), 'groundswell-example-'))
        trial.example = await makeExample(trial.folder)
        const { path } = trial.example
        const known = path === undefined ? {} : await connector.recognise(await readPathFacts(path))
        trial.config = connector.config.parse({ ...known, ...trial.example.config })
        await clear(trial)
        return async () => {
          await trial.example?.server?.close()
          rmSync(trial.folder, { recursive: true, force: true })
        }
      })
      for (const testPromise of promises) testPromise(trial)
    })
}

function testSetup<Config>(connector: Connector<Config>, workspace: () => string): void {
  test('its configuration can be drawn as a form, each field explained', () => {
    const schema = z.toJSONSchema(connector.config, { io: 'input' })
    const fields = z.record(z.string(), z.object({ description: z.string().min(1) }))
    expect(Object.keys(fields.parse(schema.properties)).length).toBeGreaterThan(0)
    expect(connector.name).toMatch(/^[a-z][a-z0-9-]*$/)
    expect(connector.emits.length).toBeGreaterThan(0)
  })

  test.each(strangers)('it does not claim to read %s', async (_what, content) => {
    const path = join(workspace(), 'stranger')
    writeFileSync(path, content)
    expect(await connector.recognise(await readPathFacts(path))).toBeUndefined()
  })

  test('it does not claim to read an empty folder', async () => {
    const path = mkdtempSync(join(workspace(), 'empty-'))
    expect(await connector.recognise(await readPathFacts(path))).toBeUndefined()
  })
}

const strangers: [string, string | Buffer][] = [
  ['an empty file', ''],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex')],
  ['noise', Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * index * 31 + 7) % 256))],
  ['prose', 'Dear all,\n\nthe commit we spoke of is in. GET it while it is hot.\n\nYours\n'],
  ['a table', 'name,email,joined\nAnn,ann@example.org,2024-01-01\n'],
  ['a program', '#!/bin/sh\ngit log --numstat > log.txt\n'],
]

function testOutcomes<Config>(trial: Trial<Config>): void {
  test('it is recognised, and its source gets a name', async () => {
    const { connector, example } = parts(trial)
    if (example.path !== undefined)
      expect(await connector.recognise(await readPathFacts(example.path))).toBeDefined()
    expect(connector.nameSource(parts(trial).config)).toMatch(/\S/)
  })

  test('every record ends in a named outcome, and the counts add up', async () => {
    const { example } = parts(trial)
    const { outcomes, status, reason } = await collect(trial)
    expect(status, reason).toBe(example.status ?? 'complete')
    if (status !== 'complete') expect(reason).toMatch(/\w+ .*\.$/s)
    const { records, appended, duplicate, quarantined, ignored } = outcomes
    expect(records, 'records').toBe(example.records)
    expect(appended + duplicate + quarantined + ignored, 'sum of outcomes').toBe(example.records)
    expect(quarantined, JSON.stringify(outcomes.quarantinedBy)).toBe(example.quarantined)
    expect(sumOf(outcomes.quarantinedBy)).toBe(quarantined)
    expect(sumOf(outcomes.ignoredBy)).toBe(ignored)
    const kept = await readKept(trial)
    expect(kept.events.length).toBe(outcomes.events)
    expect(kept.quarantine.length).toBe(quarantined)
  })

  test('it says only what it declares, and its events are whole', async () => {
    await collect(trial)
    const { events, quarantine } = await readKept(trial)
    const declared: readonly string[] = trial.connector.emits
    for (const event of events) {
      expect(declared).toContain(event.type)
      expect(event.occurred_at >= '1900' && event.occurred_at < '2300', event.occurred_at).toBe(true)
      expect(event.lawful_basis).not.toBe('')
      expect(event.alias_id === '0' || event.alias_source !== null, 'its alias is there').toBe(true)
    }
    for (const held of quarantine) expect(held.reason).toMatch(/\w/)
  })
}

function testRepetition<Config>(trial: Trial<Config>): void {
  test('twice is once, with a cursor and without', async () => {
    const first = await collect(trial)
    const kept = await readKept(trial)
    expect((await collect(trial)).outcomes.events).toBe(0)
    expect(await readKept(trial)).toEqual(kept)
    await parts(trial).store.write('TRUNCATE TABLE runs')
    const anew = await collect(trial)
    expect(anew.outcomes.appended).toBe(0)
    expect(anew.outcomes.records).toBe(first.outcomes.records)
    expect(await readKept(trial)).toEqual(kept)
  })

  test('a replay equals the first run', async () => {
    await collect(trial)
    const kept = await readKept(trial)
    await clear(trial)
    await collect(trial)
    expect(await readKept(trial)).toEqual(kept)
  })

  test('the order of pages and records does not matter', async () => {
    await collect(trial)
    const kept = await readKept(trial)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 1000 }), { minLength: 7, maxLength: 7 }), async (chances) => {
        await clear(trial)
        await collect(trial, { connector: shufflePages(trial.connector, chances) })
        expect(await readKept(trial)).toEqual(kept)
      }),
      { numRuns: 3, seed: 7 },
    )
  })

  test('reading on equals reading anew', async () => {
    await collect(trial)
    const { example } = parts(trial)
    await example.grow?.()
    const grown = await collect(trial)
    if (example.grow !== undefined) expect(grown.outcomes.events).toBeGreaterThan(0)
    const kept = await readKept(trial)
    await clear(trial)
    await collect(trial)
    expect(await readKept(trial)).toEqual(kept)
  })
}

function testInterruption<Config>(trial: Trial<Config>): void {
  test('stopped after any page, it goes on from there', async () => {
    await collect(trial)
    const kept = await readKept(trial)
    const pages = await countPages(trial)
    expect(pages).toBeGreaterThan(0)
    for (let page = 1; page <= pages; page++) {
      await clear(trial)
      expect((await collect(trial, { stopAfter: page })).status).toBe('cancelled')
      expect((await collect(trial)).status).toBe(parts(trial).example.status ?? 'complete')
      expect(await readKept(trial)).toEqual(kept)
    }
  })

  test('killed after a statement, a rerun ends as if undisturbed', async () => {
    const counting = dieAfter(parts(trial).store, Number.POSITIVE_INFINITY)
    await collect(trial, { store: counting.store })
    const kept = await readKept(trial)
    const all = counting.countStatements()
    const step = Math.max(1, all / mostKills)
    for (let death = 1; death < all; death += step) {
      await clear(trial)
      const dying = dieAfter(parts(trial).store, Math.floor(death))
      await expect(collect(trial, { store: dying.store })).rejects.toThrow('killed by the test')
      await collect(trial)
      expect(await readKept(trial), `killed after statement ${Math.floor(death)} of ${all}`).toEqual(kept)
    }
  })
}

function testWeather<Config>(trial: Trial<Config>): void {
  const misbehaving: readonly Weather[] = ['busy', 'skewed', 'bad-gateway', 'cut', 'broken', 'page']

  test('a server that misbehaves now and then changes nothing', async () => {
    const server = serverOf(trial)
    await collect(trial)
    const kept = await readKept(trial)
    await clear(trial)
    const asked = server.seen.length
    server.weather = (request) =>
      (request - asked) % 2 === 0 ? misbehaving[((request - asked) / 2) % misbehaving.length] : undefined
    expect((await collect(trial)).status).toBe(parts(trial).example.status ?? 'complete')
    expect(await readKept(trial)).toEqual(kept)
  })

  test('a server that breaks for good leaves a partial run, and the next goes on', async () => {
    const server = serverOf(trial)
    await collect(trial)
    const kept = await readKept(trial)
    const requests = server.seen.length
    for (let survived = 0; survived < requests; survived += Math.max(1, Math.floor(requests / mostKills))) {
      await clear(trial)
      const begun = server.seen.length
      server.weather = (request) => (request >= begun + survived ? 'bad-gateway' : undefined)
      const broken = await collect(trial)
      expect(broken.status, broken.reason).toBe('partial')
      expect(broken.reason).toContain('502')
      server.weather = undefined
      await collect(trial)
      expect(await readKept(trial), `broken after ${survived} of ${requests} requests`).toEqual(kept)
    }
  })
}

function serverOf<Config>(trial: Trial<Config>): ReplayServer {
  const { server } = parts(trial).example
  if (server === undefined) throw new Error('the example has no server')
  return server
}

/** Trying every statement takes long and finds no more: a batch has about ten, and these fall into all of them. */
const mostKills = 6

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
