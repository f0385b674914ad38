import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { connectStore, migrate, type Store } from '../../src/store/index.ts'
import { startTestServer } from './server.ts'

/** Where the engine of a test runs: in its process, or behind a real HTTP endpoint. */
export type Mode = 'embedded' | 'server'
export const modes: readonly Mode[] = ['embedded', 'server']

/** A migrated, empty workspace in a temporary folder, closed and removed after the file's tests. One of each mode per test file. */
export async function openTestStore(options: { mode: Mode } = { mode: 'embedded' }): Promise<Store> {
  const workspace = makeTestFolder()
  const url = options.mode === 'server' ? await openTestServer() : undefined
  const store = await connectStore({ workspace, url })
  await migrate(store)
  afterAll(() => store.close())
  return store
}

/** The address of a server with an empty engine, stopped after the file's tests. */
export async function openTestServer(): Promise<string> {
  const server = await startTestServer(makeTestFolder())
  afterAll(() => server.stop())
  return server.url
}

/** A temporary folder, removed after the file's tests. */
export function makeTestFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

let template: string | undefined

/** Puts an empty, migrated, closed workspace at a place, faster than making one. Nothing may be open in this process meanwhile. */
export async function copyEmptyWorkspace(folder: string): Promise<void> {
  if (template === undefined) {
    const made = join(mkdtempSync(join(tmpdir(), 'groundswell-')), 'template')
    process.once('exit', () => rmSync(join(made, '..'), { recursive: true, force: true }))
    const store = await connectStore({ workspace: made, url: undefined })
    await migrate(store)
    await store.close()
    template = made
  }
  cpSync(template, folder, { recursive: true, verbatimSymlinks: true })
}
