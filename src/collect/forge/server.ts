import type { AliasDraft, RecordOutcome } from '../connector.ts'

/**
 * Accounts and acts of a server of one's own are others than those of the service everybody knows, `known`, which answers at the host
 * `own`.
 */
export function placeActs(
  outcome: RecordOutcome,
  host: string,
  { known, own }: { readonly known: 'github' | 'gitlab'; readonly own: string },
): RecordOutcome {
  if (outcome.kind !== 'events') return outcome
  const platform = host === own ? known : host
  const place = (actor: AliasDraft): AliasDraft => (host === own ? actor : { platform, ...actor })
  return {
    kind: 'events',
    events: outcome.events.map((event) => ({
      ...event,
      ...(event.act === undefined ? {} : { act: `${platform} ${event.act}` }),
      ...(event.actor === undefined ? {} : { actor: place(event.actor) }),
    })),
  }
}
