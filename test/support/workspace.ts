import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { connectStore, migrate, type Store } from '../../src/store/index.ts'

/** A migrated, empty workspace in a temporary folder, closed and removed after the file's tests. One per test file. */
export async function openTestStore(): Promise<Store> {
  const workspace = makeTestFolder()
  const store = await connectStore({ workspace, url: undefined })
  await migrate(store)
  afterAll(() => store.close())
  return store
}

/** A temporary folder, removed after the file's tests. */
export function makeTestFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
