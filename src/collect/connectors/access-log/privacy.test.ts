import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { startChild } from '../../../../test/support/child.ts'
import { collectLog, countEvents, readRows } from '../../../../test/support/collect-log.ts'
import { writeMmdb } from '../../../../test/support/mmdb.ts'
import { makeTestFolder } from '../../../../test/support/workspace.ts'
import { connectStore, migrate, type Store } from '../../../store/index.ts'
import { openNetworkTeller } from '../../networks/index.ts'

// Addresses of the ranges kept for documentation, names and a query: none of them may be anywhere in the workspace.
const secrets = /192\.0\.2\.\d|198\.51\.100\.\d|2001:db8:|wilhelmina|geheimnis/

// Whose the addresses are is told by a file, so every one of them is looked up.
const acme = { asn: 'AS64500', name: 'Acme', domain: 'acme.example', type: 'business' }
const networks = writeMmdb({ networks: { '192.0.2.0/24': acme, '2001:db8::/32': { ...acme, name: 'Bolt' } } })

const lineCount = 20_000

/** Visits of all kinds, with secrets in every field, and lines that cannot be read. */
function writeLog(path: string): void {
  const lines = Array.from({ length: lineCount }, (_, index) => {
    const address = index % 3 === 0 ? `2001:db8:${index.toString(16)}::1` : `192.0.2.${index % 256}`
    const two = (value: number): string => String(value % 60).padStart(2, '0')
    const at = `[01/Nov/2026:${two(Math.floor(index / 3600))}:${two(Math.floor(index / 60))}:${two(index)} +0000]`
    const path = index % 5 === 0 ? `/ping/${address}/x` : `/page-${index % 700}?q=geheimnis&ip=${address}`
    const cut = index % 1000 === 0 ? 40 : undefined
    return `${address} - wilhelmina ${at} "GET ${path} HTTP/1.1" 200 99 "http://198.51.100.7/geheimnis" "Mozilla/5.0 (${address}; rv:128.0) Gecko/20100101 Firefox/128.0"`.slice(
      0,
      cut,
    )
  })
  writeFileSync(path, `${lines.join('\n')}\n`)
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}

function findSecrets(workspace: string): string[] {
  return listFiles(workspace).filter((path) => secrets.test(readFileSync(path, 'latin1')))
}

/** Stored columns are compressed, so a search of the files alone would miss much. */
async function findSecretsInTables(store: Store): Promise<string[]> {
  const name = z.object({ name: z.string() })
  const tables = await readRows(
    store,
    `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine != 'Null'`,
    name,
  )
  const found: string[] = []
  for (const table of tables) {
    const hits = await store.read({
      text: `SELECT count() AS hits FROM ${table.name} WHERE match(toString(tuple(*)), {secrets:String})`,
      params: { secrets: secrets.source },
      row: z.object({ hits: z.coerce.number() }),
    })
    if ((hits[0]?.hits ?? 0) > 0) found.push(table.name)
  }
  expect(tables.length).toBeGreaterThan(10)
  return found
}

test('no raw address is left in the workspace, neither after a kill nor after a collection, and nothing counts twice', async () => {
  const folder = makeTestFolder()
  const log = join(folder, 'access.log')
  const workspace = join(folder, 'workspace')
  writeLog(log)
  const networkFile = join(folder, 'networks.mmdb')
  writeFileSync(networkFile, networks)
  for (const wait of [30, 250]) {
    const child = startChild('collect-log-child.ts', [workspace, log, networkFile])
    await child.waitFor(/collecting/)
    await setTimeout(wait)
    await child.kill('SIGKILL')
    expect(findSecrets(workspace)).toEqual([])
  }
  const store = await connectStore({ workspace, url: undefined })
  try {
    await migrate(store)
    await collectLog(store, log, { networks: openNetworkTeller({ path: networkFile, isNamed: true }) })
    const told = 'SELECT name, count() AS visitors FROM network_sightings FINAL GROUP BY name ORDER BY name'
    expect(await readRows(store, told, z.object({ name: z.string(), visitors: z.coerce.number() }))).toEqual([
      { name: 'Acme', visitors: 256 },
      { name: 'Bolt', visitors: 6660 },
    ])
    expect(await countEvents(store)).toBe(lineCount - lineCount / 1000)
    const [held] = await readRows(
      store,
      'SELECT count() AS lines FROM quarantine',
      z.object({ lines: z.coerce.number() }),
    )
    expect(held?.lines).toBe(lineCount / 1000)
    expect(await findSecretsInTables(store)).toEqual([])
  } finally {
    await store.close()
  }
  expect(listFiles(workspace).length).toBeGreaterThan(20)
  expect(findSecrets(workspace)).toEqual([])
})

test('the search for secrets finds them', async () => {
  const folder = makeTestFolder()
  writeFileSync(join(folder, 'leak'), 'x 192.0.2.7 y')
  expect(findSecrets(folder)).toHaveLength(1)
})
