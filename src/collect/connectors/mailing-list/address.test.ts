import { describe, expect, test } from 'vitest'
import { clarifyEmail, readMailbox, readMailboxes } from './address.ts'

const ann = { name: 'Ann Ott', email: 'ann@example.org' }

describe('one mailbox, as mailers and archives write it', () => {
  test.each([
    ['Ann Ott <ann@example.org>'],
    ['"Ann Ott" <ann@example.org>'],
    ["'Ann Ott' <ann@example.org>"],
    ['ann@example.org (Ann Ott)'],
    ['ann at example.org (Ann Ott)'],
    ['ann en example.org (Ann Ott)'],
    ['ann(a)example.org (Ann Ott)'],
    ['Ann Ott <ann at example.org>'],
    ['Ann Ott <ann@example.org'],
    ['"Ann Ott <ann@example.org>'],
    ['Ann Ott ann@example.org'],
    ['Ann Ott [mailto:ann@example.org]'],
    ['Ann Ott <mailto:ann@example.org>'],
    ['(Ann Ott) ann@example.org'],
    ['Ann Ott <ann@example.org.INVALID>'],
    ['=?UTF-8?Q?Ann_Ott?= <ann@example.org>'],
    ['=?utf-8?B?QW5uIE90dCA8YW5uQGV4YW1wbGUub3JnPg==?='],
    ['Ann Ott <ann@example.org>, Bob <bob@example.org>'],
    ['  "Ann\\ Ott"\t<ann@example.org>  '],
  ])('%s', (written) => expect(readMailbox(written)).toEqual(ann))

  test.each([
    ['ann@example.org', '', 'ann@example.org'],
    ['<ann@example.org>', '', 'ann@example.org'],
    ['"ann@example.org" <ann@example.org>', '', 'ann@example.org'],
    ['ann at example.org (ann at example.org)', '', 'ann@example.org'],
    ['"Ott, Ann (QA)" <ann@example.org>', 'Ott, Ann (QA)', 'ann@example.org'],
    ['cyd at example.net (Cyd Carr (QA))', 'Cyd Carr (QA)', 'cyd@example.net'],
    ['"Ann \\"The <Hammer>\\" Ott" <ann@example.org>', 'Ann "The <Hammer>" Ott', 'ann@example.org'],
    ['"a@b"@example.org', '', '"a@b"@example.org'],
    ['Ann Ott', 'Ann Ott', ''],
    ['ann...@example.org (Ann Ott)', 'Ann Ott', ''],
    ['undisclosed-recipients:;', 'undisclosed-recipients:', ''],
    ['', '', ''],
  ])('%s', (written, name, email) => expect(readMailbox(written)).toEqual({ name, email }))

  test('raw bytes of the mail’s charset, and of UTF-8 whatever it says', () => {
    expect(readMailbox('J\xfcrgen <j@example.org>', 'iso-8859-1').name).toBe('Jürgen')
    expect(readMailbox('\xe9\xd7\xc1\xce <i@example.org>', 'koi8-r').name).toBe('Иван')
    expect(readMailbox('J\xc3\xbcrgen <j@example.org>', 'us-ascii').name).toBe('Jürgen')
  })

  test('a hostile value of any length is read in little time', () => {
    const started = performance.now()
    for (const part of ['(', '"', '<', 'a ', '=?', '@', '\\', 'a@b ', ' at '])
      readMailbox(part.repeat(200_000))
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('an address that was hidden or rewritten', () => {
  test.each([
    ['ann at example dot org', 'ann@example.org'],
    ['ann [at] example [dot] org', 'ann@example.org'],
    ['ann＠example.org', 'ann@example.org'],
    ['ann @ example.org', 'ann@example.org'],
    ['@relay.example.net:ann@example.org', 'ann@example.org'],
    ['ann@localhost.invalid', 'ann@localhost.invalid'],
    ['test@test.invalid', 'test@test.invalid'],
    ['look at me', ''],
    ['ann@', ''],
    [`${'a'.repeat(400)}@example.org`, ''],
  ])('%s', (written, email) => expect(clarifyEmail(written)).toBe(email))
})

test('several mailboxes, with commas in names', () => {
  expect(readMailboxes('"Ott, Ann" <ann@example.org>, bob@example.org (Bob, B), Dee; ,')).toEqual([
    { name: 'Ott, Ann', email: 'ann@example.org' },
    { name: 'Bob, B', email: 'bob@example.org' },
  ])
})
