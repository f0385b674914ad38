import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startChild } from '../support/child.ts'

/** The product as people run it: a process of its own on a workspace of its own. */
export interface Groundswell {
  /** e.g. `http://127.0.0.1:41231`. */
  readonly url: string
  /** A folder for files the test makes; it goes with the workspace. */
  readonly folder: string
  /** Asks the API; the answer's shape is the caller's word. */
  ask<T>(path: string): Promise<T>
  stop(): Promise<void>
}

/** Starts it on what `paths` makes in the given folder, or on the bundled example when it makes nothing. */
export async function startGroundswell(
  paths: (folder: string) => readonly string[] = () => [],
): Promise<Groundswell> {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-e2e-'))
  const child = startChild('../../src/serve/cli/main.ts', [
    'start',
    '--no-open',
    '--port',
    '0',
    '--workspace',
    join(folder, 'workspace'),
    ...paths(folder),
  ])
  const ready = await child.waitFor(/ready: http/)
  const url = /http:\S+\d/.exec(ready)?.[0] ?? ''
  return {
    url,
    folder,
    ask: async <T>(path: string) => (await (await fetch(`${url}/api/v1${path}`)).json()) as T,
    async stop() {
      await child.kill('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
