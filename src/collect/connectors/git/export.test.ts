import { execFileSync } from 'node:child_process'
import { appendFileSync, closeSync, ftruncateSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askNobody } from '../../../../test/support/ask-nobody.ts'
import { git, makeHistory } from '../../../../test/support/git-repository.ts'
import { readAll, type Told } from '../../../../test/support/read-all.ts'
import { makeTestFolder } from '../../../../test/support/workspace.ts'
import type { Cursor, EventDraft } from '../../connector.ts'
import { readPathFacts } from '../../detect.ts'
import { gitConfig } from './config.ts'
import { connector } from './index.ts'

const folder = makeTestFolder()
let made = 0

function makeFile(content: string | Buffer, name = 'log.txt'): string {
  const path = join(folder, `${++made}-${name}`)
  writeFileSync(path, content)
  return path
}

function read(path: string, since?: Cursor): Promise<Told> {
  return readAll(connector, gitConfig.parse({ path }), since)
}

const hash = (letter: string): string => letter.repeat(40)
const line = (letter: string, subject = 'Change'): string =>
  `@${hash(letter)}\tAnn Ott\tann@example.org\t1170331539\t1170331600\t${subject}\n`

describe('a log in lines of fields', () => {
  test('hash, author, address, both times, subject; then the files', async () => {
    const told = await read(
      makeFile(`${line('a', 'Translate\tmore')}\n5\t0\tpo/ChangeLog\n-\t-\tpo/x.gmo\n\n${line('b')}`),
    )
    expect(told.events[0]).toEqual({
      sourceEventId: `${hash('a')}:author`,
      type: 'commit.author',
      occurredAt: 1_170_331_539_000,
      actor: { name: 'Ann Ott', email: 'ann@example.org' },
      object: { kind: 'commit', id: hash('a') },
      visibility: 'public',
      lawfulBasis: 'public record',
      attrs: { subject: 'Translate\tmore' },
      flags: [],
      quantities: { files: 2, 'added.translation': 5, 'removed.translation': 0 },
      touched: ['po/ChangeLog', 'po/x.gmo'],
    })
    expect(told.events.length).toBe(2)
  })

  test('committer and parents may follow, as in a table', async () => {
    const { events } = await read(
      makeFile(
        `${hash('a')}\tAnn\tann@example.org\t1170331539\tBob\tbob@example.org\t1170331600\t${hash('b')} ${hash('c')}\n`,
        'project.commits.tsv',
      ),
    )
    expect(
      events.map((event) => [event.type, event.actor?.name, event.occurredAt, event.attrs?.['merge']]),
    ).toEqual([
      ['commit.author', 'Ann', 1_170_331_539_000, '1'],
      ['commit.commit', 'Bob', 1_170_331_600_000, '1'],
    ])
  })

  test('a name with a tab in it is put together again', async () => {
    const { events } = await read(
      makeFile(`@${hash('a')}\tAnn\tOtt\tann@example.org\t1170331539\t1170331600\tx\n`),
    )
    expect(events[0]?.actor).toEqual({ name: 'Ann\tOtt', email: 'ann@example.org' })
  })

  test('lines that are none of a log are set aside with their numbers', async () => {
    const { events, quarantined } = await read(
      makeFile(`${line('a')}oops\nand more\n${line('b')}@${hash('c')}\tno\ttime\n${line('d')}`),
    )
    expect(events.length).toBe(3)
    expect(quarantined.map(({ position, reason, record }) => [position, reason, record])).toEqual([
      ['lines 2 to 3', 'it is no part of a git log', 'oops\nand more'],
      ['line 5', 'the commit has no author that can be read', `@${hash('c')}\tno\ttime`],
    ])
  })
})

describe('what git log itself writes', () => {
  const path = join(folder, 'repository.git')
  makeHistory(path, [
    {
      files: { 'src/a.c': '1\n2\n3\n', 'po/de.po': 'x\n' },
      message: 'First\n\nWith words.\n\nReported-by: Cy <cy@example.net>\n',
    },
    {
      author: 'Ann Ott <ann@example.org>',
      committer: 'Bob Bo <bob@example.com>',
      date: '1700100000 -0330',
      commitDate: '1700100600 +0100',
    },
    { branch: 'side', files: { 'docs/ä "quoted".md': 'y\n', 'art/logo.png': Buffer.from([0, 1, 0]) } },
    { merges: 'side', files: { 'docs/ä "quoted".md': 'y\n' }, message: 'Merge side\n' },
    { files: { 'src/a.c': null, 'lib/a.c': '1\n2\n3\n' }, message: 'Move\n\n    indented\n' },
  ])
  /** An exported log has no tags; and its default form no committer, so those are left out on both sides. */
  const comparable = (events: readonly EventDraft[], keep: (event: EventDraft) => boolean): unknown[] =>
    events
      .filter((event) => event.type !== 'release.publish' && keep(event))
      .map((event) => ({ ...event, touched: [...(event.touched ?? [])].sort() }))
      .sort((left, right) => (left.sourceEventId < right.sourceEventId ? -1 : 1))
  const all = (): boolean => true

  test.each([
    ['fuller with numstat', ['--format=fuller', '--numstat', '--no-renames']],
    [
      'fuller with ISO dates and decoration',
      ['--format=fuller', '--date=iso', '--numstat', '--no-renames', '--decorate'],
    ],
    ['fuller with raw dates and patches', ['--format=fuller', '--date=raw', '-p', '--no-renames']],
    [
      'fuller with strict ISO dates and a drawn stat',
      ['--format=fuller', '--date=iso-strict', '--stat=500', '--no-renames'],
    ],
    ['raw, as git stores it', ['--format=raw', '--numstat', '--no-renames']],
  ])('%s tells what the repository tells', async (_name, options) => {
    const log = execFileSync('git', ['-C', path, '-c', 'core.quotepath=true', 'log', '--all', ...options])
    const told = await read(makeFile(log))
    expect(told.quarantined).toEqual([])
    expect(comparable(told.events, all)).toEqual(comparable((await read(path)).events, all))
  })

  test('the default form tells the same but for the committer', async () => {
    const told = await read(makeFile(git(path, 'log', '--all', '--numstat', '--no-renames')))
    expect(told.quarantined).toEqual([])
    const isAuthors = (event: EventDraft): boolean => event.type === 'commit.author'
    expect(comparable(told.events, isAuthors)).toEqual(comparable((await read(path)).events, isAuthors))
    expect(told.events.map((event) => event.type)).toContain('commit.trailer.reported_by')
  })

  test('without numbers of lines there are no quantities; with renames the new path counts', async () => {
    const bare = await read(makeFile(git(path, 'log', '--all')))
    expect(bare.events.filter((event) => event.quantities !== undefined)).toEqual([])
    const named = await read(makeFile(git(path, 'log', '--all', '--name-status', '-M')))
    expect(named.quarantined).toEqual([])
    expect(named.events.find((event) => event.attrs?.['subject'] === 'Move')?.touched).toEqual(['lib/a.c'])
    const renamed = await read(makeFile(git(path, 'log', '--all', '--numstat', '-M')))
    expect(renamed.events.find((event) => event.attrs?.['subject'] === 'Move')?.touched).toEqual(['lib/a.c'])
  })

  test('a stat that is drawn to scale is an estimate, and says so', async () => {
    const { events } = await read(
      makeFile(
        `commit ${hash('a')}\nAuthor: Ann <ann@example.org>\nDate:   Thu Apr 7 15:13:13 2005 -0700\n\n    Big\n\n ...long/way/to/a.c | 3000 ++++++------\n b.bin              |  Bin 0 -> 12 bytes\n 2 files changed, 1500 insertions(+), 1500 deletions(-)\n`,
      ),
    )
    expect(events[0]?.quantities).toMatchObject({ files: 2, 'added.source': 1500, 'removed.source': 1500 })
    expect(events[0]?.flags).toEqual(['lines-estimated'])
  })

  test('relative dates and missing ones are quarantined with what to do', async () => {
    const told = await read(
      makeFile(
        `commit ${hash('a')}\nAuthor: Ann <ann@example.org>\nDate:   3 weeks ago\n\n    Lately\n\n${line('b')}`,
      ),
    )
    expect(told.events.length).toBe(1)
    expect(told.quarantined[0]?.reason).toBe(
      'the commit has no date that says when; export it again with --date=iso',
    )
  })

  test('line ends of Windows, a byte order mark, and what PowerShell writes', async () => {
    const text = git(path, 'log', '--all', '--format=fuller', '--numstat')
    const plain = await read(makeFile(text))
    const windows = await read(makeFile(`\uFEFF${text.replaceAll('\n', '\r\n')}`))
    const shell = await read(makeFile(Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}`, 'utf16le')))
    expect(windows.quarantined).toEqual([])
    expect(windows.events).toEqual(plain.events)
    expect(shell.events).toEqual(plain.events)
  })
})

describe('reading on', () => {
  test('a file that did not change is not read again', async () => {
    const path = makeFile(line('a') + line('b'))
    const first = await read(path)
    const second = await read(path, first.cursor)
    expect([second.events.length, second.cursor]).toEqual([0, first.cursor])
  })

  test('one that was added to is read on from its last commit, another in its place from the start', async () => {
    const path = makeFile(line('a') + line('b'))
    const first = await read(path)
    appendFileSync(path, `\n3\t1\tsrc/a.c\n${line('c')}`)
    const second = await read(path, first.cursor)
    expect(second.events.map((event) => event.object?.id)).toEqual([hash('b'), hash('c')])
    writeFileSync(path, line('d') + line('e') + line('f'))
    expect((await read(path, second.cursor)).events.length).toBe(3)
  })

  test('one that is packed is read again when it changed', async () => {
    const path = makeFile(gzipSync(line('a')), 'log.gz')
    const first = await read(path)
    writeFileSync(path, gzipSync(line('a') + line('b')))
    expect((await read(path, first.cursor)).events.length).toBe(2)
  })

  test('from any page of a long file the rest is read', async () => {
    const text = Array.from({ length: 3500 }, (_, index) =>
      line('a').replace('aaaaaaa', index.toString(16).padStart(7, '0')),
    ).join('')
    const path = makeFile(text)
    const config = gitConfig.parse({ path })
    const io = {
      clock: { now: () => new Date() },
      signal: new AbortController().signal,
      ask: askNobody,
      monthlyKey: () => Promise.reject(new Error('none')),
    }
    let read0 = 0
    for await (const page of connector.read(config, undefined, io)) {
      read0 += page.records.length
      const rest = await read(path, page.cursor)
      // At the end the last one is read again, because it may have grown.
      if (page.records.length > 0) expect(rest.events.length).toBe(read0 === 3500 ? 0 : 3500 - read0)
    }
    expect(read0).toBe(3500)
  })
})

describe('damage', () => {
  test('a packed file that breaks off is partial, and whole commits before the break are kept', async () => {
    const text = Array.from({ length: 500 }, (_, index) => line('a', `Change ${Math.sin(index)}`)).join('')
    const whole = gzipSync(text)
    const told = await read(makeFile(whole.subarray(0, whole.length - 400), 'log.gz'))
    expect(told.events.length).toBeGreaterThan(100)
    expect(told.events.length).toBeLessThan(500)
    expect(told.partial).toMatch(
      /is damaged after line \d+: unexpected end of file\. What stands before is kept/,
    )
  })

  test('an empty file says so; a file of something else is refused, packed or not', async () => {
    expect((await read(makeFile(''))).notes).toEqual(['The file is empty.'])
    for (const content of ['hello\n', Buffer.from([0, 1, 2, 3, 255]), gzipSync('a,b\n1,2\n')])
      await expect(read(makeFile(content))).rejects.toThrow(/does not begin like a log of git/)
  })

  test('a line of 256 MiB is set aside in little memory', async () => {
    const path = makeFile(line('a'))
    const file = openSync(path, 'r+')
    ftruncateSync(file, 1 << 28)
    writeSync(file, `\n${line('b')}`, 1 << 28)
    closeSync(file)
    const before = process.memoryUsage.rss()
    const told = await read(path)
    expect(told.events.length).toBe(2)
    expect(told.quarantined[0]?.reason).toBe('the line is longer than 1 MiB')
    expect(process.memoryUsage.rss() - before).toBeLessThan(100 << 20)
  })

  test('whatever follows the first commit, every line is a commit’s or set aside, and nothing throws', async () => {
    const odd = fc.oneof(
      fc.constantFrom(
        '',
        line('b').trimEnd(),
        `commit ${hash('c')}`,
        'Author: x',
        '1\t2\ta',
        ' a | 3 ++-',
        'diff --git a/x b/x',
        '@@ -1 +1 @@',
        '+',
        '-',
        '    x',
        'Notes:',
      ),
      fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replace(/[\r\n]/g, ' ')),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(odd, { maxLength: 30 }), async (lines) => {
        const told = await read(makeFile(`${line('a')}${lines.join('\n')}\n`))
        const begun = lines.filter((text) => text.startsWith('@bbb') || text.startsWith('commit c')).length
        const unreadable = told.quarantined.filter((held) => held.reason.startsWith('the commit'))
        expect(told.events.filter((event) => event.type === 'commit.author').length + unreadable.length).toBe(
          1 + begun,
        )
      }),
      { numRuns: 60, seed: 7 },
    )
  })
})

test('a log is recognised by its start, whatever its name', async () => {
  const isKnown = async (content: string | Buffer): Promise<boolean> =>
    (await connector.recognise(await readPathFacts(makeFile(content, 'x')))) !== undefined
  expect(await isKnown(line('a'))).toBe(true)
  expect(await isKnown(gzipSync(`\n${line('a')}`))).toBe(true)
  expect(await isKnown(`commit ${hash('a')}\nMerge: 1 2\nAuthor: x\n`)).toBe(true)
  expect(await isKnown(`commit ${hash('a')}\nsomething else\n`)).toBe(false)
  expect(await isKnown(`${hash('a')} oneline\n`)).toBe(false)
  expect(await isKnown(Buffer.concat([Buffer.from(line('a')), Buffer.from([0])]))).toBe(false)
})
