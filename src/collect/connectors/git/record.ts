import type { Moment } from './moment.ts'

/** Somebody as git writes them: a name and an address, either may be empty. */
export interface Ident {
  readonly name: string
  readonly email: string
}

/** One commit as a repository or an exported log tells it. */
export interface RawCommit {
  readonly kind: 'commit'
  readonly hash: string
  readonly isMerge: boolean
  readonly author: Ident
  readonly authored: Moment
  /** Undefined where the form does not tell. */
  readonly committer: Ident | undefined
  readonly committed: Moment | undefined
  /** The whole message, or as much as the form holds. */
  readonly message: string
  /** Lines of `--numstat`: added, removed, path, separated by tabs. Undefined where lines were not counted. */
  readonly stat: readonly string[] | undefined
  readonly flags: readonly string[]
}

/** A tag that points at a commit; an annotated one says who made it. */
export interface RawTag {
  readonly kind: 'tag'
  readonly name: string
  readonly commit: string
  readonly tagger: Ident | undefined
  readonly tagged: Moment
  readonly message: string
  readonly flags: readonly string[]
}

/** What stood where a commit was expected. */
export interface Unreadable {
  readonly kind: 'unreadable'
  readonly reason: string
  readonly position: string
  readonly record: string
}

export type GitRecord = RawCommit | RawTag | Unreadable
