import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { EventDraft, RecordOutcome } from '../../connector.ts'
import { mailingListConfig } from './config.ts'
import { toMailOutcome } from './mail-event.ts'
import { MailSplitter } from './mail-splitter.ts'

const config = mailingListConfig.parse({ path: '/archive' })
const now = Date.UTC(2026, 10, 1)

function judge(text: string, envelope = ''): RecordOutcome {
  return toMailOutcome({ kind: 'mail', bytes: Buffer.from(text), envelope, position: 'here', now }, config)
}
function tell(header: Readonly<Record<string, string>>, body = 'Hello\n'): EventDraft {
  const whole = {
    From: 'Ann <ann@example.org>',
    Date: 'Mon, 1 Feb 2021 10:00:00 +0100',
    'Message-ID': '<own@example.org>',
    ...header,
  }
  const lines = Object.entries(whole)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`)
  const outcome = judge(`${lines.join('\n')}\n\n${body}`)
  if (outcome.kind !== 'events' || outcome.events[0] === undefined) throw new Error(outcome.kind)
  return outcome.events[0]
}
function readFixture(name: string): RecordOutcome[] {
  const splitter = new MailSplitter(0)
  const bytes = readFileSync(new URL(`./fixtures/${name}`, import.meta.url))
  return [...splitter.take(bytes), ...splitter.finish()].map((mail) =>
    toMailOutcome(
      { kind: 'mail', bytes: mail.bytes, envelope: mail.envelope ?? '', position: '', now },
      config,
    ),
  )
}

test('a mail as an event', () => {
  const event = tell({
    Subject: 'Re: =?utf-8?Q?Gr=C3=B6=C3=9Fe?=',
    'In-Reply-To': '<root@example.org>',
    'List-Id': 'Dev <dev.lists.example.org>',
  })
  expect(event).toEqual({
    sourceEventId: 'own@example.org',
    type: 'list.reply',
    occurredAt: Date.UTC(2021, 1, 1, 9),
    tzOffsetMin: 60,
    actor: { name: 'Ann', email: 'ann@example.org' },
    object: { kind: 'thread', id: 'root@example.org' },
    visibility: 'public',
    lawfulBasis: 'public record',
    attrs: { subject: 'Re: Größe', list: 'dev.lists.example.org', parent: 'root@example.org' },
    quantities: { lines: 1, characters: 5, quoted_lines: 0 },
  })
})

test('one mail is the same event in every archive, also one without a date of its own', () => {
  const [lists, ...others] = ['lists', 'mail-archives', 'mbox-vm'].map((name) =>
    readFixture(`three-archivers/${name}.mbox`),
  )
  expect(lists).toHaveLength(4)
  for (const other of others) expect(other).toEqual(lists)
  expect(lists?.map((outcome) => outcome.kind === 'events' && outcome.events[0]?.occurredAt)).toEqual([
    Date.UTC(2018, 10, 1, 8, 12, 4),
    Date.UTC(2018, 10, 1, 16, 40, 59),
    Date.UTC(2018, 10, 1, 18, 0, 2),
    Date.UTC(2018, 10, 2, 8, 0, 0),
  ])
})

test('a Pipermail month', () => {
  const told = readFixture('2007-March.txt').map((outcome) => {
    if (outcome.kind !== 'events') return outcome.kind
    const [event] = outcome.events
    return [event?.type, event?.actor, event?.object?.id, event?.quantities?.['lines']]
  })
  expect(told).toEqual([
    [
      'list.thread_start',
      { name: 'Ann Ott', email: 'ann@example.org' },
      '200703010912.l219CVx1@mail.example.org',
      5,
    ],
    [
      'list.reply',
      { name: 'Bob Bö', email: 'bob.boe@example.com' },
      '200703010912.l219CVx1@mail.example.org',
      1,
    ],
    ['list.reply', { name: 'Cyd Carr (QA)', email: 'cyd@example.net' }, 'subject:which parser?', 1],
    ['list.thread_start', { email: 'dee@example.net' }, expect.stringMatching(/^sha256:[0-9a-f]{32}$/), 1],
    ['list.thread_start', { name: 'Eve Ek', email: 'eve@example.org' }, expect.stringMatching(/^sha256:/), 0],
  ])
})

describe('threads', () => {
  test.each([
    [{ References: '<root@x>\n\t<mid@x> <last@x>', 'In-Reply-To': '<last@x>' }, 'root@x', 'last@x'],
    [{ References: '<ro\n ot@x>' }, 'root@x', 'root@x'],
    [{ 'In-Reply-To': 'Message from Bob <bob@example.org> of Monday <p@x>' }, 'p@x', 'p@x'],
    [{ 'In-Reply-To': '<p@x> (Bob’s message)' }, 'p@x', 'p@x'],
    [{ 'In-Reply-To': 'p@x' }, 'p@x', 'p@x'],
    [{ References: '<own@example.org>', 'In-Reply-To': '<p@x>' }, 'p@x', 'p@x'],
    [
      { 'In-Reply-To': 'your mail', Subject: '[dev] AW: Re[2]: Which parser? (was: x)' },
      'subject:which parser?',
      undefined,
    ],
    [{ Subject: '[dev] Re: [dev] Which parser?' }, 'subject:which parser?', undefined],
    [{ Subject: '回复：Which  Parser?' }, 'subject:which parser?', undefined],
  ])('%j is a reply', (header, thread, parent) => {
    const event = tell(header as Record<string, string>)
    expect([event.type, event.object?.id, event.attrs?.['parent']]).toEqual(['list.reply', thread, parent])
  })

  test.each([['Which parser?'], ['Fwd: Which parser?'], ['Release 2'], ['[PATCH] re-use it'], ['']])(
    '“%s” starts one',
    (subject) => {
      const event = tell({ Subject: subject })
      expect([event.type, event.object?.id]).toEqual(['list.thread_start', 'own@example.org'])
    },
  )
})

describe('identity', () => {
  test.each(['<a@b>', ' <a@b> ', 'a@b', '<a @b>', '<a@b> (added by x)'])('Message-ID: %s', (id) =>
    expect(tell({ 'Message-ID': id }).sourceEventId).toBe('a@b'),
  )

  test('without one, what archivers leave as it is', () => {
    const plain = tell({ 'Message-ID': '', Subject: 'x' }, 'From here\n')
    const rewritten = tell({ 'X-Archive': '1', 'Message-ID': '<>', Subject: 'x' }, '>From here\n\n\n')
    expect(plain.sourceEventId).toMatch(/^sha256:[0-9a-f]{32}$/)
    expect(rewritten.sourceEventId).toBe(plain.sourceEventId)
    expect(tell({ 'Message-ID': '', Subject: 'y' }).sourceEventId).not.toBe(plain.sourceEventId)
  })

  test('one too long to keep is hashed', () => {
    expect(tell({ 'Message-ID': `<${'a'.repeat(5000)}@b>` }).sourceEventId).toMatch(/^sha256:[0-9a-f]{32}$/)
  })
})

test.each([
  ['Subject', `Re${' '.repeat(200_000)}x`],
  ['Subject', `x${' '.repeat(200_000)}x`],
  ['Subject', '=?utf-8?q?'.repeat(20_000)],
  ['List-Post', 'a'.repeat(200_000)],
  ['List-Id', '<'.repeat(200_000)],
  ['From', '(via '.repeat(40_000)],
  ['References', '<'.repeat(200_000)],
  ['Content-Type', `text/plain${'; charset='.repeat(20_000)}`],
])('a %s that was made to take long to read takes none', (name, value) => {
  const started = performance.now()
  tell({ [name]: value })
  expect(performance.now() - started).toBeLessThan(2000)
})

describe('dates', () => {
  test('without a Date the first hop’s, else the envelope’s', () => {
    const hops =
      'Received: by b; Mon, 1 Feb 2021 12:00:00 +0000\nReceived: by a; Mon, 1 Feb 2021 10:00:00 +0200\n'
    const expected = { events: [{ occurredAt: Date.UTC(2021, 1, 1, 8), flags: ['dated-by-delivery'] }] }
    expect(judge(`${hops}From: a@example.org\n\n`)).toMatchObject(expected)
    expect(judge('From: a@example.org\nDate: x\n\n', 'From a Mon Feb  1 08:00:00 2021')).toMatchObject(
      expected,
    )
  })

  test('with none at all it is quarantined, without its text', () => {
    expect(judge('From: a@example.org\nSubject: x\n\nsecret\n')).toEqual({
      kind: 'quarantined',
      reason: 'it has no date that can be read',
      position: 'here',
      record: 'From: a@example.org\nSubject: x\n\n',
    })
  })
})

describe('what nobody wrote', () => {
  test.each([
    [{ 'Auto-Submitted': 'auto-replied' }],
    [{ 'X-Autoreply': 'yes' }],
    [{ Precedence: 'auto_reply' }],
    [{ 'Content-Type': 'multipart/report; report-type=delivery-status' }],
    [{ From: 'MAILER-DAEMON@example.org', 'Return-Path': '<>' }],
    [{ From: 'Mail System Internal Data <MAILER-DAEMON@example.org>', 'X-IMAP': '1' }],
  ])('%j is ignored', (header) => {
    const lines = Object.entries({ From: 'a@example.org', Date: 'Mon, 1 Feb 2021 10:00:00 +0100', ...header })
    expect(judge(`${lines.map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n`).kind).toBe('ignored')
  })

  test('lists mark all their mails as bulk, and people are answered automatically by nobody', () => {
    expect(tell({ Precedence: 'bulk', 'Auto-Submitted': 'no' }).type).toBe('list.thread_start')
  })
})

test('who asked not to be archived keeps her words', () => {
  expect(tell({ 'X-No-Archive': 'yes', Subject: 'x' }).attrs).toEqual({})
})

test('a change proposed by mail, and an answer to it', () => {
  expect(tell({ Subject: '[PATCH v2 3/7] Mend it', 'In-Reply-To': '<0@x>' }).attrs?.['patch']).toBe('1')
  expect(tell({ Subject: 'Re: [PATCH v2 3/7] Mend it' }).attrs?.['patch']).toBeUndefined()
})

test.each([
  [{ 'List-Id': '"Dev" <Dev.Example.ORG>' }, 'dev.example.org'],
  [{ 'List-Id': 'dev.example.org' }, 'dev.example.org'],
  [{ 'X-Mailing-List': 'dev@example.org' }, 'dev.example.org'],
  [{ 'List-Post': '<mailto:dev@example.org?subject=x>' }, 'dev.example.org'],
  [{ 'Mailing-List': 'contact dev-help@example.org; run by ezmlm' }, 'dev.example.org'],
  [{ 'List-Id': '<>' }, undefined],
])('the list of %j', (header, list) =>
  expect(tell(header as Record<string, string>).attrs?.['list']).toBe(list),
)
