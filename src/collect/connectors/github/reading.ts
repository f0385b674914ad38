import type { Page } from '../../connector.ts'
import type { Api, ListPage } from './api.ts'
import type { GithubConfig } from './config.ts'
import type { GithubCursor, RepositoryMark } from './cursor.ts'
import type { GithubRecord, ListName, Repository } from './record.ts'

/** One run of reading repositories. */
export interface Reading {
  readonly config: GithubConfig
  readonly api: Api
  /** Changes as pages are read; every page carries a copy of it. */
  readonly cursor: GithubCursor
  /** What deserves a word, told with the next page. */
  readonly notes: string[]
}

/** The part of a run that reads one repository. */
export interface RepositoryReading extends Reading {
  readonly repository: Repository
  readonly mark: RepositoryMark
  /** `/repos/example/tool`. */
  readonly path: string
}

export function toPage(
  reading: Reading,
  records: readonly GithubRecord[],
  progress?: Page['progress'],
): Page {
  return {
    records,
    cursor: structuredClone(reading.cursor),
    ...(progress === undefined ? {} : { progress }),
    notes: reading.notes.splice(0),
  }
}

/** Says that a list is not there, unless it was read; `true` when it is missing. */
export function isMissing(reading: RepositoryReading, list: ListName, { refusal }: ListPage): boolean {
  if (refusal === '') return false
  reading.notes.push(`The ${list} of ${reading.repository.name} are not shown (GitHub answers ${refusal}).`)
  return true
}
