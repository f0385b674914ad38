import { readSources } from '../../../collect/index.ts'
import { UserError } from '../../../core/index.ts'
import { type Config, defaultPort, exampleWorkspace, isWorkspace } from '../../config.ts'
import type { Job } from '../../http/contract.ts'
import { type Listening, listen, parseLoopback } from '../../http/listen.ts'
import { eventTotal } from '../../http/questions/sources.ts'
import { planPipeline } from '../../jobs/pipeline-work.ts'
import { openSession, type Session } from '../../session.ts'
import { defineExample, defineSources, understandPaths } from '../define-sources.ts'
import { followSessionJob, onStop } from '../follow-job.ts'
import type { ExitCode, Invocation } from '../invocation.ts'
import { openBrowser } from '../open-browser.ts'
import { type Terminal, toInert } from '../terminal.ts'

export interface StartOptions {
  readonly port?: string | undefined
  readonly host: string
  /** False with --no-open. */
  readonly open: boolean
}

/**
 * `start [paths…]`: reads what the paths hold and what is new in the sources known, works everything out, then serves it
 * until stopped. Without paths it goes on with the workspace that is there, or shows the bundled example in its own.
 */
export async function start(
  { config, terminal }: Invocation,
  paths: readonly string[],
  options: StartOptions,
): Promise<ExitCode> {
  const place = choosePlace(config, paths)
  // Before anything is made: a path that is not understood leaves no empty workspace behind.
  const understood = await understandPaths(paths, terminal)
  return serveWorkspace(place.config, 'groundswell start', options, async (session, url) => {
    session.holdBack()
    if (place.isExample) await defineExample(session.pipeline, terminal)
    await defineSources(session.pipeline, understood, terminal)
    const job = await readEverything(session, terminal)
    if (job?.status === 'cancelled') return 130
    if (job?.status === 'failed') {
      process.stderr.write(`${toInert(job.message)}\n`)
      if (job.fault === true) return 1
      if (!(await hasEvents(session))) return 2
    }
    session.letIn()
    return serveUntilStopped(session, url, terminal, options.open && place.config.hasScreen)
  })
}

/** `serve`: only the door, for a workspace that is kept up to date by other means. */
export async function serve({ config, terminal }: Invocation, options: StartOptions): Promise<ExitCode> {
  return serveWorkspace(config, 'groundswell serve', options, (session, url) =>
    serveUntilStopped(session, url, terminal, false),
  )
}

/** Opens a workspace and its door, and closes both in good order however the body ends. */
async function serveWorkspace(
  config: Config,
  program: string,
  options: StartOptions,
  body: (session: Session, url: string) => Promise<ExitCode>,
): Promise<ExitCode> {
  const binding = parseBinding(options)
  const session = await openSession(config, program)
  let listening: Listening | undefined
  try {
    listening = await listen(session.app, { ...binding, firstPort: defaultPort })
    session.workspace.announce(listening.url)
    return await body(session, listening.url)
  } finally {
    // Work first: who watches it over the door learns how it ended.
    await session.jobs.close()
    await listening?.close()
    await session.close()
  }
}

function choosePlace(config: Config, paths: readonly string[]): { config: Config; isExample: boolean } {
  const isNew = !isWorkspace(config)
  if (paths.length > 0 || !isNew) return { config, isExample: false }
  return {
    config: config.workspaceNamed ? config : { ...config, workspace: exampleWorkspace() },
    isExample: true,
  }
}

/** Collects what is new and runs what is stale; the door answers 503 until it is done. */
async function readEverything(session: Session, terminal: Terminal): Promise<Job | undefined> {
  const { pipeline, jobs } = session
  if ((await readSources(pipeline.store)).length === 0) return undefined
  const { title, work } = await planPipeline(pipeline, {})
  const { jobId } = jobs.start(title, work)
  session.holdBack(jobId)
  const release = onStop(() => void jobs.cancel(jobId))
  try {
    const job = await followSessionJob(jobs, jobId, terminal)
    if (job.status === 'done' && job.message !== '') terminal.tell(toInert(job.message))
    return job
  } finally {
    release()
  }
}

async function hasEvents({ pipeline }: Session): Promise<boolean> {
  return (await pipeline.store.readOne(eventTotal(undefined))).total > 0
}

async function serveUntilStopped(
  session: Session,
  url: string,
  terminal: Terminal,
  mayOpen: boolean,
): Promise<ExitCode> {
  const stopped = new Promise<void>((resolve) => {
    onStop(resolve)
  })
  if (terminal.json) terminal.printJson({ url, workspace: session.workspace.folder, pid: process.pid })
  else
    terminal.print(
      `Groundswell is ready: ${url}\nIt keeps everything in ${toInert(session.workspace.folder)}. Stop it with Ctrl-C.`,
    )
  session.keepSchedules()
  if (mayOpen && process.stdout.isTTY === true) openBrowser(url)
  await stopped
  terminal.tell('Stopping.')
  return 0
}

function parseBinding(options: StartOptions): { port?: number; host: string } {
  const host = parseLoopback(options.host)
  if (options.port === undefined) return { host }
  const port = Number(options.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UserError(
      `“${options.port}” is not a port. Name a number from 1 to 65535, or leave --port out.`,
    )
  return { port, host }
}
