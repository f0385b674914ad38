import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBarriers, type OpenBrowser, openBrowser, visit } from './browser.ts'
import { type Groundswell, startEmptyGroundswell, startTimeout } from './groundswell.ts'

let groundswell: Groundswell
let browser: OpenBrowser

beforeAll(async () => {
  groundswell = await startEmptyGroundswell()
  browser = await openBrowser()
}, startTimeout)

afterAll(async () => {
  await browser.close()
  await groundswell.stop()
})

test.each([
  ['/', 'Nothing has been collected yet', '/sources/add'],
  ['/sources', 'Here will stand what Groundswell reads', '/sources/add'],
  ['/people', 'Here will stand everybody a source names', '/sources/add'],
  ['/organisations', 'Here will stand the organisations people act for', '/sources/add'],
  ['/segments', 'Here will stand the groups your community falls into', '/sources'],
  ['/segments/overlap', 'Here will stand who is in several segments at once', '/sources'],
  ['/segments/compare', 'Here will stand what sets two segments apart', '/sources'],
])(
  '%s of an empty workspace teaches: what would be here, and the one key that changes it',
  async (path, words, next) => {
    const { page } = browser
    await visit(page, groundswell.url + path)
    await page.getByText(words).waitFor()
    expect(await page.locator(`main article a[href="${next}"]`).count()).toBeGreaterThan(0)
    expect(await findBarriers(page)).toEqual([])
    expect(browser.takeComplaints()).toEqual([])
  },
)

test('a page of something that is not there says so and what to do', async () => {
  const { page } = browser
  await visit(page, `${groundswell.url}/people/12345`)
  expect(await page.getByRole('alert').textContent()).toContain('search for the name')
})
