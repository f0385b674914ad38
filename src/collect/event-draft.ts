import type { EventType } from '../core/index.ts'

/** One way the source names somebody; absent parts are unknown. */
export interface AliasDraft {
  /** The space this name lives in, where a connector reads several, e.g. IRC networks; the connector's platform unless given. */
  readonly platform?: string
  readonly name?: string
  readonly email?: string
  readonly username?: string
  readonly accountId?: string
}

/** One observed act. `sourceEventId` and `occurredAt` are its identity in the source for ever: at a changed time it is a new act. */
export interface EventDraft {
  readonly sourceEventId: string
  /** What all connectors call this act, e.g. `github issue-comment:17`: its identity then, with times up to a day apart. First told wins. */
  readonly act?: string
  readonly type: EventType
  /** Milliseconds since 1970 UTC. */
  readonly occurredAt: number
  readonly tzOffsetMin?: number
  /** Who did it; absent when nobody can be named. */
  readonly actor?: AliasDraft
  /** What the source tells one visitor from another by, without a name; only a hash of it is kept. */
  readonly visitor?: string
  /** The network address it came from. It is kept nowhere; what is kept is the network it belongs to, where the operator has a file of those. */
  readonly address?: string
  readonly organisationHint?: string
  readonly object?: { readonly kind: string; readonly id: string; readonly version?: string }
  readonly visibility: 'public' | 'private' | 'anonymous'
  /** Why we may keep it, e.g. `public record`. */
  readonly lawfulBasis: string
  /**
   * Why the actor may be written to at the address given, e.g. `newsletter opt-in`; only where the person gave it for that,
   * never because it could be read somewhere. Proof and date stand in attrs as `contact_proof` and `contact_date`.
   */
  readonly contactBasis?: string
  readonly attrs?: Readonly<Record<string, string>>
  readonly quantities?: Readonly<Record<string, number>>
  /** What was touched by the act, e.g. paths. */
  readonly touched?: readonly string[]
  /** Doubts to keep with the event, e.g. `dated-in-future`. */
  readonly flags?: readonly string[]
}
