import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Networks } from '../../src/serve/http/contract.ts'
import { writeMmdb } from '../support/mmdb.ts'
import { findBarriers, measureOverflow, type OpenBrowser, openBrowser, settle, visit } from './browser.ts'
import { type Groundswell, startGroundswell, startTimeout } from './groundswell.ts'

let groundswell: Groundswell
let browser: OpenBrowser
let page: Page

const patience = { timeout: 60_000 }
const day = new Date(Date.now() - 86_400_000)
const at = `${String(day.getUTCDate()).padStart(2, '0')}/${day.toLocaleString('en', { month: 'short', timeZone: 'UTC' })}/${day.getUTCFullYear()}`
const line = (address: string, second: number): string =>
  `${address} - - [${at}:10:00:${String(second).padStart(2, '0')} +0000] "GET /docs/${second} HTTP/1.1" 200 99 "-" "Mozilla/5.0 Firefox/128.0"`

beforeAll(async () => {
  groundswell = await startGroundswell((folder) => {
    const acme = { asn: 'AS64500', name: 'Acme', domain: 'acme.example', type: 'business' }
    const long = 'Widgets '.repeat(20).trim()
    mkdirSync(join(folder, 'workspace'))
    writeFileSync(
      join(folder, 'workspace', 'networks.mmdb'),
      writeMmdb({ networks: { '192.0.2.0/24': acme, '198.51.100.0/24': { asn: 'AS64501', as_name: long } } }),
    )
    const lines = Array.from({ length: 7 }, (_, last) => [
      line(`192.0.2.${last + 1}`, last),
      line(`198.51.100.${last + 1}`, last),
    ])
    writeFileSync(join(folder, 'access.log'), `${lines.flat().join('\n')}\n`)
    return [join(folder, 'access.log')]
  })
  browser = await openBrowser()
  page = browser.page
}, startTimeout)

afterAll(async () => {
  await browser.close()
  await groundswell.stop()
})

test('an organisation nobody of whom is known is found by its network, and its page tells how much', async () => {
  await visit(page, `${groundswell.url}/organisations`)
  await page.getByLabel('Seen').selectOption('only-logs')
  await page.getByText('1 fits what you ask for.').waitFor()
  await page.getByRole('link', { name: 'acme.example' }).click()
  await page.getByRole('heading', { level: 2, name: 'Seen in logs: 7 visits and 0 downloads' }).waitFor()
  await page.getByText('Acme, AS64500, business').waitFor()
  await settle(page)
  expect(await findBarriers(page)).toEqual([])
})

test('whose a network is is decided where nobody knows', async () => {
  await visit(page, `${groundswell.url}/organisations`)
  await page.getByRole('link', { name: 'Networks seen in logs' }).click()
  await page.getByRole('heading', { level: 1, name: 'Networks seen in logs' }).waitFor()
  await page.getByLabel('Class').selectOption('unknown')
  const unknown = page.getByRole('button', { name: /^Decide whose network Widgets/ })
  await unknown.waitFor()
  await settle(page)
  expect(await findBarriers(page)).toEqual([])
  expect(await measureOverflow(page)).toBe(0)
  await unknown.click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Organisation').fill('widgets.example')
  expect(await findBarriers(page)).toEqual([])
  await dialog.getByRole('button', { name: 'This is so' }).click()
  await expect
    .poll(
      async () =>
        (await groundswell.ask<Networks>('/networks')).items
          .map(({ organisation }) => organisation?.name)
          .sort(),
      patience,
    )
    .toEqual(['acme.example', 'widgets.example'])
})
