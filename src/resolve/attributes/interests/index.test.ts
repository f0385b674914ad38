import { expect, test } from 'vitest'
import type { ObservedAct } from '../../../../test/support/observed.ts'
import { tellAttribute } from '../../../../test/support/told-attributes.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { attribute } from './index.ts'

const store = await openTestStore()

const post = (
  name: string,
  month: number,
  attrs: Record<string, string>,
  type = 'forum.topic',
): ObservedAct => ({
  id: `${name} ${month} ${JSON.stringify(attrs)}`,
  name,
  type,
  at: `2024-${String(month).padStart(2, '0')}-03T00:00:00Z`,
  attrs,
})

test('topics are where people act, the more the likelier', async () => {
  const told = await tellAttribute(store, attribute, {
    acts: [
      ...[1, 2, 3, 4].map((month) => post('Ann', month, { category: 'Plug-ins' })),
      post('Ann', 1, { category: 'Chat' }),
      ...[1, 2, 3].map((month) => post('Bob', month, { tags: 'tension warp' }, 'qa.question')),
      ...[1, 2, 3].map((month) => ({
        ...post('Cid', month, {}, 'commit.author'),
        touched: ['looms/a.c', 'README'],
        quantities: { 'added.docs': 3 },
      })),
      { ...post('Wide', 1, {}, 'commit.author'), touched: ['a/1', 'b/1', 'c/1', 'd/1', 'e/1', 'f/1'] },
    ],
  })
  const said = Object.fromEntries(
    Object.entries(told).map(([name, list]) => [name, list.map(({ value }) => value)]),
  )
  expect(said).toEqual({
    Ann: ['category: Plug-ins'],
    Bob: ['tag: tension', 'tag: warp'],
    Cid: ['files: docs', 'folder: looms'],
  })
  expect(told['Ann']?.[0]?.probability).toBeCloseTo(13 / 22, 9)
})
