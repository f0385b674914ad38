import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { makeHistory } from '../../test/support/git-repository.ts'
import { makeTestFolder } from '../../test/support/workspace.ts'
import { UserError } from '../core/index.ts'
import { detect, readPathFacts } from './detect.ts'
import { explainPathError } from './path-error.ts'

const folder = makeTestFolder()

function makeFile(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

test('each kind of thing finds its connector', async () => {
  const repository = join(folder, 'project.git')
  makeHistory(repository, [{}])
  const log = `@${'a'.repeat(40)}\tAnn\tann@example.org\t1170331539\t1170331600\tx\n`
  const access = '203.0.113.9 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12 "-" "curl/8.0"\n'
  const names = await Promise.all(
    [
      repository,
      makeFile('log.txt', log),
      makeFile('log.gz', gzipSync(log)),
      makeFile('access.log', access),
    ].map(async (path) => (await detect(path)).connector.name),
  )
  expect(names).toEqual(['git', 'git', 'git', 'access-log'])
  expect((await detect(repository)).config).toEqual({ path: repository, mailmap: true, fileClasses: [] })
})

test('what is not understood gets a sentence naming what is', async () => {
  await expect(detect(makeFile('notes.txt', 'Dear all\n'))).rejects.toThrow(/It understands: .*Git history/)
  await expect(detect(makeFile('empty', ''))).rejects.toThrow(/is empty: there is nothing to collect yet/)
  await expect(detect(join(folder, 'missing'))).rejects.toThrow(/There is nothing at/)
  await expect(detect('/dev/null')).rejects.toThrow(/neither a file nor a folder/)
  const hollow = join(folder, 'hollow')
  mkdirSync(hollow)
  await expect(detect(hollow)).rejects.toThrow(UserError)
})

test('a packed file shows its start, also when its end is lost; one that is all damage is a sentence', async () => {
  const packed = gzipSync(Buffer.alloc(200_000, 'abc'))
  expect((await readPathFacts(makeFile('whole.gz', packed))).head.length).toBe(64 << 10)
  expect((await readPathFacts(makeFile('cut.gz', packed.subarray(0, 100)))).head.toString()).toMatch(
    /^abcabc/,
  )
  await expect(readPathFacts(makeFile('bad.gz', Buffer.from([0x1f, 0x8b, 1, 2, 3])))).rejects.toThrow(
    /damaged archive/,
  )
})

test('what the operating system refuses is explained, with the path; a fault of ours is not', () => {
  const refusal = (code: string, path?: string): unknown =>
    explainPathError(Object.assign(new Error(code), { code, path }))
  expect(refusal('EACCES', '/srv/log')).toMatchObject({
    status: 409,
    message: '/srv/log may not be read by this user. Change its permissions, or run as somebody who may.',
  })
  expect(refusal('ENOENT', '/srv/log')).toMatchObject({ status: 404 })
  expect(refusal('EIO', '/srv/log')).toMatchObject({
    message: '/srv/log could not be read: the disk reports an error.',
  })
  expect(refusal('EACCES')).toBeUndefined()
  expect(refusal('ERR_ASSERTION', '/srv/log')).toBeUndefined()
  expect(explainPathError('EACCES', '/srv/log')).toBeUndefined()
})
