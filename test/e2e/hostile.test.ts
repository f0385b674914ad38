import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { List, PersonSummary } from '../../src/serve/http/contract.ts'
import { git, makeHistory } from '../support/git-repository.ts'
import { findBarriers, measureOverflow, type OpenBrowser, openBrowser, visit } from './browser.ts'
import { type Groundswell, startGroundswell, startTimeout } from './groundswell.ts'

let groundswell: Groundswell
let browser: OpenBrowser
let page: Page

const names = [
  '<img src=x onerror=window.hacked=1>',
  '"\'><script>window.hacked=1</script>',
  "Robert'); DROP TABLE people;--",
  '\u202eEvil reversed\u202c and \u2066isolated',
  'bell\u0007 null\u0001 escape\u001b[31m red',
  'javascript:window.hacked=1',
  '{a|b} {{7*7}} %s',
  '=HYPERLINK("x")',
  `Z${'\u0351\u0489'.repeat(60)}algo`,
  `Long${'W'.repeat(400)}`,
  'محمد العربي',
]

const day = 86_400
const now = Math.floor(Date.now() / 1000)

const hostileTag = 'v1<img>{a|b}'

/** An exported history in which everybody has a hostile name, a repository with a hostile tag, and an access log with hostile lines. */
function makeSources(folder: string): string[] {
  const commits = names.flatMap((name, index) =>
    [0, 40, 80].map((days, turn) => {
      const hash = (index * 10 + turn + 1).toString(16).padStart(40, '0')
      const at = now - days * day - index
      const head = `@${hash}\t${name}\tp${index}@example.org\t${at}\t${at}\tFix <b>bold</b> \u202e bug`
      return `${head}\n${index + 1}\t1\tsrc/<script>window.hacked=1<\u002fscript>.c\n`
    }),
  )
  const log = join(folder, 'hostile.log')
  writeFileSync(log, commits.join('\n'))
  const when = new Date((now - day) * 1000)
    .toUTCString()
    .replace(/\w+, (\d+) (\w+) (\d+) (\S+) GMT/, '$1/$2/$3:$4 +0000')
  const visits = Array.from(
    { length: 40 },
    (_, index) =>
      `192.0.2.${index} - - [${when}] "GET /docs/${index}.html HTTP/1.1" 200 512 "-" "Mozilla/5.0 (X11; Linux x86_64) Firefox/1${index}.0"`,
  )
  const broken = '192.0.2.99 - - <script>window.hacked=1</script> \u202e\u0007 not a line of a log at all'
  const repository = join(folder, 'tagged.git')
  makeHistory(repository, [{ date: `${now - 40 * day} +0000` }, { date: `${now - 3 * day} +0000` }])
  git(repository, 'tag', hostileTag, 'main~1')
  const access = join(folder, 'access.log')
  writeFileSync(access, [...visits, broken, ''].join('\n'))
  return [log, access, repository]
}

beforeAll(async () => {
  groundswell = await startGroundswell(makeSources)
  browser = await openBrowser()
  page = browser.page
}, startTimeout)

afterAll(async () => {
  await browser.close()
  await groundswell.stop()
})

/** Nothing ran, nothing hides, nothing turns around, nothing sticks out. */
async function expectInert(): Promise<void> {
  expect(await page.evaluate<boolean>("'hacked' in window")).toBe(false)
  const text = await page.evaluate<string>('document.title + document.body.textContent')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is there is the point
  expect(text.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u)).toBeNull()
  expect(await page.locator('main script, main img').count()).toBe(0)
  expect(await measureOverflow(page)).toBe(0)
  expect(browser.takeComplaints()).toEqual([])
}

describe.each([1280, 320])('%i px wide', (width) => {
  test.each(['/', '/sources', '/people?limit=100', '/organisations', '/segments', '/segments/ladder%2FP3'])(
    '%s shows hostile names inert',
    async (path) => {
      await page.setViewportSize({ width, height: 800 })
      await visit(page, groundswell.url + path)
      await expectInert()
    },
  )
})

test('every profile shows them inert, where room is least', async () => {
  await page.setViewportSize({ width: 320, height: 800 })
  const { items } = await groundswell.ask<List<PersonSummary>>('/people?limit=100')
  expect(items.length).toBeGreaterThanOrEqual(names.length)
  for (const person of items) {
    await visit(page, `${groundswell.url}/people/${person.personId}`)
    await expectInert()
  }
})

test('names are still there to be read', async () => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await visit(page, `${groundswell.url}/people`)
  await page.getByRole('link', { name: '<img src=x onerror=window.hacked=1>' }).waitFor()
  await page.getByRole('link', { name: 'محمد العربي' }).waitFor()
  await page.getByRole('link', { name: '\ufffdEvil reversed\ufffd and \ufffdisolated' }).waitFor()
})

test('the quarantine shows what could not be read, inert', async () => {
  const { items } = await groundswell.ask<List<{ id: string; quarantined: number }>>('/sources')
  const source = items.find((one) => one.quarantined > 0)
  expect(source).toBeDefined()
  await visit(page, `${groundswell.url}/sources/${encodeURIComponent(source?.id ?? '')}`)
  await page.locator('pre', { hasText: '<script>window.hacked=1</script>' }).waitFor()
  await expectInert()
  expect(await findBarriers(page)).toEqual([])
})

test('the waterline has both halves once visitors are counted', async () => {
  await visit(page, groundswell.url)
  await page.getByText('visitors without a name', { exact: true }).waitFor()
  // The tag stands on the chart as text, without the signs a chart would read as formatting.
  await page.locator('figure svg text', { hasText: 'v1<img>(a/b)' }).first().waitFor()
  expect(await findBarriers(page)).toEqual([])
})

test('visitors nobody can name become a segment that is counted and never listed', async () => {
  const rule = JSON.stringify({ visited: { acts: ['docs.visit'], on: ['/docs/*', '<b>(['] } })
  const given = new URLSearchParams({ title: '<b>Readers</b> \u202e', of: 'visitors', rule })
  await visit(page, `${groundswell.url}/segments/new?${given}`)
  await page.getByText('At least 40 visitors', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('heading', { level: 1, name: '<b>Readers</b>' }).waitFor()
  await page.getByText('They are counted, not listed', { exact: false }).waitFor()
  await page.getByText('At least 40 visitors', { exact: true }).waitFor()
  expect(await page.getByRole('heading', { name: 'Who is in it' }).count()).toBe(0)
  await page.setViewportSize({ width: 320, height: 800 })
  await expectInert()
  expect(await findBarriers(page)).toEqual([])
})

test('search finds a hostile name and shows it inert', async () => {
  await visit(page, groundswell.url)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('onerror')
  await page.getByRole('option', { name: /onerror/ }).waitFor()
  await expectInert()
})
