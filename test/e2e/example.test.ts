import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { List, OrganisationSummary, PersonSummary } from '../../src/serve/http/contract.ts'
import { findBarriers, measureOverflow, type OpenBrowser, openBrowser, settle, visit } from './browser.ts'
import { type Groundswell, startGroundswell, startTimeout } from './groundswell.ts'

let groundswell: Groundswell
let browser: OpenBrowser
// The other rules look at structure, which colours do not change.
const contrast = ['color-contrast']
const paths: Record<string, string> = {}

beforeAll(async () => {
  groundswell = await startGroundswell()
  browser = await openBrowser()
  const { items: people } = await groundswell.ask<List<PersonSummary>>('/people?limit=1')
  const { items: organisations } = await groundswell.ask<List<OrganisationSummary>>(
    '/organisations?kind=corporate&limit=1',
  )
  paths['person'] = `/people/${people[0]?.personId}`
  paths['organisation'] = `/organisations/${organisations[0]?.organisationId}`
}, startTimeout)

afterAll(async () => {
  await browser.close()
  await groundswell.stop()
})

describe.each([
  ['home', '/', 'Who is here'],
  ['sources', '/sources', 'Sources'],
  ['add a source', '/sources/add?connector=git', 'Add a source'],
  ['source', '/sources/git:evolution', 'git:evolution'],
  ['people', '/people?limit=10', 'People'],
  ['person', undefined, undefined],
  ['organisations', '/organisations?limit=10', 'Organisations'],
  ['organisation', undefined, undefined],
  ['segments', '/segments', 'Segments'],
  ['segment', '/segments/ladder%2FP3?limit=10', 'Contributors'],
  ['a page that is not there', '/no/such/page', 'There is no such page'],
])('%s', (name, path, heading) => {
  test('shows itself without complaint and without barriers, in every dress and width', async () => {
    const { page } = browser
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.emulateMedia({ colorScheme: 'light' })
    await visit(page, groundswell.url + (path ?? paths[name] ?? ''))
    const shown = (await page.locator('h1').textContent()) ?? ''
    if (heading !== undefined) expect(shown).toBe(heading)
    expect(await page.title()).toMatch(/.+ · Groundswell$/)
    expect(await findBarriers(page), 'wide, light').toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await findBarriers(page, contrast), 'wide, dark').toEqual([])
    await page.setViewportSize({ width: 320, height: 700 })
    await settle(page)
    expect(await measureOverflow(page), 'overflow at 320 px').toBe(0)
    expect(await findBarriers(page), 'narrow, dark').toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
    expect(await findBarriers(page, contrast), 'narrow, light').toEqual([])
    expect(browser.takeComplaints()).toEqual([])
  })
})

test('the first page says what is found in sentences, and marks its charts with releases', async () => {
  const { page } = browser
  await page.setViewportSize({ width: 1280, height: 900 })
  await visit(page, groundswell.url)
  expect(await page.locator('article li').first().textContent()).toMatch(/113 people from 14 organisations/)
  expect(await page.getByRole('note').textContent()).toContain('as of 16 Oct 2007')
  await page.getByRole('button', { name: 'Show as table' }).first().click()
  expect(await page.getByRole('rowheader', { name: 'September 2007' }).count()).toBe(1)
})

test('script stays within its budget: 500 kB compressed for the page that needs most', async () => {
  const { page } = browser
  await visit(page, groundswell.url)
  const sizes = await page.evaluate<number[]>(`
    performance.getEntriesByType('resource')
      .filter((entry) => /\\.js$/.test(new URL(entry.name).pathname))
      .map((entry) => entry.encodedBodySize)`)
  const whole = sizes.reduce((sum, size) => sum + size, 0)
  expect(sizes.length).toBeGreaterThan(3)
  expect(whole).toBeGreaterThan(100_000)
  expect(whole).toBeLessThan(500_000)
})
