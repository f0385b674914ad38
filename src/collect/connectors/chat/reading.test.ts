import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { askNobody } from '../../../../test/support/ask-nobody.ts'
import { type EventDraft, PartialRead, type RecordOutcome } from '../../connector.ts'
import { readPathFacts } from '../../detect.ts'
import { connector } from './index.ts'
import { makeZip, type ZipEntry } from './zip-fixture.ts'

const fixtures = new URL('./fixtures/', import.meta.url).pathname
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groundswell-chat-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Read {
  readonly events: EventDraft[]
  readonly ignored: string[]
  readonly quarantined: Extract<RecordOutcome, { kind: 'quarantined' }>[]
  readonly notes: string[]
  readonly fault: string
}

async function readAll(path: string, settings: Record<string, unknown> = {}): Promise<Read> {
  const known = await connector.recognise(await readPathFacts(path))
  const config = connector.config.parse({ path, ...known, ...settings })
  const read: Read = { events: [], ignored: [], quarantined: [], notes: [], fault: '' }
  const io = {
    clock: { now: () => new Date('2026-11-01T12:00:00Z') },
    signal: new AbortController().signal,
    ask: askNobody,
    monthlyKey: async () => ({ key: '' }),
  }
  try {
    for await (const page of connector.read(config, undefined, io)) {
      read.notes.push(...(page.notes ?? []))
      for (const record of page.records) {
        const outcome = connector.toOutcome(record, config)
        if (outcome.kind === 'events') read.events.push(...outcome.events)
        else if (outcome.kind === 'ignored') read.ignored.push(outcome.reason)
        else read.quarantined.push(outcome)
      }
    }
  } catch (error) {
    if (!(error instanceof PartialRead)) throw error
    return { ...read, fault: error.message }
  }
  return read
}

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}

const readSlack = (): ZipEntry[] =>
  readdirSync(join(fixtures, 'slack'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, content: readFileSync(join(fixtures, 'slack', name)) }))

const tell = ({ type, actor, occurredAt }: EventDraft): string =>
  `${new Date(occurredAt).toISOString().slice(0, 19)} ${type} ${actor?.name ?? actor?.username ?? 'nobody'}`

describe('Slack', () => {
  test('people, members, threads, guests, bots and bridges are told apart', async () => {
    const { events, ignored, quarantined } = await readAll(join(fixtures, 'slack'))
    expect(events.map(tell).sort()).toEqual([
      '2023-11-14T22:13:20 chat.join Cy',
      '2024-01-01T09:06:40 chat.join Bo Bö',
      '2024-01-01T09:08:20 chat.message Ann Ott',
      '2024-01-01T09:10:00 chat.message Bo Bö',
      '2024-01-01T09:11:40 chat.message Bo Bö',
      '2024-01-01T09:13:20 chat.message Deploy',
      '2024-01-01T09:14:10 chat.message dee',
      '2024-01-01T09:15:00 chat.message Eve Ek',
      '2024-01-01T09:23:20 chat.message Cy',
      '2024-01-01T10:00:00 chat.join Ann Ott',
      '2024-01-01T10:00:00 chat.join Ann Ott',
      '2024-01-02T10:00:00 chat.join Bo Bö',
      '2024-01-02T10:06:40 chat.message Ann Ott',
    ])
    expect(ignored.sort()).toEqual([
      'a deleted message',
      'a direct message',
      'a direct message',
      'a direct message',
      'a notice of Slack',
      'somebody left',
    ])
    expect(quarantined.map(({ position, reason }) => `${position} ${reason}`)).toEqual([
      'users.json:17 the entry has no id that can be read',
      'general/2024-01-01.json:14 the message has no time',
      'general/2024-01-01.json:15 the message does not say who wrote it',
      'general/2024-01-01.json:16 it is no message of Slack',
    ])
  })

  test('an event says who, where, in which thread and how much, and not what', async () => {
    const { events, quarantined } = await readAll(join(fixtures, 'slack'))
    const reply = events.find((event) => event.attrs?.['parent'] !== undefined)
    expect(reply).toMatchObject({
      actor: {
        platform: 'slack:T0GARDEN1',
        accountId: 'U02BO00002',
        name: 'Bo Bö',
        email: 'bo@example.com',
        username: 'bo',
      },
      object: { kind: 'thread', id: 'C01GENERAL:1704100100.000200' },
      attrs: { parent: 'C01GENERAL:1704100100.000200', channel: 'general' },
      quantities: { length: 6 },
      visibility: 'public',
      lawfulBasis: 'legitimate interest',
    })
    expect(events.find((event) => event.quantities?.['reactions'])?.quantities?.['reactions']).toBe(3)
    expect(events.filter((event) => event.visibility === 'private').length).toBe(2)
    expect(events.filter((event) => event.attrs?.['bot']).map((event) => event.actor?.name)).toEqual([
      'Deploy',
    ])
    expect(events.find((event) => event.attrs?.['bridge'])).toMatchObject({
      actor: { platform: 'bridge:irc-bridge', username: 'dee' },
    })
    // Only the channel's beginning is known of Cy's membership.
    expect(events.filter((event) => event.flags?.includes('dated-too-early')).map(tell)).toEqual([
      '2023-11-14T22:13:20 chat.join Cy',
    ])
    const kept = JSON.stringify([events, quarantined])
    for (const said of ['Welcome', 'Thanks', 'Deployed', 'nobody said', 'what is this', 'no time at all'])
      expect(kept).not.toContain(said)
  })

  test('what is damaged in a zip is told by name, and the rest is read', async () => {
    const day = readFileSync(join(fixtures, 'slack/general/2024-01-01.json'), 'utf8')
    const path = write(
      'slack.zip',
      makeZip([
        ...readSlack().filter(({ name }) => !/general.*2024/.test(name)),
        { name: 'general/2024-01-01.json', content: day.slice(0, day.indexOf('Also here')) },
        { name: 'general/2024-01-04.json', content: '' },
        { name: 'general/2024-01-05.json', content: '[]', isLocked: true },
        { name: 'general/2024-01-06.json', content: '<html>Please log in</html>' },
        { name: 'general/2024-01-07.json', content: '[]', saysBytes: 7 },
        { name: '../../escape.json', content: '[]' },
        { name: 'C:\\escape.json', content: '[]' },
        { name: '/escape.json', content: '[]' },
      ]),
    )
    const { events, fault, notes } = await readAll(path)
    expect(events.length).toBe(4 + 3 + 1)
    expect(fault).toContain(
      'general/2024-01-01.json ends in the middle; general/2024-01-04.json is empty; general/2024-01-05.json is locked with a password; general/2024-01-06.json is no JSON; general/2024-01-07.json is damaged',
    )
    expect(notes).toEqual(['3 files in the zip have names that lead out of it; left out.'])
  })

  test('a file that unpacks to absurd sizes is not read', async () => {
    const message = '{"type":"message","user":"U01ANN0001","ts":"1704100100.000200","text":""}'
    const bomb = Buffer.alloc(40 << 20, 0x20)
    bomb.write(`[${message}`)
    bomb.write(']', bomb.length - 1)
    const path = write(
      'bomb.zip',
      makeZip([...readSlack(), { name: 'general/2024-01-09.json', content: bomb }]),
    )
    expect((await readAll(path)).fault).toMatch(/general\/2024-01-09.json would unpack to \d+ times its size/)
  })

  test('a zip whose end is missing is not recognised, and says so when named', async () => {
    const whole = makeZip(readSlack())
    const path = write('cut.zip', whole.subarray(0, whole.length - 40))
    expect(await connector.recognise(await readPathFacts(path))).toBeUndefined()
    expect((await readAll(path)).fault).toContain('is not a whole zip')
  })
})

describe('Discord', () => {
  test('accounts, webhooks, bridges and deleted accounts are told apart', async () => {
    const { events, ignored, quarantined } = await readAll(join(fixtures, 'discord.json'))
    expect(events.map((event) => [event.type, event.actor])).toEqual([
      [
        'chat.join',
        { platform: 'discord', accountId: '900000000000000001', username: 'ann', name: 'Ann Ott' },
      ],
      [
        'chat.message',
        { platform: 'discord', accountId: '900000000000000001', username: 'ann', name: 'Ann Ott' },
      ],
      ['chat.message', { platform: 'discord', accountId: '900000000000000002', username: 'Bo#1234' }],
      ['chat.message', { platform: 'bridge:relay', username: 'dee' }],
      ['chat.message', { platform: 'discord:webhook:900000000000000006', username: 'Builds' }],
      ['chat.message', undefined],
    ])
    expect(events[1]).toMatchObject({
      occurredAt: Date.parse('2024-01-01T09:01:00Z'),
      quantities: { length: 15, reactions: 4, files: 1 },
    })
    expect(events[2]?.attrs).toEqual({ channel: 'help', parent: '800000000000000002' })
    expect(events[4]?.attrs).toEqual({ channel: 'help', bot: '1' })
    expect(ignored).toEqual(['a notice of Discord', 'a notice of Discord'])
    expect(quarantined.map(({ position }) => position)).toEqual([
      'discord.json:27',
      'discord.json:28',
      'discord.json:29',
    ])
  })

  test('a thread is one thread, and what a few write to each other is left out', async () => {
    const text = readFileSync(join(fixtures, 'discord.json'), 'utf8')
    const thread = await readAll(write('thread.json', text.replace('GuildTextChat', 'GuildPrivateThread')))
    expect(thread.events[0]).toMatchObject({ visibility: 'private' })
    expect(thread.events[1]?.object).toEqual({ kind: 'thread', id: '700000000000000002' })
    const direct = await readAll(write('direct.json', text.replace('GuildTextChat', 'DirectGroupTextChat')))
    expect(direct.events).toEqual([])
    expect(direct.ignored).toEqual(Array.from({ length: 11 }, () => 'a direct message'))
  })

  test('a folder of something else is not taken for Discord', async () => {
    write('json/a.json', '{"guild": 1}')
    write('json/b.json', '{"messages": [{"id": "1"}]}')
    expect(await connector.recognise(await readPathFacts(join(folder, 'json')))).toBeUndefined()
  })
})

describe('IRC', () => {
  test('a log is read through days, renames and bridges', async () => {
    cpSync(join(fixtures, 'irc'), join(folder, 'logs'), { recursive: true })
    const { events, ignored, quarantined } = await readAll(join(folder, 'logs'), {
      timeZone: 'Europe/Berlin',
    })
    expect(events.map(tell)).toEqual([
      '2024-03-04T22:58:00 chat.message ann',
      '2024-03-04T22:58:00 chat.message ann',
      '2024-03-04T22:59:00 chat.join bo',
      '2024-03-04T22:59:00 chat.message bo',
      '2024-03-04T22:59:00 chat.join bo_',
      '2024-03-04T22:59:00 chat.join bo',
      '2024-03-04T23:01:00 chat.message bo_',
      '2024-03-04T23:04:00 chat.message Dee Dö',
      '2024-03-04T23:09:00 chat.message cü',
    ])
    expect(new Set(events.map((event) => event.sourceEventId)).size).toBe(events.length)
    expect(events[4]?.attrs).toEqual({ channel: '#garden', renamed_from: 'bo', rename_kind: 'variant' })
    expect(events[5]?.attrs).toEqual({ channel: '#garden', renamed_to: 'bo_', rename_kind: 'variant' })
    expect(events[7]).toMatchObject({
      actor: { platform: 'irc:libera:bridge:chatbridge' },
      attrs: { bridge: 'chatbridge' },
      quantities: { length: 27 },
      lawfulBasis: 'public record',
    })
    expect(quarantined.map(({ position, reason }) => `${position} ${reason}`)).toEqual([
      'Libera/#garden.log:18 the line does not begin with a time',
      'Libera/#garden.log:19 the line does not begin with a time',
      'Libera/#garden.log:21 the line is longer than 64 KiB',
    ])
    expect(quarantined[0]?.record).toBe('xxx xxxx xxxx xxxx xxx xxxxxxxxx')
    const count = (reason: string): number => ignored.filter((one) => one === reason).length
    expect(count('joined again on the same day')).toBe(2)
    expect(count('a direct message')).toBe(2)
  })

  test('a log that names no day is dated by its name, its folders, or not at all', async () => {
    const line = '[12:34] <ann> hello\n[12:35] * ann waves\n'
    const byName = await readAll(write('#garden.20240305.log', line))
    expect(byName.events.map(tell)).toEqual([
      '2024-03-05T12:34:00 chat.message ann',
      '2024-03-05T12:35:00 chat.message ann',
    ])
    const byFolder = await readAll(write('logs/2024/03/06/#garden.txt', line))
    expect(byFolder.events[0]?.occurredAt).toBe(Date.parse('2024-03-06T12:34:00Z'))
    const undated = await readAll(write('garden.log', line))
    expect(undated.quarantined.map(({ reason }) => reason)).toEqual([
      'nothing tells its day; name the file by its date, as in 2024-03-05.log',
      'nothing tells its day; name the file by its date, as in 2024-03-05.log',
    ])
  })

  test('two copies of a day name its acts alike', async () => {
    const lines = ['[12:34] <ann> hello\n', '[12:34] <ann> hello\n', '[12:35] <bo> yes\n']
    const one = await readAll(write('a/#garden.2024-03-05.log', lines.join('')))
    const other = await readAll(write('b/#garden.2024-03-05.txt', lines.join('').replaceAll('\n', '\r\n')), {
      network: 'a',
    })
    expect(one.events.map((event) => event.sourceEventId)).toEqual(
      other.events.map((event) => event.sourceEventId),
    )
    expect(new Set(one.events.map((event) => event.sourceEventId)).size).toBe(3)
  })

  test('a change of nick is told of both, by the names they have, once a day', async () => {
    const rename = '-!- Ann is now known as Guest1234'
    const text = `[12:34] ${rename}\n[12:35] ${rename}\n`
    const { events, ignored } = await readAll(write('libera/#garden.2024-03-05.log', text), {
      bots: ['Ann'],
      format: 'irc',
    })
    expect(events.map(({ actor, occurredAt, attrs }) => [actor, occurredAt, attrs])).toEqual([
      [
        { platform: 'irc:libera', username: 'Guest1234' },
        Date.parse('2024-03-05T12:34:00Z'),
        { channel: '#garden', renamed_from: 'Ann', rename_kind: 'guest' },
      ],
      [
        { platform: 'irc:libera', username: 'Ann' },
        Date.parse('2024-03-05T12:34:00Z'),
        { channel: '#garden', renamed_to: 'Guest1234', rename_kind: 'guest', bot: '1' },
      ],
    ])
    expect(ignored).toEqual(['renamed again on the same day'])
  })

  test('bots and bridges named by the person who adds the source', async () => {
    const text = '[12:34] <Gate> <dee> hello\n[12:35] <Gate> 3 online\n[12:36] <helper> try this\n'
    const settings = { bridges: ['gate'], bots: ['Helper'] }
    const { events } = await readAll(write('#garden.2024-03-05.log', text), settings)
    expect(events.map((event) => [event.actor?.username, event.attrs?.['bot'] ?? ''])).toEqual([
      ['dee', ''],
      ['Gate', '1'],
      ['helper', '1'],
    ])
  })
})

describe('Mattermost', () => {
  test('posts, replies, members, bots and bridges are told apart', async () => {
    const { events, ignored, quarantined } = await readAll(join(fixtures, 'mattermost.jsonl'))
    expect(events.map(tell)).toEqual([
      '1970-01-01T00:00:00 chat.join Ann Ott',
      '1970-01-01T00:00:00 chat.join Ann Ott',
      '1970-01-01T00:00:00 chat.join Bo',
      '2024-01-01T09:06:40 chat.join Bo',
      '2024-01-01T09:08:20 chat.message Ann Ott',
      '2024-01-01T09:10:00 chat.message Bo',
      '2024-01-01T09:11:40 chat.message Ann Ott',
      '2024-01-01T09:13:20 chat.message Builds',
      '2024-01-01T09:15:00 chat.message dee',
    ])
    const root = 'garden/town-square:1704100100000:ann'
    expect(events[4]).toMatchObject({ sourceEventId: root, object: { kind: 'thread', id: root } })
    expect(events[4]?.attrs).toEqual({ channel: 'town-square' })
    expect(events[5]).toMatchObject({ object: { kind: 'thread', id: root }, attrs: { parent: root } })
    expect(events.map((event) => event.visibility).filter((one) => one === 'private').length).toBe(2)
    expect(events[7]?.attrs?.['bot']).toBe('1')
    expect(ignored).toEqual(['a notice of Mattermost', 'a direct message', 'a direct message'])
    expect(quarantined.map(({ position, reason }) => `${position} ${reason}`)).toEqual([
      'mattermost.jsonl:9 the post has no time',
      'mattermost.jsonl:14 the post does not say who wrote it',
      'mattermost.jsonl:15 the line is no JSON that is known',
    ])
  })
})

describe('Zulip', () => {
  test('a topic is a thread, members are dated by when both were there, and direct messages are left out', async () => {
    const { events, ignored, quarantined } = await readAll(join(fixtures, 'zulip'))
    expect(events.map(tell)).toEqual([
      '2023-12-31T05:20:00 chat.join Ann Ott',
      '2024-01-02T00:00:00 chat.join Bo Bö',
      '2024-01-11T19:06:40 chat.join Ann Ott',
      '2024-01-02T12:53:20 chat.message Ann Ott',
      '2024-01-02T12:55:00 chat.message Bo Bö',
      '2024-01-14T02:40:00 chat.message Ann Ott',
      '2024-01-02T12:58:20 chat.message Notification Bot',
    ])
    expect(events[3]).toMatchObject({
      actor: { platform: 'zulip:garden', accountId: '10', email: 'ann@example.org' },
      object: { kind: 'thread', id: '5:roses' },
      lawfulBasis: 'public record',
    })
    expect(events[5]).toMatchObject({ visibility: 'private', lawfulBasis: 'legitimate interest' })
    expect(events[6]?.attrs?.['bot']).toBe('1')
    expect(ignored).toEqual(['a direct message', 'a message to a recipient the export does not list'])
    expect(quarantined.length).toBe(2)
  })
})

describe('any export', () => {
  test('is recognised however many files it has', async () => {
    cpSync(join(fixtures, 'slack'), join(folder, 'slack'), { recursive: true })
    const days = join(folder, 'slack', 'archive')
    mkdirSync(days)
    for (let day = 0; day < 2100; day++) {
      const name = new Date(Date.UTC(2015, 0, 1 + day)).toISOString().slice(0, 10)
      writeFileSync(join(days, `${name}.json`), '[]')
    }
    expect(await connector.recognise(await readPathFacts(join(folder, 'slack')))).toMatchObject({
      format: 'slack',
    })
  })

  test('in a work tree of git is left to git', async () => {
    cpSync(join(fixtures, 'irc'), folder, { recursive: true })
    expect(await connector.recognise(await readPathFacts(folder))).toBeDefined()
    mkdirSync(join(folder, '.git'))
    expect(await connector.recognise(await readPathFacts(folder))).toBeUndefined()
  })

  test('with absurd names and times between milliseconds is still read', async () => {
    const long = 'a'.repeat(100_000)
    const post = { team: 'g', channel: long, user: long, message: '', create_at: 1_704_100_000_000.5 }
    const lines = [
      { type: 'version', version: 1 },
      { type: 'post', post },
    ]
    const { events } = await readAll(write('mm.jsonl', lines.map((line) => JSON.stringify(line)).join('\n')))
    expect(events[0]?.occurredAt).toBe(1_704_100_000_000)
    expect(events[0]?.actor?.username?.length).toBe(300)
    expect(events[0]?.attrs?.['channel']?.length).toBe(300)
  })
})
