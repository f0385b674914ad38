import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { openTestStore } from '../../test/support/workspace.ts'
import { decide, readVersions } from '../store/index.ts'
import { openSecretBox } from './secrets/secret-box.ts'
import { addSource, findConnector, parseConfig, readSources } from './source.ts'

const store = await openTestStore()
const git = findConnector('git')
const by = { at: new Date('2026-11-01T12:00:00Z'), by: 'test' }
const secrets = openSecretBox({ given: '7'.repeat(64) })
const add = (path: string) => addSource(store, git, { path }, { ...by, secrets })

test('a source is named after what it reads, once for each configuration', async () => {
  const first = await add('/srv/a/project.git')
  expect(first).toMatchObject({ added: true, source: { id: 'git:project' } })
  expect(await add('/srv/a/../a/project.git')).toMatchObject({ added: false, source: { id: 'git:project' } })
  expect(await add('/srv/b/project')).toMatchObject({ added: true, source: { id: 'git:project-2' } })
  expect(await add('/srv/Grün & Co')).toMatchObject({ source: { id: 'git:Grün-Co' } })
  expect((await readSources(store)).map((source) => source.id)).toEqual([
    'git:Grün-Co',
    'git:project',
    'git:project-2',
  ])
})

test('a path is kept whole, wherever one stands', async () => {
  expect((await add('here')).source.config).toEqual({ path: resolve('here'), mailmap: true, fileClasses: [] })
})

test('one that was removed comes back as itself, so that nothing is told twice', async () => {
  const { source } = await add('/srv/c/gone')
  const body = { connector: 'git', config: source.config, removed: true }
  await decide(store, { kind: 'source', subject: source.id, body, at: by.at, by: by.by, reason: 'removed' })
  expect((await readSources(store)).map(({ id }) => id)).not.toContain(source.id)
  expect(await add('/srv/c/gone')).toMatchObject({ added: true, source: { id: source.id } })
  expect((await readVersions(store, 'source', source.id)).length).toBe(3)
})

test('a configuration that is wrong, or a connector nobody knows, is a sentence', () => {
  expect(() => parseConfig(git, { path: '', mailmap: 'yes' })).toThrow(
    /The Git history source cannot be set up: path: .*; mailmap: /,
  )
  expect(() => findConnector('svn')).toThrow(/There is no connector named “svn”. There are: .*git/)
})
