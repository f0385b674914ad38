import { addSource, detect, readSources } from '../../../collect/index.ts'
import { UserError } from '../../../core/index.ts'
import { decide, readDecisions } from '../../../store/index.ts'
import { type Config, defaultPort, exampleWorkspace, isWorkspace } from '../../config.ts'
import type { Job } from '../../http/contract.ts'
import { type Listening, listen } from '../../http/listen.ts'
import { decideAsOf } from '../../jobs/as-of.ts'
import { planPipeline } from '../../jobs/pipeline-work.ts'
import { exampleFiles, openSession, type Session } from '../../session.ts'
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

const exampleDate = new Date('2007-10-16T00:00:00Z')
const by = 'groundswell start'

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
  const session = await openSession(place.config, 'groundswell start')
  let listening: Listening | undefined
  try {
    listening = await listen(session.app, { ...toBinding(options), firstPort: defaultPort })
    session.workspace.announce(listening.url)
    await defineSources(session, place.isExample ? exampleFiles : paths, place.isExample, terminal)
    const job = await readEverything(session, terminal)
    if (job?.status === 'cancelled') return 130
    if (job?.status === 'failed') {
      process.stderr.write(`${toInert(job.message)}\n`)
      if (job.fault === true) return 1
      if (!(await hasEvents(session))) return 2
    }
    session.waitFor(undefined)
    await serveUntilStopped(session, listening, terminal, options.open && place.config.hasScreen)
    return 0
  } finally {
    // Work first: who watches it over the door learns how it ended.
    await session.jobs.close()
    await listening?.close()
    await session.close()
  }
}

/** `serve`: only the door, for a workspace that is kept up to date by other means. */
export async function serve({ config, terminal }: Invocation, options: StartOptions): Promise<ExitCode> {
  const session = await openSession(config, 'groundswell serve')
  let listening: Listening | undefined
  try {
    listening = await listen(session.app, { ...toBinding(options), firstPort: defaultPort })
    session.workspace.announce(listening.url)
    await serveUntilStopped(session, listening, terminal, false)
    return 0
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

/** Adds what the paths hold. Paths that are not understood are named; when none is, nothing is done. */
async function defineSources(
  { pipeline: { store, clock } }: Session,
  paths: readonly string[],
  isExample: boolean,
  terminal: Terminal,
): Promise<void> {
  const holdsExample = (await readDecisions(store, 'setting')).some(
    (setting) => setting.subject === 'example',
  )
  if (holdsExample && !isExample && paths.length > 0)
    throw new UserError(
      `The workspace ${store.workspace} holds the bundled example. Give your own community another one with --workspace.`,
      { status: 409 },
    )
  if (isExample && holdsExample) return
  if (isExample && (await readSources(store)).length > 0) return
  const found = await Promise.allSettled(paths.map((path) => detect(path)))
  const understood = found.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const failures = found.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
  const fault = failures.find((reason) => !(reason instanceof UserError))
  if (fault !== undefined) throw fault
  const sentences = failures.map((reason) => (reason instanceof Error ? reason.message : String(reason)))
  if (understood.length === 0 && sentences.length > 0)
    throw new UserError(sentences.join('\n'), { status: 422 })
  for (const sentence of sentences) terminal.tell(toInert(`Left out: ${sentence}`))
  for (const { connector, config } of understood) {
    const { source, added } = await addSource(store, connector, config, { at: clock.now(), by })
    if (added) terminal.tell(toInert(`Added ${source.id} (${connector.title}).`))
  }
  if (!isExample) return
  const decision = { at: clock.now(), by, reason: 'the bundled example speaks of its own time' }
  await decideAsOf(store, exampleDate, decision)
  await decide(store, { kind: 'setting', subject: 'example', body: { bundled: true }, ...decision })
}

/** Collects what is new and runs what is stale; the door answers 503 until it is done. */
async function readEverything(session: Session, terminal: Terminal): Promise<Job | undefined> {
  const { pipeline, jobs } = session
  if ((await readSources(pipeline.store)).length === 0) return undefined
  const { title, work } = await planPipeline(pipeline, {})
  const { jobId } = jobs.start(title, work)
  session.waitFor(jobId)
  const release = onStop(() => void jobs.cancel(jobId))
  try {
    const job = await followSessionJob(jobs, jobId, terminal)
    if (job.status === 'done' && job.message !== '') terminal.tell(toInert(job.message))
    return job
  } finally {
    release()
  }
}

async function hasEvents({ app }: Session): Promise<boolean> {
  const response = await app.request('http://localhost/api/v1/sources')
  const { items } = (await response.json()) as { items: { events: number }[] }
  return items.some((source) => source.events > 0)
}

async function serveUntilStopped(
  session: Session,
  { url }: Listening,
  terminal: Terminal,
  mayOpen: boolean,
): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    onStop(resolve)
  })
  if (terminal.json) terminal.printJson({ url, workspace: session.workspace.folder, pid: process.pid })
  else
    terminal.print(
      `Groundswell is ready: ${url}\nIt keeps everything in ${toInert(session.workspace.folder)}. Stop it with Ctrl-C.`,
    )
  if (mayOpen && process.stdout.isTTY === true) openBrowser(url)
  await stopped
  terminal.tell('Stopping.')
}

function toBinding(options: StartOptions): { port?: number; host: string } {
  if (options.port === undefined) return { host: options.host }
  const port = Number(options.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UserError(
      `“${options.port}” is not a port. Name a number from 1 to 65535, or leave --port out.`,
    )
  return { port, host: options.host }
}
