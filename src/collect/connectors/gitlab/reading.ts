import type { Page } from '../../connector.ts'
import type { Api } from './api.ts'
import type { GitlabConfig } from './config.ts'
import type { GitlabCursor, ProjectMark } from './cursor.ts'
import type { GitlabRecord, ListName, Project } from './record.ts'

/** One run of reading projects. */
export interface Reading {
  readonly config: GitlabConfig
  readonly api: Api
  /** Changes as pages are read; every page carries a copy of it. */
  readonly cursor: GitlabCursor
  /** What deserves a word, told with the next page. */
  readonly notes: string[]
}

/** The part of a run that reads one project. */
export interface ProjectReading extends Reading {
  readonly project: Project
  readonly mark: ProjectMark
  /** `/projects/42`. */
  readonly path: string
}

export function toPage(
  reading: Reading,
  records: readonly GitlabRecord[],
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
export function isMissing(reading: ProjectReading, list: ListName, status: number): boolean {
  if (status === 200) return false
  reading.notes.push(`The ${list} of ${reading.project.name} are not shown (GitLab answers ${status}).`)
  return true
}
