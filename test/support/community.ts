import type { EventType } from '../../src/core/index.ts'
import type { Store } from '../../src/store/index.ts'

/** One act of somebody in a made-up community, as a source would have told it. */
export interface Act {
  readonly who: string
  readonly at: Date
  readonly type: EventType
  readonly merge?: boolean
  /** Lines added per class of file. */
  readonly lines?: Readonly<Record<string, number>>
  readonly flags?: readonly string[]
}

export interface Employment {
  readonly who: string
  readonly organisation: string
  readonly kind: string
  readonly from?: Date
  readonly to?: Date
  readonly probability?: number
}

export interface Community {
  readonly acts: readonly Act[]
  /** Everybody else is a human. */
  readonly bots?: readonly string[]
  readonly employments?: readonly Employment[]
  /** Moments at which somebody without a name was seen; equal visitors are the same browser. */
  readonly visits?: readonly { readonly visitor: number; readonly at: Date; readonly agent?: string }[]
}

/** Ids are given in the order of names, so that a tie is broken the way a reader of the test would. */
export function numberPeople(community: Community): Map<string, string> {
  const names = [...new Set(community.acts.map((act) => act.who))].sort()
  return new Map(names.map((name, index) => [name, String(index + 1)]))
}

/** Empties a test workspace and fills it with the events, people and affiliations of a community, as the stages before would. */
export async function settle(store: Store, community: Community): Promise<void> {
  const ids = numberPeople(community)
  const tables = {
    events: [...community.acts.map(toEvent(ids)), ...(community.visits ?? []).map(toVisit)],
    people: [...ids].map(([name, id]) => ({
      person_id: id,
      name,
      class: community.bots?.includes(name) ? 'bot' : 'human',
      events: community.acts.filter((act) => act.who === name).length,
      first_seen: firstSeen(community.acts.filter((act) => act.who === name)),
    })),
    person_aliases: [...ids].map(([name, id]) => ({ alias_id: `9${id}`, person_id: id, name })),
    ...settleOrganisations(community.employments ?? [], ids),
  }
  for (const [table, rows] of Object.entries(tables)) {
    await store.write(`TRUNCATE TABLE ${table}`)
    const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
    if (rows.length > 0) await store.append(table, [Buffer.from(lines)], 'JSONEachRow')
  }
}

/** Null when all dates are doubtful, as resolve has it. */
function firstSeen(acts: readonly Act[]): string | null {
  const sound = acts.filter((act) => (act.flags ?? []).length === 0).map((act) => act.at.getTime())
  return sound.length === 0 ? null : new Date(Math.min(...sound)).toISOString()
}

function toEvent(ids: ReadonlyMap<string, string>): (act: Act, index: number) => Record<string, unknown> {
  return (act, index) => ({
    event_id: String(index + 1),
    source: 'git:test',
    source_event_id: String(index),
    type: act.type,
    occurred_at: act.at.toISOString(),
    alias_id: `9${ids.get(act.who)}`,
    visibility: 'public',
    attrs: act.merge === true ? { merge: '1' } : {},
    quantities: Object.fromEntries(
      Object.entries(act.lines ?? {}).map(([fileClass, lines]) => [`added.${fileClass}`, lines]),
    ),
    flags: act.flags ?? [],
  })
}

function toVisit(
  visit: { visitor: number; at: Date; agent?: string },
  index: number,
): Record<string, unknown> {
  return {
    event_id: String(1_000_000 + index),
    source: 'access-log:test',
    source_event_id: String(index),
    type: 'web.visit',
    occurred_at: visit.at.toISOString(),
    visitor: String(visit.visitor),
    visibility: 'anonymous',
    attrs: visit.agent === undefined ? {} : { agent: visit.agent },
  }
}

function settleOrganisations(employments: readonly Employment[], ids: ReadonlyMap<string, string>) {
  const names = [...new Set(employments.map((employment) => employment.organisation))]
  const idOf = (name: string): string => String(names.indexOf(name) + 1)
  return {
    organisations: names.map((name) => ({
      organisation_id: idOf(name),
      name,
      kind: employments.find((employment) => employment.organisation === name)?.kind ?? '',
      first_seen: '2000-01-01T00:00:00.000Z',
    })),
    affiliations: employments.map((employment) => ({
      person_id: ids.get(employment.who) ?? '0',
      organisation_id: idOf(employment.organisation),
      valid_from: employment.from?.toISOString() ?? null,
      valid_to: employment.to?.toISOString() ?? null,
      probability: employment.probability ?? 0.9,
      evidence: '',
    })),
  }
}
