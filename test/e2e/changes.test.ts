import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBarriers, type OpenBrowser, openBrowser, settle, visit } from './browser.ts'
import { type Groundswell, startGroundswell, startTimeout } from './groundswell.ts'

let groundswell: Groundswell
let browser: OpenBrowser
let page: Page

const day = 86_400
const now = Math.floor(Date.now() / 1000)

/** An exported history of three people at one company. */
function writeHistory(path: string, people: readonly string[]): void {
  const commits = people.map((person, index) => {
    const hash = (index + 1).toString(16).padStart(40, people.length.toString())
    const at = now - (index + 1) * day
    return `@${hash}\t${person}\t${person.toLowerCase()}@acme.example.com\t${at}\t${at}\tA change\n1\t0\tsrc/a.c\n`
  })
  writeFileSync(path, commits.join('\n'))
}

beforeAll(async () => {
  groundswell = await startGroundswell((folder) => {
    writeHistory(join(folder, 'first.log'), ['Ana', 'Bo', 'Cy'])
    return [join(folder, 'first.log')]
  })
  browser = await openBrowser()
  page = browser.page
}, startTimeout)

afterAll(async () => {
  await browser.close()
  await groundswell.stop()
})

test('a source is recognised by its path, confirmed, read, and shown', async () => {
  const path = join(groundswell.folder, 'second.log')
  writeHistory(path, ['Dee', 'Eli', 'Flo', 'Gus'])
  await visit(page, `${groundswell.url}/sources/add`)
  await page.getByLabel('Path of a folder or file').fill(path)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /^This is a Git history/ }).waitFor()
  expect(await findBarriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Add and collect' }).click()
  await page.getByRole('heading', { level: 1, name: 'git:second' }).waitFor()
  await page.getByText(/^Done:/).waitFor()
  await page.getByText(/4 events and 4 ways of naming somebody/).waitFor()
  await visit(page, `${groundswell.url}/people?search=flo`)
  await page.getByRole('link', { name: 'Flo' }).waitFor()
})

test('what a source would become can be seen before it is added, and a mistake is told', async () => {
  const path = join(groundswell.folder, 'wiki.csv')
  const rows = ['When,Name,Mail', '2024-01-02,<b>Ivy</b>,ivy@example.org', '2024-01-03,Jo,jo@example.org']
  writeFileSync(path, `${rows.join('\n')}\nsomeday,Kim,kim@example.org\n`)
  await visit(page, `${groundswell.url}/sources/add?connector=table`)
  await page.getByLabel('Path', { exact: false }).last().fill(path)
  await page.getByLabel('Email column').fill('Mail')
  await page.getByLabel('Type', { exact: true }).selectOption('docs.contribute')
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel('Time column').fill('When')
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByText('All 3 records: 2 events, 1 set aside, 0 ignored.', { exact: false }).waitFor()
  const table = page.getByRole('table')
  expect(await table.textContent()).toContain('<b>Ivy</b>')
  expect(await table.textContent()).toContain('wiki.csv:4')
  expect(await findBarriers(page)).toEqual([])
  await visit(page, `${groundswell.url}/sources`)
  expect(await page.getByText('table:wiki').count()).toBe(0)
})

test('a path that is nothing is told in a sentence that says what to do', async () => {
  browser.takeComplaints()
  await visit(page, `${groundswell.url}/sources/add`)
  await page.getByLabel('Path of a folder or file').fill(join(groundswell.folder, 'nothing-here'))
  await page.getByRole('button', { name: 'Look at it' }).click()
  const alert = page.getByRole('alert')
  await alert.waitFor()
  expect(await alert.textContent()).toContain('nothing-here')
  expect(await findBarriers(page)).toEqual([])
})

test('what a domain is can be overruled, and taken back', async () => {
  await visit(page, `${groundswell.url}/organisations`)
  await page.locator('tbody a').first().click()
  await page.getByText(/^Company, /).waitFor()
  const overrule = async (key: string): Promise<void> => {
    await page
      .getByRole('button', { name: /^Overrule what/ })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    if (key === 'This is what it is') {
      await dialog.getByLabel('Kind').selectOption('education')
      await dialog.getByLabel('Why').fill('It teaches.')
      expect(await findBarriers(page)).toEqual([])
    }
    await dialog.getByRole('button', { name: key }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  await overrule('This is what it is')
  await page.getByText(/^Education or research, /).waitFor()
  await settle(page)
  await page
    .getByText(/It teaches/)
    .first()
    .waitFor()
  await overrule('Take back')
  await page.getByText(/^Company, /).waitFor()
})

test('for whom somebody acts can be said, with why, and taken back', async () => {
  await visit(page, `${groundswell.url}/people?search=bo`)
  await page.getByRole('link', { name: 'Bo', exact: true }).click()
  await page.getByRole('heading', { name: 'For whom they may act' }).waitFor()
  await page.getByText('How that was weighed').click()
  await page.getByText(/Nobody we know of: /).waitFor()
  const key = page.getByRole('button', { name: 'Say for whom they act…' })
  await key.click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Organisation').fill('Widgets')
  await dialog.getByLabel('Why').fill('He told us.')
  expect(await findBarriers(page)).toEqual([])
  await dialog.getByRole('button', { name: 'This is so' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page
    .getByText(/decided by .*: He told us\./)
    .first()
    .waitFor()
  await settle(page)
  await page.getByRole('link', { name: 'Widgets' }).first().click()
  await page.getByRole('heading', { name: 'Why they count as its people' }).waitFor()
  await page.getByRole('button', { name: 'Say what it belongs to…' }).click()
  await dialog.getByLabel('Organisation').fill('Widgets Holding')
  await dialog.getByLabel('From').fill('2019-07-09')
  expect(await findBarriers(page)).toEqual([])
  await dialog.getByRole('button', { name: 'This is so' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Part of Widgets Holding').waitFor()
  expect(await findBarriers(page)).toEqual([])
  await page.goBack()
  await key.click()
  await dialog.getByRole('button', { name: 'Take back' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page
    .getByText(/from @example\.com|from @acme\.example\.com/)
    .first()
    .waitFor()
  expect(await page.getByText('He told us.').count()).toBe(0)
})

test('a mapping is mended, and what was quarantined by it is tried again', async () => {
  const path = join(groundswell.folder, 'guests.csv')
  const rows = ['Hal,hal@acme.example.com,2024-01-05,came', 'Ida,ida@acme.example.com,2024-01-06,came']
  writeFileSync(path, `name,email,occurred_at,type\n${rows.join('\n')}\n`)
  await visit(page, `${groundswell.url}/sources/add?connector=table`)
  await page.getByLabel(/^Path( \*)?$/).fill(path)
  await page.getByRole('button', { name: 'Add and collect' }).click()
  await page.getByRole('heading', { name: '2 records wait in quarantine' }).waitFor()
  await page.getByRole('button', { name: 'Change the settings…' }).click()
  await page.getByLabel('Types').fill('[{ "says": "came", "type": "event.attend" }]')
  expect(await findBarriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Save the settings' }).click()
  await page.getByRole('button', { name: 'Change the settings…' }).waitFor()
  await page.getByRole('button', { name: 'Try all again' }).click()
  await page.getByRole('heading', { name: 'Nothing waits in quarantine' }).waitFor()
  await page.getByText(/2 events and 2 ways of naming somebody/).waitFor()
})

test('a source is read by itself when it is told to, at times that are understood', async () => {
  await visit(page, `${groundswell.url}/sources/git:second`)
  await page.getByText('It is not read by itself.').waitFor()
  await page.getByLabel('It is read', { exact: true }).selectOption('every night')
  await page.getByText(/^Next: /).waitFor()
  await page.getByLabel('It is read', { exact: true }).selectOption('at other times (cron)')
  await page.getByLabel('Five fields of cron').fill('often')
  await page.getByRole('button', { name: 'Keep these times' }).click()
  await page.getByText(/“often” is not a schedule/).waitFor()
  await page.getByLabel('Five fields of cron').fill('30 4 * * 1-5')
  await page.getByRole('button', { name: 'Keep these times' }).click()
  await page.getByText(/30 4 \* \* 1-5/).waitFor()
  expect(await findBarriers(page)).toEqual([])
  await page.getByLabel('It is read', { exact: true }).selectOption('only when somebody asks')
  await page.getByText('It is not read by itself.').waitFor()
})

test('a secret that was made is shown once, and then only that there is one', async () => {
  await visit(page, `${groundswell.url}/sources/add?connector=forge-webhook`)
  await page.getByLabel(/^Name( \*)?$/).fill('forge')
  await page.getByRole('button', { name: 'Add and collect' }).click()
  await page.getByText('Copy this now').waitFor()
  const secret = await page.getByLabel('secret', { exact: true }).inputValue()
  expect(secret.length).toBeGreaterThan(16)
  expect(await findBarriers(page)).toEqual([])
  await page.getByRole('link', { name: /I have copied it/ }).click()
  await page.getByText('••••••••').waitFor()
  expect(await page.content()).not.toContain(secret)
})

test('collecting again says that nothing is new', async () => {
  await visit(page, `${groundswell.url}/sources`)
  await page.getByRole('button', { name: 'Collect from all' }).click()
  await page.getByText(/^Done:/).waitFor()
  await page.getByText('There was nothing new to read.').first().waitFor()
})

test('a source is removed only after a question, and the way back is named', async () => {
  await visit(page, `${groundswell.url}/sources/git:second`)
  await page.getByRole('button', { name: 'Remove the source…' }).click()
  const dialog = page.getByRole('dialog')
  expect(await dialog.textContent()).toContain('4 events')
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await page.waitForURL(/\/sources$/)
  await page.getByRole('link', { name: 'git:second' }).waitFor({ state: 'detached' })
})
