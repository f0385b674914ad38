import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { testConnector } from '../../conformance.ts'
import { connector } from './index.ts'
import { makeZip, type ZipEntry } from './zip-fixture.ts'

const fixtures = new URL('./fixtures/', import.meta.url).pathname

const copy = (name: string, folder: string): string => {
  const path = join(folder, name)
  cpSync(join(fixtures, name), path, { recursive: true })
  return path
}

const readSlack = (prefix = ''): ZipEntry[] =>
  readdirSync(join(fixtures, 'slack'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name: prefix + name, content: readFileSync(join(fixtures, 'slack', name)) }))

/** users 1 fault, general 3 + core-team 1 members, general's 14 entries, 1 private, 3 direct. */
const slackRecords = 1 + 4 + 14 + 1 + 3
const slackFaults = 1 + 3
const moreOfSlack = JSON.stringify([
  { type: 'message', user: 'U03CY00003', text: 'And on it goes', ts: '1704300000.000100' },
])

testConnector(connector, {
  'a zip of a Slack export, zipped with its folder': (folder) => {
    const path = join(folder, 'Garden Slack export.zip')
    const entries = [...readSlack('export/'), { name: '../../escape.json', content: '[]' }]
    writeFileSync(path, makeZip(entries))
    return {
      path,
      records: slackRecords,
      quarantined: slackFaults,
      grow: () =>
        writeFileSync(
          path,
          makeZip([...entries, { name: 'export/general/2024-01-03.json', content: moreOfSlack }]),
        ),
    }
  },
  'a folder of Discord channels, one packed, one cut': (folder) => {
    const path = join(folder, 'discord')
    mkdirSync(path)
    const text = readFileSync(join(fixtures, 'discord.json'), 'utf8')
    const thread = text
      .replaceAll(/"(id|messageId)": "80/g, '"$1": "81')
      .replace('GuildTextChat', 'GuildPublicThread')
    const direct = text.replace('GuildTextChat', 'DirectTextChat')
    writeFileSync(join(path, 'help.json'), text.slice(0, text.indexOf('In winter')))
    writeFileSync(join(path, 'thread.json.gz'), gzipSync(thread))
    writeFileSync(join(path, 'zz-direct.json'), direct)
    return { path, records: 2 + 11 + 11, quarantined: 3, status: 'partial' }
  },
  'a folder of IRC logs: a conversation of two, a long one, a packed one that breaks off': (folder) => {
    const path = copy('irc', folder)
    const days = join(path, 'oftc', '#garden')
    mkdirSync(days, { recursive: true })
    const said = (count: number): string =>
      Array.from({ length: count }, (_, at) => `[12:0${at % 10}] <ann${at * 7919}> hi\n`).join('')
    writeFileSync(join(days, '2024-03-05.log.gz'), gzipSync(said(2500)))
    writeFileSync(join(days, '2024-03-06.log.gz'), gzipSync(said(3000)).subarray(0, 40))
    writeFileSync(join(days, '2024-03-07.log'), '[12:00:00] <ann> again\n')
    return {
      path,
      records: 2 + 22 + 2500 + 1,
      quarantined: 3,
      status: 'partial',
      grow: () => {
        appendFileSync(join(days, '2024-03-07.log'), '[12:00:01] <ann> and again\n')
        appendFileSync(join(path, 'Libera', '#garden.log'), '00:12 <ann> and here\n')
      },
    }
  },
  'a bulk export of Mattermost': (folder) => {
    const path = copy('mattermost.jsonl', folder)
    const more = {
      team: 'garden',
      channel: 'core',
      user: 'bo',
      message: 'late',
      create_at: 1_704_200_000_000,
    }
    return {
      path,
      records: 15,
      quarantined: 3,
      grow: () => appendFileSync(path, `${JSON.stringify({ type: 'post', post: more })}\n`),
    }
  },
  'an export of Zulip, unpacked': (folder) => {
    const path = copy('zulip', folder)
    const more = {
      id: 108,
      sender: 11,
      recipient: 20,
      subject: 'roses',
      content: 'late',
      date_sent: 1_704_300_000,
    }
    return {
      path,
      records: 3 + 8,
      quarantined: 2,
      grow: () =>
        writeFileSync(join(path, 'messages-000002.json'), JSON.stringify({ zerver_message: [more] })),
    }
  },
})
