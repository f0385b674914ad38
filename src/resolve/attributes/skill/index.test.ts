import { expect, test } from 'vitest'
import type { ObservedAct } from '../../../../test/support/observed.ts'
import { tellAttribute } from '../../../../test/support/told-attributes.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { attribute } from './index.ts'

const store = await openTestStore()

const act = (
  name: string,
  type: string,
  at = '2024-01-10',
  lines: Record<string, number> = {},
): ObservedAct => ({
  id: `${name} ${type} ${at}`,
  name,
  type,
  at: `${at}T12:00:00Z`,
  quantities: lines,
})
const months = Array.from(
  { length: 60 },
  (_unused, index) => `${2019 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-10`,
)

test('code makes a developer, years of it and reviews a core developer, posts say little', async () => {
  const told = await tellAttribute(store, attribute, {
    acts: [
      act('Dev', 'commit.author', '2024-01-10', { 'added.source': 10 }),
      ...months.map((day) => act('Core', 'commit.author', day, { 'added.source': 10 })),
      act('Core', 'pr.review'),
      act('Core', 'release.publish'),
      act('Tess', 'commit.author', '2024-01-10', { 'added.translation': 10 }),
      act('Asker', 'forum.topic'),
      ...['2024-01-10', '2024-02-10', '2024-03-10'].map((day) => act('Admin', 'issue.open', day)),
      act('Admin', 'qa.answer'),
      act('Admin', 'image.pull'),
      act('Starred', 'repo.star'),
    ],
  })
  const said = Object.fromEntries(Object.entries(told).map(([name, [one]]) => [name, one?.value]))
  expect(said).toEqual({
    Dev: 'developer',
    Core: 'core-developer',
    Tess: 'unknown',
    Asker: 'unknown',
    Admin: 'power-user',
  })
  // 0.2 × 3 of 0.3 × 0.02 + 0.25 × 0.1 + 0.2 × 3 + 0.05 × 3 + 0.2
  expect(told['Dev']?.[0]?.probability).toBeCloseTo(0.6 / 0.981, 9)
  expect(told['Asker']?.[0]).toMatchObject({
    status: 'too little data',
    evidence: ['no code: no code of theirs was seen, which says little'],
  })
})

test('what people say of themselves holds', async () => {
  const told = await tellAttribute(store, attribute, {
    acts: [
      act('Dev', 'commit.author', '2024-01-10', { 'added.source': 10 }),
      { ...act('Dev', 'survey.answer'), attrs: { skill_level: 'Beginner' } },
    ],
  })
  expect(told['Dev']?.[0]).toMatchObject({ value: 'end-user', status: 'declared' })
})
