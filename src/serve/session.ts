import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { destination, pino } from 'pino'
import { z } from 'zod'
import {
  closeInterruptedRuns,
  destroyExpiredKeys,
  openAsker,
  openMonthlyKeys,
  openNetworkTeller,
  openReceiver,
  openSecretBox,
} from '../collect/index.ts'
import { systemClock } from '../core/index.ts'
import { resolve } from '../resolve/index.ts'
import { segment } from '../segment/index.ts'
import { openWorkspace, type Workspace } from '../store/index.ts'
import type { Config } from './config.ts'
import { removeLeftExports } from './exports/write-export.ts'
import { createApp } from './http/app.ts'
import type { App, Log, Preparation } from './http/context.ts'
import { type Jobs, openJobs } from './jobs/jobs.ts'
import type { Pipeline } from './jobs/pipeline-work.ts'
import { openScheduler, type Scheduler } from './jobs/scheduler.ts'
import { openTelling, type Telling } from './jobs/telling.ts'

/** An open workspace with its queue and its door; the one place that joins the parts. */
export interface Session {
  readonly workspace: Workspace
  readonly pipeline: Pipeline
  readonly jobs: Jobs
  readonly app: App
  /** Answers 503 from now on with how far a job is, because there is nothing true to show yet; until `letIn`. */
  holdBack(jobId?: string): void
  letIn(): void
  /** Reads sources by their schedules, and tells webhooks, from now on; one command does not, a server does. */
  keepSchedules(): void
  /** Cancels what runs, closes the engine, gives the workspace back. */
  close(): Promise<void>
}

/** Opens a workspace for serving or for one command. `program` is how a refused second start names this one. */
export async function openSession(config: Config, program: string): Promise<Session> {
  const log = pino({ level: config.logLevel }, destination({ fd: 2, sync: true }))
  const workspace = await openWorkspace({
    folder: config.workspace,
    url: config.clickhouseUrl,
    clock: systemClock,
    program,
  })
  try {
    const { store } = workspace
    await closeInterruptedRuns(store, systemClock.now())
    await removeLeftExports(store.workspace)
    await destroyExpiredKeys(keyFolder(workspace), systemClock)
    const pipeline: Pipeline = {
      store,
      clock: systemClock,
      stages: { resolve, segment },
      asker: openAsker({
        clock: systemClock,
        privateHosts: config.privateHosts,
        proxies: config.proxies,
      }),
      secrets: openSecretBox(config.secretKey),
      networks: openNetworkTeller(config.networkFile),
      monthlyKey: openMonthlyKeys(keyFolder(workspace), systemClock).monthlyKey,
    }
    const jobs = openJobs({
      clock: systemClock,
      onFault: (error, job) => log.error({ err: error, job: job.title }, 'job failed'),
    })
    return joinSession({ workspace, pipeline, jobs, log, publicUrl: config.publicUrl })
  } catch (error) {
    await workspace.close()
    throw error
  }
}

interface Parts {
  readonly workspace: Workspace
  readonly pipeline: Pipeline
  readonly jobs: Jobs
  readonly log: Log
  readonly publicUrl: string | undefined
}

function joinSession({ workspace, pipeline, jobs, log, publicUrl }: Parts): Session {
  let scheduler: Scheduler | undefined
  let telling: Telling | undefined
  let heldBack: { readonly jobId?: string | undefined } | undefined
  // A server that runs for months destroys keys on their day too.
  const daily = setInterval(
    () =>
      void destroyExpiredKeys(keyFolder(workspace), systemClock).catch((error: unknown) =>
        log.error({ err: error }, 'expired keys were not destroyed'),
      ),
    dayMilliseconds,
  ).unref()
  const preparing = (): Preparation | undefined => {
    if (heldBack === undefined) return undefined
    const job = heldBack.jobId === undefined ? undefined : jobs.find(heldBack.jobId)
    return job ?? { step: 'starting', secondsLeft: null }
  }
  const receiver = openReceiver({
    ...pipeline,
    onFault: (error) => log.error({ err: error }, 'what was pushed waits: collecting it failed'),
  })
  const app = createApp({
    pipeline,
    jobs,
    receiver,
    log,
    version: readVersion(),
    publicUrl,
    assets: webFolder,
    preparing,
  })
  return {
    workspace,
    pipeline,
    jobs,
    app,
    holdBack(jobId) {
      heldBack = { jobId }
    },
    letIn() {
      heldBack = undefined
    },
    keepSchedules() {
      scheduler ??= openScheduler(pipeline, jobs, (error) => log.error({ err: error }, 'schedules failed'))
      telling ??= openTelling(pipeline, (error) => log.error({ err: error }, 'webhooks could not be told'))
    },
    async close() {
      clearInterval(daily)
      scheduler?.close()
      await telling?.close()
      await receiver.close()
      await jobs.close()
      await pipeline.asker.close()
      await workspace.close()
    },
  }
}

const dayMilliseconds = 86_400_000
const keyFolder = (workspace: Workspace): string => join(workspace.folder, 'keys')

/** The package's folder, from src/serve as from dist/serve. */
const packageFolder = new URL('../../', import.meta.url)
const webFolder = fileURLToPath(new URL('web/dist/', packageFolder))

/** The files of the bundled example. */
export const exampleFiles = ['evolution.log.gz', 'evolution-data-server.log.gz'].map((name) =>
  fileURLToPath(new URL(`examples/evolution-2007/${name}`, packageFolder)),
)

export function readVersion(): string {
  const manifest = readFileSync(new URL('package.json', packageFolder), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(manifest)).version
}
