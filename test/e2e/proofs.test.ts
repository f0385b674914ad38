import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Job, List, PersonSummary } from '../../src/serve/http/contract.ts'
import { findBarriers, measureOverflow, type OpenBrowser, openBrowser, settle, visit } from './browser.ts'
import { type Groundswell, startGroundswell, startTimeout } from './groundswell.ts'

let groundswell: Groundswell
let browser: OpenBrowser
let page: Page

const now = Date.now()
const day = 86_400_000
/** A name that would turn what follows it round, and markup. */
const holder = 'J. \u202eLoom <img src=x onerror=alert(1)>'

interface Said {
  readonly at: number
  readonly text: string
}

/** What somebody, known there by a nick and a number alone, said in a chat. */
function writeChat(folder: string, said: readonly Said[]): string {
  const path = join(folder, 'help.json')
  const messages = said.map(({ at, text }, turn) => ({
    id: `80000000000000000${turn}`,
    type: 'Default',
    timestamp: new Date(at).toISOString(),
    content: text,
    author: { id: '900000000000000001', name: 'weft', discriminator: '0000', nickname: 'weft', isBot: false },
  }))
  const guild = { id: '700000000000000001', name: 'Garden' }
  const channel = { id: '700000000000000002', type: 'GuildTextChat', category: 'Text', name: 'help' }
  const exportedAt = new Date(now).toISOString()
  writeFileSync(path, JSON.stringify({ guild, channel, exportedAt, messages }, undefined, 1))
  return path
}

const before: readonly Said[] = [{ at: now - 5 * day, text: 'How do I prune?' }]

beforeAll(async () => {
  groundswell = await startGroundswell((folder) => {
    const at = Math.floor((now - 9 * day) / 1000)
    const history = join(folder, 'history.log')
    writeFileSync(
      history,
      `@${'1'.padStart(40, '0')}\t${holder.replace(/ <.*/, '')}\tjl@mail.example.org\t${at}\t${at}\tA change\n1\t0\tsrc/a.c\n`,
    )
    return [history, writeChat(folder, before)]
  })
  browser = await openBrowser()
  page = browser.page
}, startTimeout)

afterAll(async () => {
  await browser.close()
  await groundswell.stop()
})

const people = async (): Promise<PersonSummary[]> =>
  (await groundswell.ask<List<PersonSummary>>('/people?sort=name&order=asc')).items

async function collectAgain(): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${groundswell.url}/api/v1/jobs`, { method: 'POST', headers, body: '{}' })
  const { jobId } = (await answer.json()) as Job
  await expect
    .poll(async () => (await groundswell.ask<Job>(`/jobs/${jobId}`)).endedAt, { timeout: 120_000 })
    .not.toBeNull()
}

let link = ''

test('a link is made on the page of a person, and told once', async () => {
  const [someone] = (await people()).filter(({ email }) => email === 'jl@mail.example.org')
  await visit(page, `${groundswell.url}/people/${someone?.personId}`)
  await page.getByRole('button', { name: /prove another account$/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  link = await dialog.getByLabel('Link').inputValue()
  expect(link).toMatch(/\/prove#[\w-]{43}$/)
  expect(await findBarriers(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { level: 2, name: 'What they were asked to prove' }).waitFor()
  expect(await page.content()).not.toContain(link)
})

test('whoever has it says which account is theirs, writes the code with it, and both are one person', async () => {
  browser.takeComplaints()
  await page.goto(link)
  await page.getByText('You were asked whether another account is yours as well.').waitFor()
  const status = page.getByRole('status')
  // What turns the direction of text is shown, not obeyed.
  expect(await status.textContent()).toContain('J. \ufffdLoom')
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await measureOverflow(page), `at ${width} px`).toBe(0)
  }
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await findBarriers(page), colorScheme).toEqual([])
  }
  await page.getByLabel('Its page, or where and who').fill('nobody')
  await page.getByRole('button', { name: 'This account is mine, too' }).click()
  await page.getByText('It does not say which account is meant.').waitFor()
  await page.getByLabel('Its page, or where and who').fill('discord/weft')
  await page.getByRole('button', { name: 'This account is mine, too' }).click()
  await page.getByText('Now write this with that account').waitFor()
  const code = (await page.locator('code').textContent()) ?? ''
  expect(code).toMatch(/^also-mine-/)
  expect(await findBarriers(page)).toEqual([])

  writeChat(groundswell.folder, [...before, { at: Date.now(), text: `It is me: ${code}` }])
  await collectAgain()
  expect(await people()).toHaveLength(1)
  await visit(page, `${groundswell.url}/people/${(await people())[0]?.personId}`)
  await page.getByText(/proved the other to be theirs, and wrote the code for it \(chat\.message\)/).waitFor()
  await page.getByText('Proved: “weft”.').waitFor()
  expect(await findBarriers(page)).toEqual([])
})

test('the person takes it back with the link, and they are two again', async () => {
  await page.goto(link)
  await page.getByRole('button', { name: 'Take this back' }).click()
  await page.getByText('This was taken back, and joins nothing any more.').waitFor()
  await collectAgain()
  await expect.poll(async () => (await people()).length).toBe(2)
  expect(browser.takeComplaints().filter((text) => !/422/.test(text))).toEqual([])
  await page.goto(`${groundswell.url}/quality`)
  await settle(page)
  expect(await page.getByText('unsure proof').count()).toBe(0)
})
