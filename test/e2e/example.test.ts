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
  ['a new segment', '/segments/new', undefined],
  ['discover', '/segments/discover', 'Discover groups'],
  [
    'overlap',
    '/segments/overlap?segments=ladder%2FP4,ladder%2FP5,contribution-kind%2Fcoder,activity-rfm%2Fcore',
    'How segments overlap',
  ],
  ['schemes', '/segments/schemes?scheme=ladder', 'How schemes overlap'],
  ['compare', '/segments/compare?a=ladder%2FP5&b=ladder%2FP3', 'Compare segments'],
  ['targets', '/targets', 'Targets'],
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

test('targets begin with a business model, are rated by two people, and stand in a matrix that says how sure it is', async () => {
  const { page } = browser
  await page.setViewportSize({ width: 1280, height: 900 })
  await visit(page, `${groundswell.url}/targets`)
  await page.getByLabel('Open core').check()
  await page.getByRole('button', { name: 'Show what it begins with' }).click()
  await page.getByText(/segments would be published/).waitFor()
  expect(await findBarriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Begin with this' }).click()
  const target = page.getByRole('link', { name: 'Code contributors' })
  await expect
    .poll(
      async () => {
        await visit(page, `${groundswell.url}/targets`)
        return page.getByRole('row', { name: /Code contributors 113/ }).count()
      },
      { timeout: 90_000 },
    )
    .toBe(1)
  await target.click()
  for (const rater of ['Ann', 'Bo']) {
    await page.getByRole('button', { name: 'Rate', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Who rates').fill(rater)
    await dialog.getByRole('button', { name: 'Rate', exact: true }).click()
    await page.getByRole('rowheader', { name: rater }).waitFor()
  }
  await page
    .getByRole('table', { name: 'Quadrants' })
    .or(page.getByRole('region', { name: 'Quadrants' }))
    .first()
    .waitFor()
  expect(await findBarriers(page)).toEqual([])
  await visit(page, `${groundswell.url}/targets`)
  expect(await page.locator('svg ellipse').count()).toBe(1)
  expect(await findBarriers(page)).toEqual([])
  await page.setViewportSize({ width: 320, height: 700 })
  await settle(page)
  expect(await measureOverflow(page)).toBe(0)
  expect(browser.takeComplaints()).toEqual([])
})
