import { type AliasDraft, type EventDraft, PartialRead, type ReadIo } from './connector.ts'

/** What the first records of a would-be source become. Nothing of it is kept. */
export interface Preview {
  readonly records: readonly PreviewedRecord[]
  /** Whether there are no more than these. */
  readonly isWhole: boolean
  /** What the source says of itself, and why the reading stopped, if it did before its time. */
  readonly notes: readonly string[]
}

export interface PreviewedRecord {
  readonly becomes: 'events' | 'quarantined' | 'ignored'
  /** Why it is not an event; empty if it is. */
  readonly reason: string
  /** Where it stands and how it begins, of what is set aside; empty otherwise. */
  readonly position: string
  readonly record: string
  readonly events: readonly PreviewedEvent[]
}

export interface PreviewedEvent {
  readonly type: EventDraft['type']
  readonly occurredAt: Date
  /** The names the source gives the actor, the most telling first; empty when nobody is named. */
  readonly actor: AliasDraft
  /** Whether the source tells visitors apart. */
  readonly hasVisitor: boolean
  readonly organisation: string
  readonly object: EventDraft['object']
  readonly attrs: Readonly<Record<string, string>>
  readonly quantities: Readonly<Record<string, number>>
  readonly flags: readonly string[]
}

/** A preview under way. */
export interface PreviewReading {
  readonly io: ReadIo
  readonly mostRecords: number
  /** Fulfilled when the source has taken too long. */
  readonly late: Promise<'late'>
}

/** Takes pages until `take` has enough, the source ends or breaks, or patience does. */
export async function takePages<P>(
  read: AsyncIterable<P>,
  { late }: PreviewReading,
  take: (page: P) => boolean | Promise<boolean>,
): Promise<{ isWhole: boolean; notes: string[] }> {
  const pages = read[Symbol.asyncIterator]()
  const end = (): void => {
    // What it still does is of no interest, nor whether that fails.
    pages.return?.().catch(() => undefined)
  }
  try {
    for (;;) {
      const next = pages.next()
      next.catch(() => undefined)
      const result = await Promise.race([next, late])
      if (result === 'late') {
        end()
        return { isWhole: false, notes: ['The source takes its time; this is what came until then.'] }
      }
      if (result.done === true) return { isWhole: true, notes: [] }
      if (await take(result.value)) {
        end()
        return { isWhole: false, notes: [] }
      }
    }
  } catch (error) {
    if (!(error instanceof PartialRead)) throw error
    return { isWhole: false, notes: [error.message] }
  }
}
