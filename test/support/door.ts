import { openAsker, openReceiver, openSecretBox } from '../../src/collect/index.ts'
import { createApp } from '../../src/serve/http/app.ts'
import type { App, Preparation } from '../../src/serve/http/context.ts'
import { type Jobs, openJobs } from '../../src/serve/jobs/jobs.ts'
import type { Pipeline } from '../../src/serve/jobs/pipeline-work.ts'
import type { Store } from '../../src/store/index.ts'

/** A door over a store, with stages that count how often they ran, a clock that stands, and every fault kept. */
export interface TestDoor {
  readonly app: App
  readonly jobs: Jobs
  readonly pipeline: Pipeline
  readonly faults: unknown[]
  /** Runs of each stage. */
  readonly ran: string[]
  preparing: Preparation | undefined
  /** Asks the API as a program on this machine does; `path` lies below its root. */
  send(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>
}

export function openTestDoor(
  store: Store,
  options: { now?: Date | (() => Date); assets?: string; stages?: Partial<Pipeline['stages']> } = {},
): TestDoor {
  const stopped = options.now
  const clock = { now: () => (typeof stopped === 'function' ? stopped() : (stopped ?? new Date())) }
  const faults: unknown[] = []
  const ran: string[] = []
  const stage =
    (name: 'resolve' | 'segment'): Pipeline['stages']['resolve'] =>
    async (_store, { asOf, onStep }) => {
      ran.push(name)
      onStep?.('count', 0, 1)
      return { stage: name, asOf, rows: 1, notes: [`${name} ran.`] }
    }
  const pipeline: Pipeline = {
    store,
    clock,
    stages: { resolve: stage('resolve'), segment: stage('segment'), ...options.stages },
    asker: openAsker({ clock, privateHosts: ['127.0.0.1'] }),
    secrets: openSecretBox({ given: '7'.repeat(64) }),
    monthlyKey: async () => ({ key: '0'.repeat(32) }),
  }
  const jobs = openJobs({ clock, onFault: (error) => faults.push(error) })
  const log = { info: () => undefined, error: (facts: object) => void faults.push(facts) }
  const door: TestDoor = {
    app: createApp({
      pipeline,
      jobs,
      receiver: openReceiver({ ...pipeline, onFault: (error) => faults.push(error) }),
      log,
      version: '0.0.0',
      assets: options.assets ?? '/nonexistent',
      preparing: () => door.preparing,
    }),
    jobs,
    pipeline,
    faults,
    ran,
    preparing: undefined,
    async send(method, path, body) {
      const response = await door.app.request(`http://localhost/api/v1${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
      return { status: response.status, body: await response.json() }
    },
  }
  return door
}
