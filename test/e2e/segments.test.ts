import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBarriers, measureOverflow, type OpenBrowser, openBrowser, settle, visit } from './browser.ts'
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

const preview = () => page.getByRole('complementary', { name: 'Whom it would hold' })
const rule = () => page.getByLabel('Rule as text')

test('a segment is put together as a form and as text, published, changed, and keeps its versions', async () => {
  await visit(page, `${groundswell.url}/segments`)
  await page.getByRole('link', { name: 'New segment' }).click()
  await page.getByRole('heading', { level: 1, name: 'New segment' }).waitFor()
  await page.getByLabel('Title').fill('The well known')
  await page.getByRole('button', { name: 'Add a rule' }).click()
  await page.getByRole('menuitem', { name: 'Stands on a rung' }).click()
  await page.getByRole('button', { name: 'Remove this rule' }).first().click()
  await page.getByText('As text', { exact: true }).click()
  expect(await rule().inputValue()).toMatch(/^all:\n +- stands:/)
  await rule().fill('all:\n  - stands: {at_least: P4, at_mist: P5}')
  await preview().getByRole('alert').waitFor()
  await rule().fill('all:\n  - stands: {at_least: P4}')
  await preview().getByText('40 people', { exact: true }).waitFor()
  // What was wrong on the way is refused with 422, which a browser tells as an error.
  browser.takeComplaints()

  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('heading', { level: 1, name: 'The well known' }).waitFor()
  await page.getByText('40 people.', { exact: false }).waitFor()
  await page.getByRole('heading', { name: 'Who is in it' }).waitFor()
  await settle(page)
  expect(browser.takeComplaints()).toEqual([])
  expect(await findBarriers(page)).toEqual([])

  await page.getByRole('link', { name: 'Change', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Change “The well known”' }).waitFor()
  await preview().getByText('Nobody would enter or leave the published segment.').waitFor()
  await page.getByText('As text', { exact: true }).click()
  await rule().fill('all:\n  - stands: {at_least: P5}')
  await preview().getByText('0 would enter, 13 would leave').click()
  await preview().getByRole('heading', { name: 'Leave' }).waitFor()
  expect(await findBarriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Publish as the next version' }).click()
  await page.getByText('27 people.', { exact: false }).waitFor()
  await page.getByText('2 versions').click()
  const versions = page.getByRole('region', { name: 'Versions' })
  expect(await versions.getByRole('row').nth(1).textContent()).toMatch(/^2.*"at_least":"P5"/)
  expect(await versions.getByRole('row').nth(2).textContent()).toMatch(/^1.*"at_least":"P4"/)
  await page.getByText(/Its rule was changed on 16 Oct 2007 \(rule 2\)\./).waitFor()
  await versions.getByRole('button', { name: 'Restore version 1' }).click()
  await page.getByText('3 versions').waitFor()
  await page.getByText('40 people.', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'Retire' }).click()
  await page.getByRole('heading', { level: 1, name: 'Segments' }).waitFor()
  await page.getByRole('link', { name: 'The well known' }).waitFor({ state: 'detached' })
  expect(browser.takeComplaints()).toEqual([])
})

test('a rung and what people are filtered by become a segment', async () => {
  await visit(page, groundswell.url)
  await page.getByRole('link', { name: 'Make a segment: Regular' }).click()
  await preview().getByText('13 people', { exact: true }).waitFor()
  await visit(page, `${groundswell.url}/people?state=P4&segment=contribution-kind%2Fcoder`)
  await page.getByRole('link', { name: 'Make a segment' }).click()
  await page.getByRole('heading', { level: 1, name: 'New segment' }).waitFor()
  expect(await page.getByLabel('Title').inputValue()).toBe('Regular: Coders')
  await preview().getByText('6 people', { exact: true }).waitFor()
  expect(browser.takeComplaints()).toEqual([])
})

test('a segment tells what its members are like, and any part of that becomes a segment', async () => {
  await visit(page, `${groundswell.url}/segments/ladder%2FP4`)
  await page
    .getByRole('heading', { name: '44 came and 31 left between 16 Oct 2006 and 16 Oct 2007' })
    .waitFor()
  await page.getByRole('heading', { name: '2 of 13 act for Sun Microsystems' }).waitFor()
  await page
    .getByRole('img', { name: /^Before Regulars: Contributors 41, Core 3\. After: Core 31/ })
    .waitFor()
  const apart = page.getByRole('region', { name: 'What sets members apart' })
  expect(await apart.getByRole('row', { name: /Steady/ }).textContent()).toMatch(/Steady.*38.%.*8.%.*4\.8/)
  await apart.getByRole('link', { name: /^Make a segment: Regulars: .*Steady$/ }).click()
  await page.getByRole('heading', { level: 1, name: 'New segment' }).waitFor()
  expect(await page.getByLabel('Title').inputValue()).toMatch(/^Regulars: .*Steady$/)
  await preview().getByText('5 people', { exact: true }).waitFor()
  expect(browser.takeComplaints()).toEqual([])
})

test('segments overlap: chosen by keyboard, drawn and told as a table, and a set becomes a segment', async () => {
  await visit(page, `${groundswell.url}/segments/ladder%2FP4`)
  await page.getByRole('link', { name: 'Overlap with…' }).click()
  await page.getByText('Choose at least one more segment').waitFor()
  await page.getByRole('combobox', { name: 'Segments' }).fill('coders')
  await page.getByRole('option', { name: /^Coders/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '6 of 41 people are in more than one of these 2' }).waitFor()
  await page.keyboard.press('Escape')
  expect(await page.getByRole('img', { name: /Regulars \+ Coders 6/ }).count()).toBe(1)
  const sets = page.getByRole('region', { name: 'Sets', exact: true })
  await sets.getByRole('link', { name: 'Only Regulars', exact: true }).click()
  await page.waitForURL(/set=ladder%2FP4/)
  await page.getByRole('status').getByText('7 people, and in no other of those chosen.').waitFor()
  await page.reload()
  await page.getByRole('status').getByText('7 people').waitFor()
  await page.getByRole('link', { name: 'Make a segment', exact: true }).click()
  await preview().getByText('7 people', { exact: true }).waitFor()
  expect(await page.getByLabel('Title').inputValue()).toBe('Only Regulars')
  expect(browser.takeComplaints()).toEqual([])
})

test('two segments are compared, and whoever is only in one becomes a segment', async () => {
  await visit(page, `${groundswell.url}/segments/ladder%2FP5`)
  await page.getByRole('link', { name: 'Compare with…' }).click()
  await page.getByText('Choose the other one.').waitFor()
  await page.getByRole('combobox', { name: 'The other' }).fill('translators (kind')
  await page.getByRole('option', { name: /^Translators/ }).click()
  await page.getByRole('heading', { name: '16 of the 76 in either are in both: 21 %' }).waitFor()
  await page.getByRole('region', { name: 'What sets them apart' }).waitFor()
  await page.getByRole('link', { name: 'Make a segment: Core, not Translators' }).click()
  await preview().getByText('11 people', { exact: true }).waitFor()
  expect(browser.takeComplaints()).toEqual([])
})

test('what cannot be looked at together is told, and nothing breaks', async () => {
  const refused = [
    ['/segments/overlap?segments=ladder/P4,no/such', 'There is no segment “no/such”'],
    ['/segments/overlap?segments=ladder/P4,organisation-size/large', 'have nobody in common'],
    ['/segments/compare?a=ladder/P4&b=ladder/P4', 'is the same as itself'],
    ['/segments/schemes?scheme=no-such', 'No other scheme is about the same.'],
  ]
  for (const [path, words] of refused) {
    await visit(page, `${groundswell.url}${path}`)
    await page.getByText(words ?? '').waitFor()
    expect(await findBarriers(page), path).toEqual([])
  }
  browser.takeComplaints()
})

test('groups are discovered, one is named and published', async () => {
  await visit(page, `${groundswell.url}/segments/discover`)
  await page.getByLabel('How many groups').fill('3')
  await page.getByRole('main').getByRole('button', { name: 'Search' }).click()
  const publish = page.getByRole('link', { name: /^Publish as a segment: / }).first()
  await publish.waitFor()
  await settle(page)
  expect(await findBarriers(page)).toEqual([])
  await publish.click()
  await page.getByRole('heading', { level: 1, name: 'New segment' }).waitFor()
  await page.getByLabel('Title').fill('Those we found')
  await page.getByLabel('Purpose').fill('Ask them what they need')
  await preview()
    .getByText(/^\d+ people$/)
    .waitFor()
  const told = await preview()
    .getByText(/^\d+ people$/)
    .textContent()
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('heading', { level: 1, name: 'Those we found' }).waitFor()
  await page.getByText(`${told}.`, { exact: false }).waitFor()
  await page.getByText('Ask them what they need').waitFor()
  await page.setViewportSize({ width: 320, height: 700 })
  await settle(page)
  expect(await measureOverflow(page)).toBe(0)
  expect(await findBarriers(page)).toEqual([])
  expect(browser.takeComplaints()).toEqual([])
})
