import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type OpenBrowser, openBrowser, settle, visit } from './browser.ts'
import { type Groundswell, startGroundswell, startTimeout } from './groundswell.ts'

let groundswell: Groundswell
let browser: OpenBrowser
let page: Page

beforeAll(async () => {
  groundswell = await startGroundswell()
  browser = await openBrowser()
  page = browser.page
}, startTimeout)

afterAll(async () => {
  await browser.close()
  await groundswell.stop()
})

beforeEach(() => page.setViewportSize({ width: 1280, height: 900 }))

const names = (): Promise<string[]> => page.locator('tbody tr td:first-child a').allTextContents()
const focused = (): Promise<string> =>
  page.evaluate<string>(
    "document.activeElement.tagName + ' ' + document.activeElement.textContent.trim().slice(0, 80)",
  )

/** Waits until the table shows the answer to what the address asks. */
const answered = async (): Promise<void> => {
  await page.locator('section[aria-busy=false] table[data-stale=false]').waitFor()
  await settle(page)
}

describe('a table', () => {
  test('shows what the address asks for: sorted, searched, filtered', async () => {
    await visit(page, `${groundswell.url}/people?sort=name&order=asc&state=P5`)
    await answered()
    const shown = await names()
    expect(shown).toHaveLength(27)
    expect(shown).toEqual([...shown].sort((a, b) => a.localeCompare(b)))
    expect(await page.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('ascending')
  })

  test('puts into the address what somebody does to it', async () => {
    await visit(page, `${groundswell.url}/people`)
    await answered()
    await page.getByRole('button', { name: 'Last seen' }).click()
    await page.waitForURL(/sort=last_seen&order=desc/)
    await page.getByRole('button', { name: 'Next' }).click()
    await page.waitForURL(/page=2/)
    await page.getByText(/^51–100 of 113$/).waitFor()
    await page.getByLabel('Name or address').fill('apricot')
    await page.waitForURL(/search=apricot/)
    expect(page.url()).not.toContain('page=')
    await page.getByText(/^\d+ fits? what you ask for/).waitFor()
    await answered()
    expect((await names()).every((name) => /apricot/i.test(name))).toBe(true)
    await page.reload()
    await answered()
    expect(await page.getByLabel('Name or address').inputValue()).toBe('apricot')
    expect((await names()).length).toBeGreaterThan(0)
  })

  test('says what to do when nothing fits', async () => {
    await visit(page, `${groundswell.url}/people?search=nobody%20of%20that%20name`)
    await page.getByRole('button', { name: 'Take the filters away' }).click()
    await page.getByText(/of 113$/).waitFor()
  })

  test('keeps the chosen columns in the address', async () => {
    await visit(page, `${groundswell.url}/people?columns=name,aliases`)
    await answered()
    expect(await page.locator('thead th').allTextContents()).toEqual(['Name', 'Aliases'])
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByLabel('Events').check()
    await page.waitForURL(/columns=name%2Cevents%2Caliases/)
  })

  test('is steered with arrow keys, and Enter opens a row', async () => {
    await visit(page, `${groundswell.url}/people`)
    await answered()
    const [first = '', second = ''] = await names()
    await page.getByRole('link', { name: first }).first().focus()
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toBe(`A ${second}`)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/people\/\d+/)
    await page.getByRole('heading', { level: 1, name: second }).waitFor()
    await expect.poll(focused, { timeout: 20_000 }).toBe(`H1 ${second}`)
  })

  test('of a segment answers for another day', async () => {
    await visit(page, `${groundswell.url}/segments/ladder%2FP3?asOf=2007-02-28`)
    await page.getByRole('heading', { name: 'Who was in it at the end of 2007-02-28' }).waitFor()
    await page.getByText(/of 35$/).waitFor()
    await page.getByRole('button', { name: 'Back to now' }).click()
    await page.getByText(/of 73$/).waitFor()
  })
})

describe('the keyboard alone', () => {
  test('skips to the page', async () => {
    await visit(page, groundswell.url)
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('A Skip to the page')
    await page.keyboard.press('Enter')
    expect(await focused()).toMatch(/^MAIN /)
  })

  test('finds a person with Ctrl-K and lands on the heading of the profile', async () => {
    await visit(page, groundswell.url)
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').waitFor()
    await page.keyboard.type('apricot')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/people\/\d+/)
    await page.getByRole('heading', { level: 1, name: /Apricot/ }).waitFor()
    await expect.poll(focused, { timeout: 20_000 }).toMatch(/^H1 .*Apricot/)
    await expect.poll(() => page.title(), { timeout: 20_000 }).toMatch(/Apricot · Groundswell/)
  })

  test('walks the journey in the order of the navigation', async () => {
    await visit(page, groundswell.url)
    const places = page.getByRole('navigation', { name: 'The journey' }).getByRole('link')
    expect(await places.allTextContents()).toEqual([
      'Home',
      'Sources',
      'People',
      'Organisations',
      'Segments',
      'Targets',
    ])
    await places.nth(4).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Segments' }).waitFor()
    await expect.poll(focused, { timeout: 20_000 }).toBe('H1 Segments')
  })
})

test('the colours somebody chose stay', async () => {
  await page.emulateMedia({ colorScheme: 'light' })
  await visit(page, groundswell.url)
  await page.getByRole('button', { name: /^Colours/ }).click()
  await page.getByRole('menuitem', { name: 'Dark' }).click()
  await page.reload()
  expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark')
})

test('the menu opens on a narrow screen and closes on arrival', async () => {
  await page.setViewportSize({ width: 320, height: 700 })
  await visit(page, groundswell.url)
  await page.getByRole('button', { name: 'Open the menu' }).click()
  await page.getByRole('dialog').getByRole('link', { name: 'People' }).click()
  await page.getByRole('heading', { level: 1, name: 'People' }).waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})
