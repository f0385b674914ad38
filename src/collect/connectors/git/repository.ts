import { type Page, PartialRead, type ReadIo } from '../../connector.ts'
import { GitFailure } from '../../git-process.ts'
import { changeOption, type LoggedCommit, logFormat, readCommitLog } from './commit-log.ts'
import type { GitConfig } from './config.ts'
import { fingerprint, type RepositoryCursor } from './cursor.ts'
import { type DoubtCount, makeDoubtCount } from './doubt-count.ts'
import { readGit, streamGit } from './git-child.ts'
import type { GitRecord } from './record.ts'
import { nameTag, type Survey, surveyRepository } from './survey.ts'
import { readTags } from './tag.ts'

const pageRecords = 1000

/** A repository being read: what is done, and what to say of it. */
interface Progress {
  readonly config: GitConfig
  readonly io: ReadIo
  readonly survey: Survey
  /** Commits none of whose children was read yet: what they reach was read, so the next run goes on from them. */
  readonly open: Set<string>
  readonly tags: Set<string>
  readonly problems: string[]
  done: number
  total: number | undefined
  readonly doubts: DoubtCount
}

/**
 * Reads what no earlier run has read, oldest first, so that every page ends at a point from which the next run can go on.
 * When git fails, because objects are missing or damaged, what is newer than the damage is read as well, from the other end.
 */
export async function* readRepository(
  config: GitConfig,
  cursor: RepositoryCursor,
  io: ReadIo,
): AsyncGenerator<Page, void, void> {
  const survey = await surveyRepository(config, cursor, { signal: io.signal })
  const progress: Progress = {
    config,
    io,
    survey,
    open: new Set(survey.known),
    tags: new Set(cursor.tags),
    problems: [...survey.problems],
    done: 0,
    total: undefined,
    doubts: makeDoubtCount(),
  }
  if (survey.claims !== undefined) yield { ...toPage(progress, []), claims: [survey.claims] }
  if (survey.tips.length > 0) yield* readCommits(progress)
  yield* readTagPages(progress)
  yield { ...toPage(progress, []), notes: tellNotes(progress) }
  if (progress.problems.length > 0)
    throw new PartialRead(
      `${progress.problems.join(' ')} What could be read is kept. “git fsck” in ${config.path} tells what is damaged; once it is mended or fetched again, the next run reads the rest.`,
    )
}

async function* readCommits(progress: Progress): AsyncGenerator<Page, void, void> {
  const { survey, io } = progress
  const tips = survey.tips.map((tip) => `${tip}\n`)
  const known = survey.known.map((tip) => `^${tip}\n`)
  const stopCounting = new AbortController()
  const signal = AbortSignal.any([io.signal, stopCounting.signal])
  const counting = readGit(survey.repository, ['rev-list', '--count', '--stdin'], {
    input: [...tips, ...known],
    signal,
  }).then(
    (count) => {
      progress.total = Number(count)
    },
    // Only the estimate is lost; what went wrong the reading itself will tell.
    () => undefined,
  )
  try {
    yield* readPages(progress, ['--date-order', '--reverse'], [...tips, ...known], 'advance')
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error
    progress.problems.push(tellStop(progress, error))
    yield* readFromNewest(progress, tips)
  } finally {
    stopCounting.abort()
    await counting
  }
}

/** The newest commits down to the damage. They move no cursor: between them and what was read before lies what was not. */
async function* readFromNewest(
  progress: Progress,
  tips: readonly string[],
): AsyncGenerator<Page, void, void> {
  try {
    yield* readPages(progress, [], tips, 'stay')
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error
  }
}

async function* readPages(
  progress: Progress,
  order: readonly string[],
  input: readonly string[],
  cursor: 'advance' | 'stay',
): AsyncGenerator<Page, void, void> {
  const { survey, io, open } = progress
  const { encoding, cuts, detail } = survey
  const chunks = streamGit(survey.repository, [...logFormat, changeOption[detail], ...order], {
    input,
    signal: io.signal,
  })
  let records: GitRecord[] = []
  const takePage = (): Page => {
    progress.done += records.length
    const page = toPage(progress, records)
    records = []
    return page
  }
  try {
    for await (const commits of readCommitLog(chunks, { now: io.clock.now(), encoding, cuts, detail })) {
      for (const commit of commits) {
        records.push(commit.record)
        progress.doubts.add(commit.record)
        if (cursor === 'advance') advance(open, commit)
      }
      if (records.length >= pageRecords) yield takePage()
    }
  } catch (error) {
    if (records.length > 0) yield takePage()
    throw error
  }
  if (records.length > 0) yield takePage()
}

function advance(open: Set<string>, commit: LoggedCommit): void {
  for (const parent of commit.parents) open.delete(parent)
  open.add(commit.hash)
}

async function* readTagPages(progress: Progress): AsyncGenerator<Page, void, void> {
  const { survey, io } = progress
  const how = { now: io.clock.now(), encoding: survey.encoding }
  let records: GitRecord[] = []
  let read = 0
  try {
    for await (const record of readTags(survey.repository, survey.newTags, how, { signal: io.signal })) {
      records.push(record)
      if (records.length < pageRecords) continue
      yield takeTagPage(progress, records, read)
      read += records.length
      records = []
    }
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error
    progress.problems.push(`Not all tags could be read: git says “${error.said}”.`)
  }
  if (records.length > 0) yield takeTagPage(progress, records, read)
}

function takeTagPage(progress: Progress, records: readonly GitRecord[], from: number): Page {
  for (const tag of progress.survey.newTags.slice(from, from + records.length))
    progress.tags.add(nameTag(tag))
  return toPage(progress, records)
}

function toPage(progress: Progress, records: readonly GitRecord[]): Page {
  const cursor: RepositoryCursor = {
    tips: [...progress.open],
    tags: [...progress.tags],
    cuts: fingerprint([...progress.survey.cuts].sort().join()),
  }
  const { done, total } = progress
  const told = { done, unit: 'commits', ...(total === undefined ? {} : { total: Math.max(total, done) }) }
  return { records, cursor, progress: told }
}

function tellNotes({ survey, doubts }: Progress): string[] {
  const notes: string[] = []
  if (survey.tips.length === 0 && survey.problems.length === 0)
    notes.push('The repository has no commits yet.')
  if (survey.cuts.size > 0)
    notes.push(
      'The clone is shallow: what is older is not here. “git fetch --unshallow” in it brings the rest, and the next run reads it.',
    )
  if (survey.detail !== 'lines')
    notes.push('The clone is partial: who did what is read, but lines of changes are not here to be counted.')
  return [...notes, ...doubts.tell()]
}

function tellStop({ done, total }: Progress, failure: GitFailure): string {
  const of = total === undefined ? '' : ` of ${total}`
  return `git stopped after ${done}${of} commits: “${failure.said}”.`
}
