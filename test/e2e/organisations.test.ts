import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { List, OrganisationSummary } from '../../src/serve/http/contract.ts'
import { findBarriers, measureOverflow, type OpenBrowser, openBrowser, settle, visit } from './browser.ts'
import { type Groundswell, startGroundswell, startTimeout } from './groundswell.ts'

let groundswell: Groundswell
let browser: OpenBrowser
let page: Page

const patience = { timeout: 60_000 }
const now = Math.floor(Date.now() / 1000)
const people: readonly (readonly [name: string, email: string])[] = [
  ['Ann Archer', 'ann.archer@widgets.example'],
  ['Bob Baker', 'bob.baker@widgets.example'],
  ['Cal Carter', 'cal.carter@widgets.com'],
  ['Dee Dyer', 'dee.dyer@labs.widgets.com'],
]

beforeAll(async () => {
  groundswell = await startGroundswell((folder) => {
    const commits = people.map(([name, email], turn) => {
      const at = now - (turn + 1) * 86_400
      return `@${String(turn + 1).padStart(40, '0')}\t${name}\t${email}\t${at}\t${at}\tA change\n1\t0\tsrc/a.c\n`
    })
    writeFileSync(join(folder, 'history.log'), commits.join('\n'))
    writeFileSync(
      join(folder, 'firms.csv'),
      'domain,employees,nace rev. 2\nwidgets.example,49,62.01\nnobody.example,lots,\n',
    )
    return [join(folder, 'history.log')]
  })
  browser = await openBrowser()
  page = browser.page
}, startTimeout)

afterAll(async () => {
  await browser.close()
  await groundswell.stop()
})

const list = async (): Promise<OrganisationSummary[]> =>
  (await groundswell.ask<List<OrganisationSummary>>('/organisations?sort=name&order=asc')).items
const names = async (): Promise<string[]> => (await list()).map(({ name }) => name)

test('a list of companies is imported, counted row by row, and narrows what is shown', async () => {
  await visit(page, `${groundswell.url}/organisations`)
  await page.getByRole('button', { name: 'Import a list of companies…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('input[type=file]').setInputFiles(join(groundswell.folder, 'firms.csv'))
  await dialog.getByRole('button', { name: 'Import' }).click()
  await dialog.getByText('2 rows read: 1 matched, 0 already so, 1 not matched.').waitFor()
  await dialog.getByText('line 3: it says nothing of the organisation that can be read').waitFor()
  await dialog.getByText('1 cell could not be understood.').waitFor()
  await dialog.getByRole('button', { name: 'Take back firms.csv' }).waitFor()
  expect(await findBarriers(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect
    .poll(async () => (await list()).map(({ sizeClass }) => sizeClass), patience)
    .toEqual(['', 'small'])
  await page.getByLabel('Size').selectOption('small')
  await page.getByText('1 fits what you ask for.').waitFor()
  await page.getByRole('link', { name: 'widgets.example' }).click()
  await page.getByRole('heading', { level: 2, name: 'What it is like' }).waitFor()
  await page.getByText('Small by headcount alone, 97 % likely').waitFor()
  await page.getByText('NACE Rev. 2 62.01, section J, information and communication, as stated').waitFor()
})

test('a fact is decided on its page', async () => {
  await page.getByRole('button', { name: 'Decide business type' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Business type').selectOption('si')
  await dialog.getByLabel('Why').fill('they told us')
  expect(await findBarriers(page)).toEqual([])
  await dialog.getByRole('button', { name: 'This is so' }).click()
  await page.getByText('Integrator or consultancy (SI), decided here').waitFor()
})

test('one called alike is made part of it, and taken out again, each told before', async () => {
  await settle(page)
  expect(await findBarriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Part of this…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('2 people and 2 events of widgets.com move to widgets.example.').waitFor()
  expect(await findBarriers(page)).toEqual([])
  await dialog.getByRole('button', { name: 'They are one' }).click()
  await expect.poll(names, patience).toEqual(['widgets.example'])
  await page.getByText('widgets.com is part of widgets.example.').waitFor()
  await page.getByRole('button', { name: 'Take labs.widgets.com out' }).click()
  await dialog.getByLabel('Organisation it stands for').fill('Widget Labs')
  await dialog.getByText('1 person and 1 event of widgets.example move to Widget Labs.').waitFor()
  await dialog.getByRole('button', { name: 'Take it out' }).click()
  await expect.poll(names, patience).toEqual(['Widget Labs', 'widgets.example'])
  await page.getByRole('button', { name: 'Take back that widgets.com is part of widgets.example' }).click()
  await dialog.getByText('1 person and 1 event of widgets.example move to widgets.com.').waitFor()
  await dialog.getByRole('button', { name: 'Take it back' }).click()
  await expect.poll(names, patience).toEqual(['Widget Labs', 'widgets.com', 'widgets.example'])
  await page.setViewportSize({ width: 320, height: 900 })
  await settle(page)
  expect(await measureOverflow(page)).toBe(0)
  expect(browser.takeComplaints()).toEqual([])
})
