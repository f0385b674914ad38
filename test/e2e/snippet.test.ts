import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AddedSource, Job, List, Person, PersonSummary, Source } from '../../src/serve/http/contract.ts'
import { type OpenBrowser, openBrowser } from './browser.ts'
import { type Groundswell, startEmptyGroundswell, startTimeout } from './groundswell.ts'

let groundswell: Groundswell
let browser: OpenBrowser
let site: Server
let siteUrl: string

/** A site of another origin that includes the script as its README says. */
beforeAll(async () => {
  groundswell = await startEmptyGroundswell()
  const { config } = await tell<AddedSource>('/sources', { connector: 'tracking', config: { name: 'site' } })
  site = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end(`<!doctype html><title>Page ${request.url}</title>
      <script defer src="${groundswell.url}/v1/groundswell.js" data-key="${String(config['writeKey'])}"></script>`)
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  siteUrl = `http://localhost:${(site.address() as AddressInfo).port}`
  browser = await openBrowser()
}, startTimeout)

afterAll(async () => {
  await browser.close()
  site.close()
  await groundswell.stop()
})

async function tell<T>(path: string, body: object): Promise<T> {
  const response = await fetch(`${groundswell.url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await response.json()) as T
}

async function countEvents(): Promise<number> {
  const { items } = await groundswell.ask<List<Source>>('/sources')
  return items[0]?.events ?? 0
}

test('a page of another site sends visits, and what was seen before signing in is theirs who signed in', async () => {
  const { page } = browser
  await page.goto(`${siteUrl}/docs/start`)
  await page.goto(`${siteUrl}/pricing`)
  await page.evaluate(`groundswell.track('Demo opened', { value: 3 })`)
  await page.evaluate(`groundswell.identify('user-7', { name: 'Ann Lee', email: 'ann@example.org' })`)
  await page.goto(`${siteUrl}/`)
  await expect.poll(countEvents, { timeout: 30_000 }).toBe(5)
  expect(browser.takeComplaints()).toEqual([])
  expect(await page.context().cookies()).toEqual([])

  const job = await tell<Job>('/jobs', { stages: ['resolve', 'segment'] })
  await expect
    .poll(async () => (await groundswell.ask<Job>(`/jobs/${job.jobId}`)).status, { timeout: 60_000 })
    .toBe('done')
  const { items } = await groundswell.ask<List<PersonSummary>>('/people')
  expect(items).toMatchObject([{ name: 'Ann Lee', email: 'ann@example.org', events: 5 }])
  const person = await groundswell.ask<Person>(`/people/${items[0]?.personId}`)
  expect(person.visitors).toMatchObject([{ events: 3 }])
  await page.goto(`${groundswell.url}/people/${items[0]?.personId}`)
  await page.getByRole('heading', { name: 'Visits before a name was given' }).waitFor()
  await page.getByText(/3 events from .* They count as theirs\./).waitFor()
})

test('who asks not to be tracked is not, and no number is made', async () => {
  const { page } = browser
  const sent: string[] = []
  page.on('request', (request) => sent.push(new URL(request.url()).pathname))
  await page.addInitScript(
    `Object.defineProperty(navigator, 'doNotTrack', { value: '1' }); sessionStorage.clear()`,
  )
  await page.goto(`${siteUrl}/docs/start`)
  await page.evaluate(`groundswell.identify('user-8'); groundswell.track('Demo opened')`)
  await page.goto(`${siteUrl}/`)
  expect(sent.filter((path) => path.startsWith('/v1/') && path !== '/v1/groundswell.js')).toEqual([])
  expect(await page.evaluate('sessionStorage.length')).toBe(0)
  expect(await countEvents()).toBe(5)
})
