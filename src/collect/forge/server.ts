import type { AliasDraft, RecordOutcome } from '../connector.ts'

/** Accounts of a server of one's own are others than those of the service everybody knows, `own` being its host. */
export function placeAccounts(outcome: RecordOutcome, host: string, own: string): RecordOutcome {
  if (outcome.kind !== 'events' || host === own) return outcome
  const place = (actor: AliasDraft): AliasDraft => ({ platform: host, ...actor })
  return {
    kind: 'events',
    events: outcome.events.map((event) =>
      event.actor === undefined ? event : { ...event, actor: place(event.actor) },
    ),
  }
}
