import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Receiver } from '../../collect/index.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Pipeline } from '../jobs/pipeline-work.ts'
import type { Job } from './contract.ts'

/** Where the program writes what it does; the facts first, then a word. */
export interface Log {
  info(facts: Readonly<Record<string, unknown>>, word: string): void
  error(facts: Readonly<Record<string, unknown>>, word: string): void
}

export type Preparation = Pick<Job, 'step' | 'secondsLeft'>

/** What the routes are given. */
export interface AppContext {
  readonly pipeline: Pipeline
  readonly jobs: Jobs
  readonly receiver: Receiver
  readonly log: Log
  /** Version of the program. */
  readonly version: string
  /** Where others reach this door, if they do: without a slash at its end. */
  readonly publicUrl?: string | undefined
  /** Folder of the built web app. */
  readonly assets: string
  /** What the first answer waits for, while a start is still reading; then undefined. */
  preparing(): Preparation | undefined
}

export type AppVariables = { Variables: { requestId: string } }
export type App = OpenAPIHono<AppVariables>
