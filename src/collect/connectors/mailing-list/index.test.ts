import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { constants, gunzipSync, gzipSync } from 'node:zlib'
import { makeHistory } from '../../../../test/support/git-repository.ts'
import { testConnector } from '../../conformance.ts'
import { connector } from './index.ts'

const fixtures = fileURLToPath(new URL('./fixtures', import.meta.url))

const makeMail = (id: number, more = ''): string =>
  `From: Person ${id} <p${id}@example.org>\nDate: Mon, ${1 + (id % 27)} Feb 2021 10:00:00 +0000\nSubject: Mail ${id}\n` +
  `Message-ID: <${id}@example.org>\nList-Id: <dev.lists.example.org>\n${more}\nHello ${id}\n`
const envelope = (id: number): string =>
  `From p${id}@example.org  Mon Feb ${String(1 + (id % 27)).padStart(2)} 10:00:00 2021\n`
const makeMbox = (...ids: number[]): string => ids.map((id) => `${envelope(id)}${makeMail(id)}\n`).join('')

testConnector(connector, {
  'a folder of three archivers, with dirt, and with an archive that breaks off': (folder) => {
    const path = join(folder, 'archives')
    cpSync(join(fixtures, 'three-archivers'), path, { recursive: true })
    writeFileSync(join(path, 'index.html'), '<html>From here to there</html>')
    writeFileSync(join(path, 'dirty.mbox'), Buffer.concat(makeDirt()))
    const packed = gzipSync(makeMbox(...Array.from({ length: 100 }, (_, id) => id * 37)))
    const broken = packed.subarray(0, packed.length - 100)
    writeFileSync(join(path, 'broken.mbox.gz'), broken)
    const rest = gunzipSync(broken, { finishFlush: constants.Z_SYNC_FLUSH }).toString()
    // The last mail that can be unpacked is not whole, so it is not told of.
    const whole = rest.split('\nFrom p').length - 1
    return {
      path,
      records: 22 + whole,
      quarantined: 2,
      status: 'partial',
      grow: () => appendFileSync(join(path, 'lists.mbox'), makeMbox(7001, 8001)),
    }
  },
  'a Pipermail month, packed, and who subscribed': (folder) => {
    const path = join(folder, '2007-March.txt.gz')
    writeFileSync(path, gzipSync(readFileSync(join(fixtures, '2007-March.txt'))))
    const subscribers = join(fixtures, 'subscribers.csv')
    return { path, config: { subscribers, list: 'dev.lists.example.org' }, records: 10, quarantined: 1 }
  },
  'a maildir with a folder in it': (folder) => {
    const path = join(folder, 'Maildir')
    for (const part of ['cur', 'new', 'tmp', '.Old/cur', '.Old/new'])
      mkdirSync(join(path, part), { recursive: true })
    writeFileSync(join(path, 'new/1614592800.M1P1.host'), makeMail(1))
    writeFileSync(join(path, 'cur/1614592900.M2P1.host:2,S'), makeMail(2).replaceAll('\n', '\r\n'))
    writeFileSync(join(path, '.Old/cur/1514592900.M3P1.host:2,RS'), gzipSync(makeMail(3)))
    writeFileSync(join(path, 'cur/1614592901.M4P1.host:2,S'), 'no mail at all')
    writeFileSync(join(path, 'tmp/1614592902.M5P1.host'), makeMail(5))
    writeFileSync(join(path, 'dovecot-uidlist'), '3 V1614592800\n')
    return {
      path,
      records: 4,
      quarantined: 1,
      grow: () => writeFileSync(join(path, 'new/1614593000.M6P1.host'), makeMail(6)),
    }
  },
  'a public-inbox archive of two epochs': (folder) => {
    const path = join(folder, 'inbox')
    makeHistory(join(path, 'git/0.git'), [
      { files: { m: makeMail(1) } },
      { files: { m: makeMail(2, 'In-Reply-To: <1@example.org>\n') } },
      { files: { m: makeMail(3) } },
      { files: { m: null, d: makeMail(3) } },
      { files: { d: null, m: 'damaged' } },
    ])
    makeHistory(join(path, 'git/1.git'), [{ files: { m: makeMail(2, 'In-Reply-To: <1@example.org>\n') } }])
    return {
      path,
      records: 5,
      quarantined: 1,
      grow: () => makeHistory(join(path, 'git/1.git'), [{ files: { m: makeMail(4) } }], 1),
    }
  },
})

/** What archives hold: no first separator, stray lines, no Message-ID, strange dates, hostile names, machines, huge lines. */
function makeDirt(): Buffer[] {
  const text = (...lines: string[]): Buffer => Buffer.from(`${lines.join('\n')}\n\n`)
  return [
    text('\uFEFF', 'From ann@example.org  Mon Feb  1 10:00:00 2021', makeMail(1)),
    text(envelope(2).trim(), '>From p2@example.org', 'stray line', makeMail(2)),
    text(
      envelope(3).trim(),
      'From: "\'; DROP TABLE events; --" <x@example.org>',
      'Date: Thu, 1 Jan 1970 00:00:00 +0000',
      'Subject: \u0000\u202E',
      '',
      'x',
    ),
    text(
      envelope(4).trim(),
      'From: Bot <noreply@example.org>',
      'Date: Fri, 31 Dec 2199 23:59:59 +0000',
      'Message-ID: <4@x>',
      '',
      '',
    ),
    text('From nobody', 'Subject: no date and no date', 'To: dev@example.org', '', 'body'),
    text(
      envelope(5).trim(),
      'Date: never',
      'From: ann@example.org',
      'Message-ID: <5@example.org>',
      '',
      'dated by the line before',
    ),
    text(
      envelope(6).trim(),
      'From: MAILER-DAEMON@example.org',
      'Return-Path: <>',
      'Date: Mon, 1 Feb 2021 10:00:00 +0000',
      '',
      'returned',
    ),
    text(
      envelope(6).trim(),
      'From: Ann <ann@example.org>',
      'Auto-Submitted: auto-replied',
      'Date: Mon, 1 Feb 2021 10:00:00 +0000',
      '',
      'I am away',
    ),
    Buffer.concat([
      Buffer.from(
        `${envelope(6)}From: J\xfcrgen <j@example.org>\nDate: Mon, 1 Feb 2021 11:00:00 +0000\n\n`,
        'latin1',
      ),
      Buffer.alloc(200_000, 'x'),
      Buffer.from('\n\n'),
    ]),
    text(envelope(6).trim(), '', 'From here on nothing is a header.'),
  ]
}
