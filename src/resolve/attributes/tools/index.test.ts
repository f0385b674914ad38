import { expect, test } from 'vitest'
import type { ObservedAct } from '../../../../test/support/observed.ts'
import { inferAgain, tellAttribute } from '../../../../test/support/told-attributes.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { attribute } from './index.ts'

const store = await openTestStore()

const download = (name: string, version: string): ObservedAct => ({
  id: `${name} ${version}`,
  name,
  type: 'software.download',
  object: { kind: 'file', id: 'weaver', version },
})

test('what people downloaded, used and said', async () => {
  const told = await tellAttribute(store, attribute, {
    acts: [
      download('Ann', '1.2'),
      { name: 'Bob', type: 'list.reply', attrs: { tool: 'gerrit' } },
      { name: 'Cid', type: 'survey.answer', attrs: { tools: 'Loom; Shuttle' } },
      { name: 'Dee', type: 'commit.author', object: { kind: 'commit', id: 'abc', version: '1' } },
    ],
  })
  expect(told).toEqual({
    Ann: [
      {
        value: 'weaver 1.2',
        probability: expect.closeTo(10 / 19, 9),
        status: 'inferred',
        evidence: ['used: weaver 1.2: 1 act, the last on 2020-01-01'],
      },
    ],
    Bob: [expect.objectContaining({ value: 'gerrit' })],
    Cid: [
      expect.objectContaining({ value: 'loom', status: 'declared' }),
      expect.objectContaining({ value: 'shuttle' }),
    ],
  })
})

test('what a visitor did before giving a name is theirs', async () => {
  await tellAttribute(store, attribute, {
    acts: [
      { name: 'Ann', email: 'ann@example.org' },
      { ...download('', '2.0'), visitor: 7 },
    ],
  })
  await store.write(
    `INSERT INTO known_visitors (visitor, alias_id, person_id) SELECT 7, alias_id, person_id FROM person_aliases`,
  )
  const told = await inferAgain(store, attribute)
  await store.write('TRUNCATE TABLE known_visitors')
  expect(told['Ann']?.map(({ value }) => value)).toEqual(['weaver 2.0'])
})
