import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { IdentityDecision, List, PersonSummary, Review } from '../../src/serve/http/contract.ts'
import { findBarriers, measureOverflow, type OpenBrowser, openBrowser, settle, visit } from './browser.ts'
import { type Groundswell, startGroundswell, startTimeout } from './groundswell.ts'

let groundswell: Groundswell
let browser: OpenBrowser
let page: Page

const patience = { timeout: 60_000 }
const now = Math.floor(Date.now() / 1000)

const people: readonly (readonly [name: string, email: string, commits: number])[] = [
  ['Mara Miller', 'mara@acme.example.com', 9],
  ['mmiller', 'dragon7@gmx.de', 5],
  ['Tilo Parker', 'tilo@example.org', 4],
  ['tparker', 'rocket9@gmx.de', 3],
  ['Nils <i> Wagner', 'nils@example.org', 3],
  ['nwagner', 'moon3@gmx.de', 2],
  ['Ida Quist', 'ida@example.org', 4],
  ['Idalia "Q" Quist', 'ida@example.org', 2],
  ['Fay Gorm', 'fay@example.com', 2],
]

function writeHistory(path: string): void {
  const commits = people.flatMap(([name, email, count], index) =>
    Array.from({ length: count }, (_, turn) => {
      const hash = (index * 100 + turn + 1).toString(16).padStart(40, '0')
      const at = now - (index + turn * 20 + 1) * 86_400
      return `@${hash}\t${name}\t${email}\t${at}\t${at}\tA change\n1\t0\tsrc/a.c\n`
    }),
  )
  writeFileSync(path, commits.join('\n'))
}

beforeAll(async () => {
  groundswell = await startGroundswell((folder) => {
    writeHistory(join(folder, 'history.log'))
    return [join(folder, 'history.log')]
  })
  browser = await openBrowser()
  page = browser.page
}, startTimeout)

afterAll(async () => {
  await browser.close()
  await groundswell.stop()
})

const openPairs = async (): Promise<number> => (await groundswell.ask<List<Review>>('/identity/review')).total
const latest = async (): Promise<string> =>
  (await groundswell.ask<List<IdentityDecision>>('/identity/decisions?limit=1')).items[0]?.verdict ?? 'none'

test('pairs are reached from People, stand side by side, and are no barrier at any width, by day or night', async () => {
  await visit(page, `${groundswell.url}/people`)
  await page.getByRole('link', { name: '3 pairs to decide' }).click()
  await page.getByRole('heading', { level: 1, name: 'Who is who' }).waitFor()
  await page.getByText('0 of 3 decided').waitFor()
  await page.getByRole('heading', { level: 2, name: 'Mara Miller' }).waitFor()
  await page.getByText('is the other’s initial and surname').waitFor()
  for (const width of [1280, 400, 320])
    for (const colourScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: colourScheme })
      await page.setViewportSize({ width, height: 900 })
      expect(await measureOverflow(page), `${width} ${colourScheme}`).toBe(0)
      expect(await findBarriers(page), `${width} ${colourScheme}`).toEqual([])
    }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 900 })
})

test('keys answer, undo, choose several and show themselves, and what happened is said', async () => {
  await visit(page, `${groundswell.url}/people/review`)
  const said = page.getByRole('status').filter({ hasText: /\S/ }).first()
  await page.getByText('0 of 3 decided').waitFor()
  await page.keyboard.press('d')
  await page.getByText('1 of 3 decided').waitFor()
  expect(await said.textContent()).toMatch(/^Mara Miller and mmiller: not the same\. Next: .*2 pairs left\.$/)
  await expect.poll(openPairs, patience).toBe(2)
  await page.keyboard.press('z')
  await page.getByText('0 of 3 decided').waitFor()
  await expect.poll(openPairs, patience).toBe(3)
  await page.keyboard.press('u')
  await page.getByText('0 of 3 decided, 1 left for later').waitFor()
  await page.keyboard.press('x')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('x')
  await page.getByText('2 pairs chosen').waitFor()
  await page.keyboard.press('d')
  await page.getByText('1 pair is left for later').waitFor()
  await expect.poll(openPairs, patience).toBe(1)
  await page.getByRole('button', { name: 'Look at them again' }).click()
  await page.getByText('2 of 3 decided').waitFor()
  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Undo the last answer').waitFor()
  expect(await findBarriers(page)).toEqual([])
  await page.keyboard.press('s')
  expect(await latest()).toBe('different')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})

test('what would change is told before, and comes true when the stages have run', async () => {
  await page.keyboard.press('p')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('2 people become 1 person.').waitFor()
  expect(await dialog.textContent()).toContain('14 events under 2 aliases')
  expect(await findBarriers(page)).toEqual([])
  await dialog.getByRole('button', { name: 'They are the same' }).click()
  await page.getByText('Every pair is decided').waitFor()
  expect(await findBarriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Work out 3 decisions' }).click()
  await page.getByText('Nobody here may be somebody else').waitFor()
  await expect
    .poll(async () => {
      const { items } = await groundswell.ask<List<PersonSummary>>('/people?search=mara')
      return items.map(({ aliases, events }) => [aliases, events])
    }, patience)
    .toEqual([[2, 14]])
})

test('an alias is taken out of a person, and back again, from the page of the person', async () => {
  await visit(page, `${groundswell.url}/people?search=ida%40example.org`)
  await page.locator('tbody a').first().click()
  await page.getByRole('heading', { name: /^Known under 2 aliases/ }).waitFor()
  await page.getByRole('button', { name: 'Idalia "Q" Quist is not the same person' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('1 person becomes 2 people.').waitFor()
  await dialog.getByLabel('Why').fill('Her mother.')
  expect(await findBarriers(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Take out what is chosen' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: 'Known under one alias' }).waitFor()
  await page.getByText('Her mother.').waitFor()
  await settle(page)
  expect(await findBarriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Take back…' }).click()
  await page.getByRole('dialog').getByText('2 people become 1 person.').waitFor()
  await page.getByRole('button', { name: 'Take it back' }).click()
  await page.getByRole('heading', { name: /^Known under 2 aliases/ }).waitFor()
  await page.getByRole('button', { name: 'Lock' }).click()
  await page.getByRole('button', { name: 'Unlock' }).waitFor()
  await page.getByText('Locked: no rule adds an alias or takes one away').waitFor()
  // Of two people who become one, the id of one is no more: the page asks for it once and goes to the other.
  expect(browser.takeComplaints().filter((complaint) => !complaint.includes('404'))).toEqual([])
})
