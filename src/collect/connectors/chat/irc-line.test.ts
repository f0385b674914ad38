import { describe, expect, test } from 'vitest'
import { readIrcLine } from './irc-line.ts'
import { makeLogReader } from './irc-log.ts'
import { readLogPlace } from './irc-place.ts'
import { readDayMark, readNamedDay, readStamp } from './irc-stamp.ts'
import { makeWallClock, toUtc } from './wall-clock.ts'

const said = (nick: string, text: string) => ({ kind: 'said', nick, text, isAction: false })
const did = (nick: string, text: string) => ({ kind: 'said', nick, text, isAction: true })
const joined = (nick: string, channel = '#garden') => ({ kind: 'joined', nick, channel })
const renamed = (from: string, to: string) => ({ kind: 'renamed', from, to })
const passed = { kind: 'notice' }

describe.each([
  ['irssi', ' <@ann> hi', said('ann', 'hi')],
  ['irssi', ' <     ann> hi', said('ann', 'hi')],
  ['irssi', '  * ann waves', did('ann', 'waves')],
  ['irssi', ' -!- ann [~ann@host.example.net] has joined #garden', joined('ann')],
  ['irssi', ' -!- ann [~ann@host.example.net] has left #garden [bye]', passed],
  ['irssi', ' -!- ann is now known as ann_', renamed('ann', 'ann_')],
  ['irssi', ' -!- You are now known as ann_', passed],
  ['irssi', ' -!- Netsplit a.example.net <-> b.example.net quits: ann, bo', passed],
  ['irssi', ' -!- ServerMode/#garden [+o ann] by chanserv', passed],
  ['weechat', '\t@ann\t<bo> said so', said('ann', '<bo> said so')],
  ['weechat', '\t *\tann waves', did('ann', 'waves')],
  ['weechat', '\t-->\tann (~ann@host.example.net) has joined #garden', joined('ann')],
  ['weechat', '\t<--\tann (~ann@host.example.net) has quit (Quit: bye)', passed],
  ['weechat', '\t--\tann is now known as ann_', renamed('ann', 'ann_')],
  ['weechat', '\t--\tMode #garden [+o ann] by bo', passed],
  ['weechat', '\t\tend of the buffer', passed],
  ['znc', ' <ann> hi', said('ann', 'hi')],
  ['znc', ' *** Joins: ann (~ann@host.example.net)', joined('ann', '')],
  ['znc', ' *** Quits: ann (~ann@host.example.net) (Remote host closed the connection)', passed],
  ['znc', ' *** ann is now known as ann_', renamed('ann', 'ann_')],
  ['znc', ' *** ann sets mode: +o bo', passed],
  ['znc', ' -ann- a notice', passed],
  ['eggdrop', ' ann (~ann@host.example.net) joined #garden.', joined('ann')],
  ['eggdrop', ' Nick change: ann -> ann_', renamed('ann', 'ann_')],
  ['eggdrop', ' Action: ann waves', did('ann', 'waves')],
  ['eggdrop', ' ann (~ann@host.example.net) left irc: Quit', passed],
  ['eggdrop', " #garden: mode change '+o ann' by bo!bo@host.example.net", passed],
  ['limnoria', '  *** ann <ann!~ann@host.example.net> has joined #garden', joined('ann')],
  ['limnoria', '  *** ann has joined #garden', joined('ann')],
  ['limnoria', '  *** ann has quit IRC', passed],
  ['ubuntu', '=== ann [~ann@host.example.net]  has joined #garden', joined('ann')],
  ['ubuntu', '=== [a] nn [n=ann@host.example.net]  has joined #garden', joined('[a]nn')],
  ['ubuntu', '=== ann is now known as ann_', renamed('ann', 'ann_')],
  ['ubuntu', '=== ann thinks of the topic', did('ann', 'thinks of the topic')],
  ['ubuntu', '=== mode/#garden [+o ann] by bo', passed],
  ['Matrix', ' <ann[m]> hi', said('ann[m]', 'hi')],
  ['colours', ' <\x0304,01ann\x0f> \x02hi\x02', said('ann', 'hi')],
])('%s', (_programme, body, meaning) => {
  test(JSON.stringify(body), () => {
    expect(readIrcLine(body, { hasStarNotices: false })).toMatchObject(meaning)
  })
})

test('a joke is no notice, unless the programme marks notices so', () => {
  const joke = ' * ann is now known as the queen'
  const change = ' * ann is now known as queen'
  expect(readIrcLine(joke, { hasStarNotices: false })).toEqual(did('ann', 'is now known as the queen'))
  expect(readIrcLine(change, { hasStarNotices: false })).toEqual(did('ann', 'is now known as queen'))
  expect(readIrcLine(change, { hasStarNotices: true })).toEqual(renamed('ann', 'queen'))
})

test.each(['hello', ' what is this', ' <>', '<ann', ' ann: hi', ' {"a": 1}'])(
  'no line of a chat: %j',
  (body) => {
    expect(readIrcLine(body, { hasStarNotices: false })).toBeUndefined()
  },
)

test('times', () => {
  expect(readStamp('2024-03-05T12:34:56+0200  <ann> hi')?.stamp).toMatchObject({ hour: 12, offset: 120 })
  expect(readStamp('[2024-03-05 12:34:56] <ann> hi')?.rest).toBe(' <ann> hi')
  expect(readStamp('(12:34) <ann> hi')?.stamp).toMatchObject({ hour: 12, minute: 34 })
  expect(readStamp('Mar 05 12:34:56 <ann>\thi')?.stamp).toMatchObject({ date: { year: 0, month: 3, day: 5 } })
  for (const none of ['25:00 <ann>', '2024-02-30 12:00:00 <ann>', '12:345 <ann>', '[12:34 <ann>', '12 <ann>'])
    expect(readStamp(none), none).toBeUndefined()
})

test('days', () => {
  const day = { year: 2024, month: 3, day: 5 }
  for (const mark of [
    '--- Day changed Tue Mar 05 2024',
    '--- Log opened Tue Mar 05 00:00:01 2024',
    '**** BEGIN LOGGING AT Tue Mar  5 12:34:56 2024',
    'Session Start: Tue Mar 05 00:00:00 2024',
    '[00:00] --- Tue Mar  5 2024',
  ])
    expect(readDayMark(mark)?.day, mark).toEqual(day)
  expect(readDayMark('--- Day changed mar. 05 mars 2024')).toMatchObject({ day: undefined })
  expect(readDayMark('12:34 --- what')).toBeUndefined()
  for (const path of ['2024-03-05.log', 'x/2024/03/05/#a.txt', 'chan_20240305.log', 'chan.log.05Mar2024'])
    expect(readNamedDay(path), path).toEqual(day)
  for (const path of ['2024-13-05.log', '120240305.log', 'v2024.log'])
    expect(readNamedDay(path)).toBeUndefined()
})

test('places', () => {
  const at = (path: string) => readLogPlace(path)
  expect(at('irc.libera.#garden.weechatlog')).toEqual({
    network: 'libera',
    channel: '#garden',
    isDirect: false,
  })
  expect(at('irc.libera.ann.weechatlog')).toEqual({ network: 'libera', channel: '', isDirect: true })
  expect(at('libera/#garden/2024-03-05.log')).toMatchObject({ network: 'libera', channel: '#garden' })
  expect(at('ChannelLogger/libera/#garden/#garden.2024-03-05.log')).toMatchObject({
    network: 'libera',
    channel: '#garden',
  })
  expect(at('logs/2024/03/05/#garden.txt')).toMatchObject({ network: '', channel: '#garden' })
})

describe('a log', () => {
  const read = (lines: readonly string[], day?: { year: number; month: number; day: number }) => {
    const log = makeLogReader(day, toUtc)
    return lines.map((line) => {
      const told = log.read(line)
      return told.kind === 'line' ? new Date(told.at).toISOString().slice(0, 16) : told.kind
    })
  }

  test('goes on to the next day when its clock falls back by half a day, not when it jitters', () => {
    const day = { year: 2024, month: 2, day: 29 }
    expect(read(['23:59 <a> b', '23:58 <a> b', '00:01 <a> b', '23:59 <a> b'], day)).toEqual([
      '2024-02-29T23:59',
      '2024-02-29T23:58',
      '2024-03-01T00:01',
      '2024-03-01T23:59',
    ])
  })

  test('takes the year of HexChat from where its logging began, and goes on over New Year', () => {
    expect(
      read([
        '**** BEGIN LOGGING AT Sun Dec 31 23:00:00 2023',
        'Dec 31 23:59:00 <a>\tb',
        'Jan 01 00:01:00 *\ta waves',
      ]),
    ).toEqual(['mark', '2023-12-31T23:59', '2024-01-01T00:01'])
  })

  test('gives lines without a time that of the line before', () => {
    const day = { year: 2024, month: 3, day: 5 }
    const lines = ['=== a [a@host.example.net] has joined #b', '[12:34] <a> b', '=== a is now known as c']
    expect(read(lines, day)).toEqual(['2024-03-05T00:00', '2024-03-05T12:34', '2024-03-05T12:34'])
  })
})

test('a clock on the wall is put forward and back', () => {
  const toMoment = makeWallClock('Europe/Berlin')
  const at = (month: number, day: number, hour: number, minute: number): string =>
    new Date(toMoment({ year: 2024, month, day, hour, minute, second: 0 })).toISOString().slice(5, 16)
  expect(at(1, 15, 12, 0)).toBe('01-15T11:00')
  expect(at(7, 15, 12, 0)).toBe('07-15T10:00')
  expect(at(3, 31, 1, 59)).toBe('03-31T00:59')
  expect(at(3, 31, 2, 30)).toBe('03-31T01:30')
  expect(at(3, 31, 3, 0)).toBe('03-31T01:00')
  expect(at(10, 27, 2, 30)).toBe('10-27T00:30')
  expect(at(10, 27, 3, 0)).toBe('10-27T02:00')
})
