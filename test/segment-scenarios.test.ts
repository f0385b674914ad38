import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { segment } from '../src/segment/index.ts'
import { schemes as placedByModels } from '../src/segment/registry.gen.ts'
import { settle } from './support/community.ts'
import { readScenario } from './support/scenario.ts'
import { root } from './support/source-tree.ts'
import { openTestStore } from './support/workspace.ts'

// Small communities a community manager can read: acts in, rungs and segments with their reasons out. After a change that is
// meant, `npx vitest run test/segment-scenarios.test.ts -u` writes the outputs anew; read the difference.

const store = await openTestStore()
const folder = join(root, 'test/scenarios')
const scenarios = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'input/acts.txt')))

test('scenarios were found', () => {
  expect(scenarios).toContain('ladder-rises-and-falls')
})

test.each(scenarios)('%s', async (name) => {
  const { asOf, community } = readScenario(join(folder, name, 'input/acts.txt'))
  await settle(store, community)
  const report = await segment(store, { asOf, signal: new AbortController().signal })
  const output = (file: string): string => join(folder, name, 'output', file)
  await expect(await writeLadder()).toMatchFileSnapshot(output('ladder.txt'))
  await expect(await writeSegments(report.notes)).toMatchFileSnapshot(output('segments.txt'))
})

const day = z
  .string()
  .nullable()
  .transform((text) => text?.slice(0, 10) ?? '')

/** Each person's way up and down, one stay a line. */
async function writeLadder(): Promise<string> {
  const stays = await store.read({
    text: `SELECT name, state, entered_at, left_at, reason FROM states INNER JOIN people USING (person_id)
      ORDER BY name, entered_at`,
    params: {},
    row: z.object({ name: z.string(), state: z.string(), entered_at: day, left_at: day, reason: z.string() }),
  })
  return stays
    .map((stay, index) => {
      const isNext = stays[index - 1]?.name === stay.name
      const who = (isNext ? '' : stay.name).padEnd(8)
      return `${isNext || index === 0 ? '' : '\n'}${who}${stay.state}  ${stay.entered_at} … ${stay.left_at.padEnd(10)}  ${stay.reason}\n`
    })
    .join('')
}

/** Each scheme's coverage, and who was in which segment and why. */
async function writeSegments(notes: readonly string[]): Promise<string> {
  const schemes = await store.read({
    text: `SELECT scheme, title, classified, unknown, conflicting FROM schemes
      WHERE scheme IN {placed:Array(String)} ORDER BY scheme`,
    params: { placed: placedByModels.map(({ name }) => name) },
    row: z.object({
      scheme: z.string(),
      title: z.string(),
      classified: z.coerce.number(),
      unknown: z.coerce.number(),
      conflicting: z.coerce.number(),
    }),
  })
  const parts: string[] = notes.map((note) => `Note: ${note}\n\n`)
  for (const scheme of schemes) {
    const conflicting = scheme.conflicting === 0 ? '' : `, ${scheme.conflicting} conflicting`
    parts.push(`${scheme.title}: ${scheme.classified} classified, ${scheme.unknown} unknown${conflicting}\n`)
    for (const line of await readStays(scheme.scheme)) parts.push(line)
    parts.push('\n')
  }
  return parts.join('')
}

async function readStays(scheme: string): Promise<string[]> {
  const segments = await store.read({
    text: `SELECT segments.title AS title, members, anonymous, segment FROM segments WHERE scheme = {scheme:String} ORDER BY ordinal`,
    params: { scheme },
    row: z.object({
      title: z.string(),
      members: z.coerce.number(),
      anonymous: z.coerce.number(),
      segment: z.string(),
    }),
  })
  const stays = await store.read({
    text: `SELECT segment, name, entered_at, left_at, entered_reason, left_reason FROM memberships
      INNER JOIN people ON people.person_id = memberships.subject_id
      WHERE scheme = {scheme:String} ORDER BY name, entered_at`,
    params: { scheme },
    row: z.object({
      segment: z.string(),
      name: z.string(),
      entered_at: day,
      left_at: day,
      entered_reason: z.string(),
      left_reason: z.string(),
    }),
  })
  return segments.flatMap(({ segment, title, members, anonymous }) => [
    `  ${title}: ${members} now${anonymous === 0 ? '' : `, and at least ${anonymous} without a name`}\n`,
    ...stays
      .filter((stay) => stay.segment === segment)
      .map((stay) => {
        const left = stay.left_at === '' ? '' : ` → ${stay.left_reason}`
        return `    ${stay.name.padEnd(8)}${stay.entered_at} … ${stay.left_at.padEnd(10)}  ${stay.entered_reason}${left}\n`
      }),
  ])
}
