import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { askNobody } from '../../../../test/support/ask-nobody.ts'
import { makeTestFolder } from '../../../../test/support/workspace.ts'
import { testConnector } from '../../conformance.ts'
import type { RecordOutcome } from '../../connector.ts'
import { readPathFacts } from '../../detect.ts'
import { connector } from './index.ts'

const fixture = fileURLToPath(
  new URL('./fixtures/lists.example.org/user-list-240305-101112-7.csv', import.meta.url),
)
const late =
  '11,Late,late,late@example.org,,2024-03-06 10:00:00 UTC,,,,0,true,,,,true,false,false,,false,,1,2,3,0,0,0,0,,,0,,\n'

testConnector(connector, {
  'a folder of two, one packed': (folder) => {
    const path = join(folder, 'lists.example.org')
    mkdirSync(path)
    const plain = join(path, 'user-list-240305-101112-7.csv')
    cpSync(fixture, plain)
    const [header = ''] = readFileSync(fixture, 'utf8').split('\n')
    writeFileSync(join(path, 'user-list-240401-101112-8.csv.gz'), gzipSync(`${header}\n${late}`))
    return {
      path,
      records: 8,
      quarantined: 3,
      grow: () => appendFileSync(plain, late.replaceAll('11,Late,late,late', '12,Later,later,later')),
    }
  },
})

async function readOutcomes(path: string): Promise<RecordOutcome[]> {
  const known = await connector.recognise(await readPathFacts(path))
  const config = connector.config.parse({ path, ...known })
  const io = {
    clock: { now: () => new Date() },
    signal: new AbortController().signal,
    ask: askNobody,
    monthlyKey: async () => ({ key: '' }),
  }
  const outcomes: RecordOutcome[] = []
  for await (const page of connector.read(config, undefined, io))
    for (const record of page.records) outcomes.push(connector.toOutcome(record, config))
  return outcomes
}

test('members who only read are told, with how much; nothing else of what the list says of them', async () => {
  const outcomes = await readOutcomes(fixture)
  const events = outcomes.flatMap((outcome) => (outcome.kind === 'events' ? outcome.events : []))
  expect(
    events.map(({ sourceEventId, occurredAt, actor, visibility, attrs, quantities }) => [
      `${sourceEventId} ${new Date(occurredAt).toISOString()} ${visibility}`,
      actor,
      attrs,
      quantities,
    ]),
  ).toEqual([
    [
      'member:-1 2022-01-01T09:00:00.000Z private',
      {
        platform: 'lists.example.org',
        accountId: '-1',
        username: 'system',
        name: 'system',
        email: 'no_reply@example.org',
      },
      { trust_level: '4', role: 'admin', bot: '1' },
      { topics_read: 0, posts_read: 0, seconds_read: 0 },
    ],
    [
      'member:1 2022-01-01T10:00:00.000Z private',
      {
        platform: 'lists.example.org',
        accountId: '1',
        username: 'ada',
        name: 'Ada Ott',
        email: 'ada@example.org',
      },
      { trust_level: '4', role: 'admin' },
      { topics_read: 120, posts_read: 900, seconds_read: 86_400 },
    ],
    [
      'member:7 2023-02-03T04:05:06.000Z private',
      {
        platform: 'lists.example.org',
        accountId: '7',
        username: 'lu',
        name: 'Lu "Lurk" Lee',
        email: 'lu@example.net',
      },
      { trust_level: '1' },
      { topics_read: 85, posts_read: 640, seconds_read: 7200 },
    ],
    [
      'member:8 2023-04-05T06:07:08.000Z public',
      { platform: 'lists.example.org', accountId: '8', username: 'gone_wrong' },
      { trust_level: '0', staged: '1', suspended: '1' },
      { topics_read: 0, posts_read: 0, seconds_read: 0 },
    ],
  ])
  expect(JSON.stringify(outcomes)).not.toMatch(/192\.0|must not|other-ada|Harbour|undated@|nobody@/)
})

test('beside saved pages both are read, and a list elsewhere is of an unnamed forum', async () => {
  const folder = join(makeTestFolder(), 'craft.example.org')
  cpSync(fileURLToPath(new URL('./fixtures/craft.example.org', import.meta.url)), folder, { recursive: true })
  const alone = (await readOutcomes(folder)).length
  cpSync(fixture, join(folder, 'user-list-240305-101112-7.csv'))
  expect((await readOutcomes(folder)).length).toBe(alone + 7)
  const elsewhere = join(makeTestFolder(), 'user-list-240305-101112-7.csv')
  cpSync(fixture, elsewhere)
  expect(await connector.recognise(await readPathFacts(elsewhere))).toMatchObject({ site: 'forum' })
})

test('a list is told from other tables with names and addresses', async () => {
  const path = join(makeTestFolder(), 'user-list-1.csv')
  writeFileSync(path, 'id,name,username,email,created_at\n1,Ann,ann,ann@example.org,2024-01-01\n')
  expect(await connector.recognise(await readPathFacts(path))).toBeUndefined()
})
