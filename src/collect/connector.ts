import type { z } from 'zod'
import type { Clock, EventType } from '../core/index.ts'
import type { EventDraft } from './event-draft.ts'

export type { AliasDraft, EventDraft } from './event-draft.ts'

/**
 * A connector reads one kind of channel. It is a folder in connectors/ whose index.ts exports one `connector`; it never sees the store.
 * It comes in two forms: *stream* (it reads records and turns them into events) and *bulk* (the engine parses the file faster than we
 * can; the connector says with which select). A third, *push*, waits for what programs send to it.
 */
export type Connector<Config> = StreamConnector<Config> | BulkConnector<Config>

/** A connector whose configuration type is not known to the caller; `config.parse` restores it. */
// biome-ignore lint/suspicious/noExplicitAny: the registry holds connectors of every configuration; config.parse is the gate
export type AnyConnector = Connector<any> | PushConnector<any>

interface ConnectorFacts<Config> {
  /** kebab-case, equals the folder's name. */
  readonly name: string
  readonly title: string
  /** One line: what it reads, in the words of somebody who has such a thing. */
  readonly reads: string
  /** Draws the form, validates CLI and HTTP, fills the docs; every field has a description. */
  readonly config: z.ZodType<Config>
  readonly emits: readonly EventType[]
  /** Its events say how others call their act (`EventDraft.act`). */
  readonly namesActs?: true
  /** It tells network addresses, so that their networks can be looked up: in `EventDraft.address`, or as `address` of visits. */
  readonly tellsAddresses?: true
  /** Which space its aliases live in: two sources of one platform name a person in the same way. */
  readonly platform: string
  /** Looks at a path a person typed: a configuration when this connector reads such a thing, else undefined. Reads at most a little. */
  recognise(path: PathFacts): Promise<Config | undefined>
  /** Looks at a web address a person typed: a configuration when it is plainly this connector's. Asks nobody. */
  recogniseAddress?(address: URL): Config | undefined
  /** A short stable name for a source with this configuration, e.g. `evolution`; becomes part of its id. */
  nameSource(config: Config): string
  /** The servers it asks, e.g. `forum.example.org` or `localhost:8080`; no other is ever asked. Absent: it reads what is on this machine. */
  hosts?(config: Config): readonly string[]
}

/** What `recognise` is told about a path; `head` is the start of the file, unpacked if it is gzipped. */
export interface PathFacts {
  readonly path: string
  readonly kind: 'file' | 'folder'
  readonly head: Buffer
}

export interface StreamConnector<Config> extends ConnectorFacts<Config> {
  readonly form: 'stream'
  /**
   * All input and output happens here. Yields pages; each carries the cursor from which a later run goes on after it.
   * `since` is the cursor of the last durable page, if any. A source that breaks half-way throws PartialRead after
   * yielding what it could read.
   */
  read(config: Config, since: Cursor | undefined, io: ReadIo): AsyncIterable<Page>
  /** Pure: one raw record to its outcome. */
  toOutcome(record: unknown, config: Config): RecordOutcome
}

/** The bulk form comes in two kinds, by the rows its selects make. */
export type BulkConnector<Config> = VisitConnector<Config> | ActConnector<Config>

interface BulkFacts<Config> extends ConnectorFacts<Config> {
  readonly form: 'bulk'
  /** Why its events may be kept, e.g. `legitimate interest`. */
  readonly lawfulBasis: string
  /** Raised when it makes something else of the same line without its select or params telling, e.g. by other words. */
  readonly edition: number
}

/** Makes rows of visits by people nobody knows. */
export interface VisitConnector<Config> extends BulkFacts<Config> {
  readonly rows: 'visits'
  /** All reading happens here. Pages, cursors and PartialRead are as in the stream form, but a page is lines for the engine to parse. */
  read(config: Config, since: Cursor | undefined, io: ReadIo): AsyncIterable<VisitPage>
  /** Pure: what a word means for all rows that have it, e.g. a user agent. */
  explainWord(word: string): WordMeaning
}

/** Makes rows of acts by people with names: what a stream connector's events say, for files too large to parse here. */
export interface ActConnector<Config> extends BulkFacts<Config> {
  readonly rows: 'acts'
  /** As for visits. */
  read(config: Config, since: Cursor | undefined, io: ReadIo): AsyncIterable<ActPage>
}

/** Where to go on: plain JSON, meaningful only to the connector that made it. */
export type Cursor = Readonly<Record<string, unknown>>

export interface Page {
  readonly records: readonly unknown[]
  readonly cursor: Cursor
  /** How far, in any unit that adds up (commits, bytes); `total` when it can be told. */
  readonly progress?: { readonly done: number; readonly total?: number; readonly unit: string }
  /** All claims of one kind as the source states them now; they replace those it stated before. */
  readonly claims?: readonly ClaimSet[]
  /** What deserves a word in the run's report without being an error ("37 commits are dated before 1980"). */
  readonly notes?: readonly string[]
}

/** Lines for the engine to parse, and how. */
export interface BulkPage {
  /** Whole lines, each ended by a line feed, at most some 64 MiB. They are copied before the next page is asked for. */
  readonly lines: Buffer
  /** The number of the first line in its file, from 1. */
  readonly firstLine: number
  /** The file's name, for positions such as `access.log.1:17`. */
  readonly file: string
  /**
   * A select over `incoming_lines` (line_number UInt64 from 1, line String), by name of all columns in `actColumns`; a line may
   * give several rows if all of them are events. Of visits: see `VisitPage`.
   */
  readonly select: string
  /** One named `latest`, the moment after which no date is believed, does not make the same lines another page. */
  readonly params: Readonly<Record<string, string | number | boolean | readonly string[]>>
  readonly cursor: Cursor
  readonly progress?: Page['progress']
  readonly notes?: readonly string[]
}

/**
 * What the select of an act's page answers: the line, what becomes of it (1 event, 2 quarantined, 3 ignored; why; the line as it
 * is to be kept if quarantined), and what an `EventDraft` says.
 */
export const actColumns = [
  'line_number',
  'outcome',
  'reason',
  'raw',
  'source_event_id',
  'act_name',
  'type',
  'occurred_at',
  'alias_username',
  'alias_account_id',
  'object_kind',
  'object_id',
  'visibility',
  'attrs',
  'quantities',
  'flags',
] as const

export interface ActPage extends BulkPage {
  /** The number of the line after its last. Pages of one file that follow each other are parsed together if select and params are alike. */
  readonly nextLine: number
}

export interface VisitPage extends BulkPage {
  /** Names the file by what is in it, so that a line keeps its identity when the file is renamed; holds nothing personal. */
  readonly fileKey: string
  /** The months (`2026-11`) its lines probably fall in; asking for their keys beforehand saves parsing twice. */
  readonly months: readonly string[]
  /**
   * A select over `incoming_lines` of all columns of `incoming_rows`, by name; `address` is asked for only where its network is looked up,
   * and kept nowhere. Beside its own parameters it is given the months'
   * keys: `months` and `destroyed_months` (Array(UInt32), e.g. 202611), and as many `month_keys` (32 hexadecimal digits) and
   * `destroyed_reasons`. A row of a month in neither list is 'keyless': it is parsed again once the key is there.
   */
  readonly select: string
  /** What to replace in a quarantined line before it is kept (RE2); addresses are replaced anyway. */
  readonly conceal: { readonly pattern: string; readonly by: string }
}

export interface PushConnector<Config> extends ConnectorFacts<Config> {
  readonly form: 'push'
  /** Where it answers, e.g. `/v1/track`; no two connectors share a path. */
  readonly routes: readonly string[]
  /** Scripts it gives to pages that send to it, by path, e.g. `/v1/groundswell.js`. They hold nothing of any workspace. */
  readonly scripts?: Readonly<Record<string, string>>
  /** Whether a delivery is for the source with this configuration, because it shows its secret. */
  owns(delivery: Delivery, config: Config): boolean
  /** Pure: the records a delivery brings, each plain JSON without anything that must not be kept; or why it is refused. */
  accept(delivery: Delivery, config: Config): Acceptance
  /** Pure: one record of an accepted delivery to its outcome; `position` says where it stood, for the quarantine. */
  toOutcome(record: unknown, config: Config, position: string): RecordOutcome
}

/** What a program sent. Its network address is not told. */
export interface Delivery {
  readonly path: string
  readonly headers: Headers
  /** Unpacked if it was packed. */
  readonly body: Buffer
  readonly receivedAt: Date
}

export type Acceptance =
  | { readonly records: readonly object[] }
  | { readonly refused: string; readonly status: 400 | 413 }

/** Either why rows with a word are ignored, or what they gain by it. */
export interface WordMeaning {
  readonly ignored?: string
  readonly attrs?: Readonly<Record<string, string>>
  readonly flags?: readonly string[]
}

/** Everything a connector may touch of the world. Files and child processes it opens itself, for local paths only. */
export interface ReadIo {
  readonly clock: Clock
  readonly signal: AbortSignal
  /** The key for hashing addresses seen in a month (`2026-11`): 32 hexadecimal digits, and when it was made if known; or the day it was destroyed. */
  monthlyKey(month: string): Promise<{ key: string; madeAt?: Date } | { destroyedOn: string }>
  /**
   * Asks a server named by `hosts` and answers what it said. Waits its turn and as long as the server asks to; asks again after
   * 429, 5xx, a broken connection or an answer that breaks off. Throws PartialRead when the server keeps failing or asks for more than
   * two minutes, a UserError when it refuses (a 4xx that the request does not accept) or may not be asked.
   */
  ask(request: Ask): Promise<Answer>
}

/** One request to a server of the source. */
export interface Ask {
  readonly url: string
  /** POST when there is a body, else GET. */
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  /** An object is sent as JSON, URLSearchParams as a form. */
  readonly body?: object | URLSearchParams
  /** 4xx that the connector deals with itself, e.g. 404 for what was deleted, 410 for a cursor that expired. */
  readonly accepts?: readonly number[]
  /** Milliseconds this server asks in what it answers, rather than in its headers, not to be asked; 0 when it does not. */
  readPause?(json: unknown): number
}

export interface Answer {
  /** 2xx, 304, or one that the request accepts. */
  readonly status: number
  readonly headers: Headers
  /** What the JSON says; undefined when the answer is empty, or a 4xx that is not JSON. */
  readonly json: unknown
}

/** What becomes of one raw record; nothing vanishes without one of these. */
export type RecordOutcome =
  | { readonly kind: 'events'; readonly events: readonly EventDraft[] }
  | {
      readonly kind: 'quarantined'
      readonly reason: string
      readonly position: string
      readonly record: string
    }
  | { readonly kind: 'ignored'; readonly reason: string }

/** Claims that two ways of naming somebody mean one person; empty parts are not stated. */
export interface ClaimSet {
  readonly kind: 'mailmap'
  readonly claims: readonly {
    readonly properName: string
    readonly properEmail: string
    readonly aliasName: string
    readonly aliasEmail: string
  }[]
}

/** Thrown by `read` when the source broke half-way: what was yielded stays, the run is marked partial with this reason. */
export class PartialRead extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, cause === undefined ? undefined : { cause })
    this.name = 'PartialRead'
  }
}
