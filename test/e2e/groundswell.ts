import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram } from '../support/built-program.ts'
import { startProcess } from '../support/child.ts'

/** Reading and running every stage takes seconds, on a machine that is busy with other tests a minute. */
export const startTimeout = 180_000

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
export function startGroundswell(
  paths: (folder: string) => readonly string[] = () => [],
): Promise<Groundswell> {
  return run(paths, 'start', '--no-open')
}

/** Starts it on a new workspace that holds nothing. */
export const startEmptyGroundswell = (): Promise<Groundswell> => run(() => [], 'serve')

async function run(
  paths: (folder: string) => readonly string[],
  ...verb: readonly string[]
): Promise<Groundswell> {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-e2e-'))
  const args = [...verb, '--port', '0', '--workspace', join(folder, 'workspace'), ...paths(folder)]
  const child = startProcess([...findProgram(), ...args])
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
