import {
  type Asker,
  type IngestOptions,
  ingest,
  type NetworkTeller,
  type Progress,
  type Run,
  readSources,
  type SecretBox,
  type Source,
} from '../../collect/index.ts'
import { type Clock, type StageOptions, type StageReport, UserError } from '../../core/index.ts'
import type { Store } from '../../store/index.ts'
import { rebuildPages } from '../pages/rebuild-pages.ts'
import { readAsOf } from './as-of.ts'
import type { JobReport, Work } from './jobs.ts'
import { describeRuns } from './run-sentence.ts'
import { type DerivedStage, derivedStages, readStageFreshness, writeStageRun } from './stage-freshness.ts'

type RunStage = (store: Store, options: StageOptions) => Promise<StageReport>

/** What running the journey needs of the world. */
export interface Pipeline {
  readonly store: Store
  readonly clock: Clock
  readonly stages: Readonly<Record<DerivedStage, RunStage>>
  readonly asker: Asker
  readonly secrets: SecretBox
  /** Tells networks of addresses; without it none are looked up. */
  readonly networks?: NetworkTeller
  monthlyKey: IngestOptions['io']['monthlyKey']
}

/** Which part of the journey: without `stages`, collect and then every derived stage that is stale. */
export interface PipelineRequest {
  readonly sources?: readonly string[] | undefined
  readonly stages?: readonly ('collect' | DerivedStage)[] | undefined
  /** Reads the sources from the start: what is there is a duplicate, what was quarantined gets another chance. */
  readonly again?: boolean | undefined
}

/** Plans a run of the journey. A source that does not exist is a UserError before anything starts. */
export async function planPipeline(
  pipeline: Pipeline,
  request: PipelineRequest,
): Promise<{ title: string; work: Work }> {
  const collects = request.stages === undefined || request.stages.includes('collect')
  const sources = collects ? await chooseSources(pipeline.store, request.sources) : []
  const named = request.stages?.filter((stage): stage is DerivedStage => stage !== 'collect')
  return {
    title: titleOf(sources, request),
    work: async (report, signal) => {
      const runs = await collectAll(pipeline, { sources, again: request.again === true }, report, signal)
      const notes = await runDerivedStages(pipeline, named, report, signal)
      const sentence = [describeRuns(runs), ...notes].filter((part) => part !== '').join(' ')
      if (runs.some((run) => run.status === 'failed')) throw new UserError(sentence, { status: 422 })
      report.say(sentence)
    },
  }
}

async function chooseSources(store: Store, wanted: readonly string[] | undefined): Promise<Source[]> {
  const sources = await readSources(store)
  const missing = wanted?.find((id) => !sources.some((source) => source.id === id))
  if (missing !== undefined) {
    const known = sources.map((source) => source.id).join(', ')
    throw new UserError(
      `There is no source “${missing}”. ${known === '' ? 'No source was added yet: groundswell add <path>.' : `There are: ${known}.`}`,
      { status: 404 },
    )
  }
  return wanted === undefined ? sources : sources.filter((source) => wanted.includes(source.id))
}

function titleOf(sources: readonly Source[], request: PipelineRequest): string {
  const stages = request.stages ?? ['collect']
  if (!stages.includes('collect')) return `Work out ${stages.join(' and ')}`
  const [only] = sources
  return sources.length === 1 && only !== undefined
    ? `Collect ${only.id}`
    : `Collect ${sources.length} sources`
}

async function collectAll(
  pipeline: Pipeline,
  { sources, again }: { readonly sources: readonly Source[]; readonly again: boolean },
  report: JobReport,
  signal: AbortSignal,
): Promise<Run[]> {
  const runs: Run[] = []
  for (const source of sources) {
    signal.throwIfAborted()
    const step = `collect ${source.id}`
    report.step(step)
    const onProgress = ({ done, total, unit }: Progress): void =>
      report.step(step, { done, total: total ?? null, unit })
    const onWait: IngestOptions['onWait'] = ({ host, milliseconds }) =>
      report.step(`${step}: waiting ${Math.ceil(milliseconds / 1000)} s for ${host}`)
    const { clock, monthlyKey, asker, secrets, networks } = pipeline
    const io = { clock, signal, monthlyKey }
    runs.push(
      await ingest(pipeline.store, source, { io, asker, secrets, networks, again, onProgress, onWait }),
    )
  }
  signal.throwIfAborted()
  return runs
}

/** Runs the named stages, or those that are stale, then rewrites what the pages read. Returns what is worth saying. */
async function runDerivedStages(
  pipeline: Pipeline,
  named: readonly DerivedStage[] | undefined,
  report: JobReport,
  signal: AbortSignal,
): Promise<string[]> {
  const { store, clock } = pipeline
  const freshness = await readStageFreshness(store, clock.now())
  const due = derivedStages.filter((stage) =>
    named === undefined
      ? freshness.some((entry) => entry.stage === stage && entry.stale)
      : named.includes(stage),
  )
  const asOf = (await readAsOf(store)) ?? clock.now()
  const notes: string[] = []
  for (const [index, stage] of due.entries()) {
    const startedAt = clock.now()
    const onStep = (step: string, done: number, total: number): void =>
      report.step(`${stage}: ${step}`, { done, total, unit: 'steps' })
    const { rows, notes: said } = await pipeline.stages[stage](store, { asOf, signal, onStep })
    signal.throwIfAborted()
    if (index === due.length - 1) {
      report.step('prepare the pages')
      await rebuildPages(store, asOf)
    }
    // Written last: a stage whose pages were not prepared counts as not finished, and runs again.
    await writeStageRun(store, { stage, asOf, startedAt, finishedAt: clock.now(), rows })
    notes.push(...said)
  }
  return notes
}
