import { describe, expect, test } from 'vitest'
import { readHeader } from './header.ts'
import { readSender } from './sender.ts'

const list = 'dev.lists.example.org'

function tell(header: Readonly<Record<string, string>>): Record<string, unknown> {
  const mail = Buffer.from(
    `${Object.entries(header)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n')}\n\n`,
  )
  const { name, email, isRewritten, tool, isBot } = readSender(readHeader(mail, 0, mail.length), list, '')
  return {
    name,
    email,
    ...(isRewritten ? { isRewritten } : {}),
    ...(tool === '' ? {} : { tool }),
    ...(isBot ? { isBot } : {}),
  }
}
const ann = { name: 'Ann Ott', email: 'ann@example.com', isRewritten: true }

describe('the writer behind a list that wrote itself into From', () => {
  test.each([
    [{ From: 'Ann Ott via Dev <dev@lists.example.org>', 'Reply-To': 'Ann Ott <ann@example.com>' }],
    [{ From: "'Ann Ott' via dev <dev@lists.example.org>", 'X-Original-From': 'Ann Ott <ann@example.com>' }],
    [
      {
        From: '"Ann Ott (via dev Mailing List)" <dev@lists.example.org>',
        'Reply-To': 'dev@lists.example.org, ann@example.com',
      },
    ],
    [
      {
        From: 'Ann Ott <dev@lists.example.org>',
        Cc: 'Bob <bob@example.com>, Ann Ott <ann@example.com>',
        'Reply-To': 'dev@lists.example.org',
      },
    ],
    [
      {
        From: '"Ann Ott via groups.example.net" <ann=example.com@groups.example.net>',
        'Reply-To': 'other@groups.example.net',
      },
    ],
    [{ From: 'dev@lists.example.org', 'X-Mailman-Original-From': 'Ann Ott <ann@example.com>' }],
  ])('%j', (header) => expect(tell(header as Record<string, string>)).toEqual(ann))

  test('an address in the name is hers', () => {
    expect(tell({ From: '"ann@example.com via Dev" <dev@lists.example.org>' })).toEqual({
      name: '',
      email: 'ann@example.com',
      isRewritten: true,
    })
  })

  test.each([
    [{ From: 'Ann Ott via Dev <dev@lists.example.org>', 'Reply-To': 'Dev <dev@lists.example.org>' }],
    [{ From: 'Ann Ott via Commits <commits@lists.example.org>', 'Reply-To': 'other@lists.example.org' }],
    [
      {
        From: 'Ann Ott <000012ab-dmarc-request@listserv.example.net>',
        'Reply-To': 'Dev <dev@lists.example.org>',
      },
    ],
    [{ From: 'Ann Ott via Dev <dev-bounces@lists.example.org>' }],
  ])('of %j only the name is known', (header) =>
    expect(tell(header as Record<string, string>)).toEqual({ name: 'Ann Ott', email: '', isRewritten: true }),
  )
})

test.each([
  [
    { From: 'Via Ott <via@example.com>', 'Reply-To': 'dev@lists.example.org' },
    { name: 'Via Ott', email: 'via@example.com' },
  ],
  [{ From: 'Ann via her phone <ann@example.com>' }, { name: 'Ann via her phone', email: 'ann@example.com' }],
  [{ From: 'Tracy Ott <tracy@example.com>' }, { name: 'Tracy Ott', email: 'tracy@example.com' }],
  [{ From: 'Ann <ann@example.com.INVALID>' }, { name: 'Ann', email: 'ann@example.com' }],
  [{ Sender: 'Ann <ann@example.com>' }, { name: 'Ann', email: 'ann@example.com' }],
  [{ Subject: 'x' }, { name: '', email: '' }],
])('%j is taken as it is', (header, sender) => expect(tell(header as Record<string, string>)).toEqual(sender))

describe('tools', () => {
  test.each([
    [{ From: '"Ann Ott (JIRA)" <jira@example.org>' }, { name: 'Ann Ott', email: '', tool: 'jira' }],
    [{ From: 'Ann Ott <notifications@github.com>' }, { name: 'Ann Ott', email: '', tool: 'github' }],
    [
      { From: '"Ann Ott (Code Review)" <gerrit@example.org>', 'X-Gerrit-MessageType': 'comment' },
      { name: 'Ann Ott', email: '', tool: 'gerrit' },
    ],
    [
      { From: 'bugzilla-daemon@example.org', 'X-Bugzilla-Who': 'ann@example.com' },
      { name: '', email: 'ann@example.com', tool: 'bugzilla' },
    ],
    [
      { From: 'GitBox <git@example.org>' },
      { name: 'GitBox', email: 'git@example.org', tool: 'git', isBot: true },
    ],
    [
      { From: 'Apache Jenkins Server <jenkins@builds.example.org>' },
      { name: 'Apache Jenkins Server', email: 'jenkins@builds.example.org', tool: 'build', isBot: true },
    ],
    [
      { From: 'noreply@example.org' },
      { name: '', email: 'noreply@example.org', tool: 'program', isBot: true },
    ],
  ])('%j', (header, sender) => expect(tell(header as Record<string, string>)).toEqual(sender))
})
