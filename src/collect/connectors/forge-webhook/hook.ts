import type { EventDraft } from '../../connector.ts'

/** What waits in the inbox of one delivery: of the payload only what is read of it. */
export interface Hook {
  readonly forge: Forge
  /** As the forge names it, e.g. `issue_comment` or `note`. */
  readonly event: string
  /** The space its accounts live in: `github`, `gitlab`, or the name of a server of one's own. */
  readonly platform: string
  /** When it was first sent, in milliseconds since 1970; a delivery that is sent again says the same, where it can be told. */
  readonly sentAt: number
  /** When it came, in milliseconds since 1970. */
  readonly receivedAt: number
  readonly payload: object
}

export type Forge = 'github' | 'gitlab'

/** What a delivery tells; a string is why it is nothing, undefined that it cannot be read. */
export type Told = EventDraft | string | undefined

/** A value at a path; undefined when there is none. */
export function findIn(value: unknown, ...path: readonly string[]): unknown {
  let found = value
  for (const name of path) {
    if (typeof found !== 'object' || found === null) return undefined
    found = Reflect.get(found, name)
  }
  return found
}

export const publicly = { visibility: 'public', lawfulBasis: 'public record' } as const
export const privately = { visibility: 'private', lawfulBasis: 'legitimate interest' } as const
