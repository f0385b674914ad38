import { writeFileSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { constants, gunzipSync, gzipSync } from 'node:zlib'
import { git, makeHistory } from '../../../../test/support/git-repository.ts'
import { testConnector } from '../../conformance.ts'
import { connector } from './index.ts'

const tabLine = (hash: string, name: string, at: number, subject: string): string =>
  `@${hash.padEnd(40, '0')}\t${name}\t${name.toLowerCase()}@example.org\t${at}\t${at + 60}\t${subject}\n`

const fullerCommit = (hash: string, trailer: string): string => `commit ${hash.padEnd(40, '0')}
Author:     Ann Ott <ann@example.org>
AuthorDate: Thu Apr 7 15:13:13 2005 -0700
Commit:     Bob Bo <bob@example.com>
CommitDate: Fri Apr 8 10:00:00 2005 +0200

    Make it work

    It did not.

    ${trailer}

3\t1\tsrc/a.c
-\t-\tart/logo.png
`

testConnector(connector, {
  'a bare repository': (folder) => {
    const path = join(folder, 'project.git')
    makeHistory(path, [
      { files: { '.mailmap': 'Ann Ott <ann@example.org> <ann@old.example.org>\n', 'README.md': 'Hello\n' } },
      { author: 'Ann Ott <ann@old.example.org>', committer: 'Bob Bo <bob@example.com>' },
      { message: 'Fix\n\nReported-by: Cy <cy@example.net>\nReviewed-by: Dee <dee@example.net>\n' },
      { branch: 'side', date: '0 +0000', files: { 'po/de.po': 'msgid ""\n' } },
      { date: '4000000000 +0000' },
      { merges: 'side', files: {} },
      { author: ' <> ', committer: ' <> ' },
      { author: `"; DROP TABLE events; -- \u202Egnp.exe <'||1@example.org>` },
    ])
    git(path, 'tag', '-a', 'v1', '-m', 'First release', 'main~1')
    git(path, 'tag', 'v1-light', 'main~1')
    return {
      path,
      records: 10,
      quarantined: 0,
      grow() {
        makeHistory(path, [{}, { author: 'New <new@example.org>', branch: 'side' }], 8)
        git(path, 'tag', 'v2')
      },
    }
  },
  'a repository without commits': (folder) => {
    const path = join(folder, 'new')
    git(folder, 'init', '-q', 'new')
    return {
      path,
      records: 0,
      quarantined: 0,
      grow: () => void git(path, 'commit', '-q', '--allow-empty', '-m', 'First'),
    }
  },
  'a log in lines of fields, with its mailmap beside it': (folder) => {
    const path = join(folder, 'project.txt')
    writeFileSync(join(folder, '.mailmap'), 'Ann <ann@example.org> <ann@old.example.org>\n')
    writeFileSync(
      path,
      `${tabLine('a1', 'Ann', 1_170_331_539, 'Translate')}\n5\t0\tpo/ChangeLog\n88\t90\tpo/de.po\n${tabLine('b2', 'Bob', 1_170_593_104, 'Fix')}` +
        `what is this\nand this\n@${'c3'.padEnd(40, '0')}\tno time at all\n${tabLine('d4', 'Dee', 1_170_700_000, 'a\tb')}\n-\t-\tlogo.png\n`,
    )
    return {
      path,
      records: 5,
      quarantined: 2,
      grow: () => appendFile(path, tabLine('e5', 'Eve', 1_170_800_000, 'More')),
    }
  },
  'a log as git writes it, packed': (folder) => {
    const path = join(folder, 'project.log.gz')
    const log = fullerCommit('a1', 'Tested-by: Cy <cy@example.net>') + fullerCommit('b2', 'Fixes: 17')
    writeFileSync(path, gzipSync(log))
    return { path, records: 2, quarantined: 0 }
  },
  'a packed log that breaks off': (folder) => {
    const path = join(folder, 'broken.log.gz')
    const commits = Array.from({ length: 400 }, (_, index) =>
      fullerCommit(index.toString(16).padStart(7, 'a'), `Fixes: ${index * 7919}`),
    )
    const whole = gzipSync(commits.join(''))
    const broken = whole.subarray(0, Math.floor(whole.length / 2))
    writeFileSync(path, broken)
    const readable = gunzipSync(broken, { finishFlush: constants.Z_SYNC_FLUSH }).toString()
    // The last one that begins may have lost its end.
    return { path, records: readable.split(/^commit /m).length - 2, quarantined: 0, status: 'partial' }
  },
})
