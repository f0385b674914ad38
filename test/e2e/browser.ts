import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect, vi } from 'vitest'

// What a person would find slow is measured in bench/; here a machine busy with other tests must not tip a result over.
vi.setConfig({ testTimeout: 180_000 })

export interface OpenBrowser {
  readonly page: Page
  /** What the browser complained about since the last look: errors on the console, and those nobody caught. */
  takeComplaints(): string[]
  close(): Promise<void>
}

/** A real browser with nothing in it; the profile is thrown away afterwards. */
export async function openBrowser(): Promise<OpenBrowser> {
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(90_000)
  const page = await context.newPage()
  const complaints = listen(context)
  return {
    page,
    takeComplaints: () => complaints.splice(0),
    close: () => browser.close(),
  }
}

function listen(context: BrowserContext): string[] {
  const complaints: string[] = []
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  context.on('weberror', (error) => complaints.push(String(error.error())))
  return complaints
}

function findChromium(): string {
  const names = ['chromium', 'chromium-browser', 'google-chrome']
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync)
  if (found === undefined)
    throw new Error('These tests need Chromium on the PATH; on Debian: apt install chromium')
  return found
}

/** Opens a page of the app and waits until it shows what it has, charts included. */
export async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'domcontentloaded' })
  await settle(page)
}

/** Until nothing on the page is a placeholder any more. */
export async function settle(page: Page): Promise<void> {
  await page.locator('h1').waitFor()
  for (const placeholder of ['.mantine-Skeleton-root', 'figure [role=img]:not(:has(svg))'])
    await expect.poll(() => page.locator(placeholder).count(), { timeout: 60_000 }).toBe(0)
}

/** What axe finds, WCAG 2.2 AA and good practice: `rule: element`, nothing when all is well; or of the named rules only. */
export async function findBarriers(page: Page, rules: string[] = []): Promise<string[]> {
  const axe = new AxeBuilder({ page })
  const { violations } = await (rules.length === 0 ? axe : axe.withRules(rules)).analyze()
  return violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 160)}`),
  )
}

/** By how many pixels the page is wider than the window; 0 when it fits. */
export async function measureOverflow(page: Page): Promise<number> {
  // Where room is kept for a scroll bar that is not needed, the difference is negative.
  return page.evaluate<number>(
    'Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)',
  )
}
