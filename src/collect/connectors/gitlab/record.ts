import type { EventDraft } from '../../connector.ts'

/** What `read` yields and `toOutcome` judges: one thing as GitLab tells it. */
export interface GitlabRecord {
  readonly list: ListName
  readonly project: Project
  /** When GitLab answered, by its own clock, in milliseconds since 1970: later dates are doubted. */
  readonly answeredAt: number
  readonly raw: unknown
  /** Of notes: what they are on. */
  readonly on?: {
    readonly list: 'issues' | 'merge_requests'
    readonly number: number
    readonly isPrivate: boolean
  }
}

export type ListName = 'issues' | 'merge requests' | 'notes' | 'stars' | 'forks' | 'releases'

export interface Project {
  /** As it is configured, e.g. `example/tool`. */
  readonly name: string
  /** Its number, which stays when it is renamed. */
  readonly id: string
  readonly isPrivate: boolean
  readonly stars: number | undefined
  readonly forks: number | undefined
}

/** What one thing of a list tells; a string is why it is nothing, undefined that it cannot be read. */
export type Told = readonly EventDraft[] | string | undefined

/** A value at a path; undefined when there is none. */
export function findIn(value: unknown, ...path: readonly string[]): unknown {
  let found = value
  for (const name of path) {
    if (typeof found !== 'object' || found === null) return undefined
    found = Reflect.get(found, name)
  }
  return found
}
