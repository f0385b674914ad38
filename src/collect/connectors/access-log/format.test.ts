import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { recogniseFormat } from './format.ts'
import { findFirstDate, sampleMonths } from './month-sample.ts'
import { usualRules } from './path-rule.ts'
import { nameLog } from './rotation.ts'

const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'fixtures', name))
const common = '192.0.2.1 - - [01/Nov/2026:10:00:00 +0100] "GET / HTTP/1.1" 200 12'
const combined = `${common} "-" "curl/8.5.0"`

describe('the format of a file is recognised by its start', () => {
  test.each([
    ['combined.log', 'combined'],
    ['common.log', 'common'],
    ['vhost.log', 'vhost_combined'],
    ['nginx.jsonl', 'json'],
    ['caddy.jsonl', 'json'],
  ])('%s', (name, kind) => {
    expect(recogniseFormat(fixture(name))?.kind).toBe(kind)
  })

  test.each([
    ['an IPv6 address', combined.replace('192.0.2.1', '2001:db8::1'), 'combined'],
    [
      'a host name and a user with spaces',
      combined.replace('192.0.2.1 - -', 'pc.example.net - Ann Bee'),
      'combined',
    ],
    ['a host without port before the address', `www.example.org ${combined}`, 'vhost_combined'],
    ['more fields at the end', `${combined} 0.003 "x"`, 'combined'],
    ['an escaped quote', combined.replace('curl', String.raw`a \" b`), 'combined'],
    ['a start full of dirt', `${'dirt\n'.repeat(60)}${`${combined}\n`.repeat(40)}`, 'combined'],
    ['a single line that is not ended', combined, 'combined'],
  ])('%s', (_what, text, kind) => {
    expect(recogniseFormat(Buffer.from(text))?.kind).toBe(kind)
  })

  test.each([
    ['prose that quotes a line', `${'This is how a log looks.\n'.repeat(20)}${combined}\n`],
    ['other JSON', '{"name":"Ann","status":200,"time":"2026-11-01T10:00:00Z"}\n'],
    ['a mail', 'From ann@example.org Sun Nov  1 10:00:00 2026\nSubject: [01/Nov/2026] GET\n\nText\n'],
    [
      'an error log',
      '2026/11/01 10:00:00 [error] 7#7: *1 open() "/x" failed, client: 192.0.2.1, request: "GET / HTTP/1.1"\n',
    ],
    ['nothing', ''],
  ])('not %s', (_what, text) => {
    expect(recogniseFormat(Buffer.from(text))).toBeUndefined()
  })

  test('a field of JSON lines that bears a name of its own is found when declared', () => {
    const line = Buffer.from(
      '{"when":"2026-11-01T10:00:00Z","src":{"ip":"192.0.2.1"},"request":"GET / HTTP/1.1","status":200}\n',
    )
    expect(recogniseFormat(line)).toBeUndefined()
    expect(recogniseFormat(line, { time: 'when', address: 'src.ip' })).toMatchObject({
      kind: 'json',
      fields: { address: [{ names: ['src', 'ip'], inList: false }] },
    })
  })
})

test.each([
  ['access.log', 'access.log'],
  ['access.log.1', 'access.log'],
  ['access.log.12.gz', 'access.log'],
  ['access.log.gz', 'access.log'],
  ['access.log-20261101', 'access.log'],
  ['access.log-20261101-1793523600.gz', 'access.log'],
  ['access_log-2026-11-01', 'access_log'],
  ['access-20261101.log.gz', 'access.log'],
  ['www.example.org.access.log', 'www.example.org.access.log'],
])('%s belongs to %s', (name, log) => {
  expect(nameLog(`/var/log/${name}`)).toBe(`/var/log/${log}`)
})

test('the months of a page are those from its first to its last date', () => {
  const page = `${common}\n${'x'.repeat(40_000)}\n${common.replace('Nov', 'Jan').replace('2026', '2027')}\n`
  expect(sampleMonths(Buffer.from(page))).toEqual(['2026-11', '2026-12', '2027-01'])
  expect(sampleMonths(Buffer.from('nothing'))).toEqual([])
  expect(findFirstDate(Buffer.from(`dirt\n${common}`))).toBe('01/Nov/2026:10:00:00')
})

describe('what paths stand for by the usual rules', () => {
  const meaningOf = (path: string): string => {
    const found = usualRules.find(({ pattern }) => new RegExp(pattern, 'i').test(path))?.meaning
    if (found === undefined || 'page' in found) return 'page'
    return 'type' in found ? found.type : found.ignored
  }

  test.each([
    ['/', 'page'],
    ['/blog/documented-decisions', 'page'],
    ['/docs', 'docs.visit'],
    ['/en/Documentation/setup.html', 'docs.visit'],
    ['/manual.pdf', 'docs.visit'],
    ['/wiki/Main_Page', 'docs.visit'],
    ['/docs/logo.svg', 'page asset'],
    ['/favicon.ico', 'page asset'],
    ['/robots.txt', 'page asset'],
    ['/releases/tool-1.0.tar.gz', 'software.download'],
    ['/tool-1.0-py3-none-any.whl', 'software.download'],
    ['/download/tool', 'software.download'],
    ['/download/', 'page'],
    ['/downloads/index.html', 'page'],
    ['/releases/tool-1.0.tar.gz.asc', 'checksum or signature'],
    ['/releases/SHA256SUMS', 'checksum or signature'],
    ['/simple/tool/', 'package.pull'],
    ['/npm/@scope/tool/-/tool-1.0.0.tgz', 'package.pull'],
    ['/debian/pool/main/t/tool/tool_1.0_amd64.deb', 'package.pull'],
    ['/maven2/org/example/tool/1.0/tool-1.0.jar', 'package.pull'],
    ['/v2/library/tool/manifests/latest', 'image.pull'],
    ['/v2/library/tool/blobs/sha256:abc', 'part of an image pull'],
    ['/tool.git/info/refs', 'repo.clone'],
    ['/tool.git/git-upload-pack', 'part of a clone'],
    ['/feed.xml', 'feed poll'],
    ['/blog/atom.xml', 'feed poll'],
    ['/healthz', 'health check'],
  ])('%s: %s', (path, meaning) => {
    expect(meaningOf(path)).toBe(meaning)
  })
})
