import { z } from 'zod'
import type { Store } from '../../src/store/index.ts'

/** One act as a source told it; whoever has no name, address, username or account is nobody in particular. */
export interface ObservedAct {
  readonly id?: string
  readonly source?: string
  readonly platform?: string
  readonly type?: string
  readonly at?: string
  readonly name?: string
  readonly email?: string
  readonly username?: string
  readonly accountId?: string
  readonly visitor?: number
  readonly network?: number
  readonly agentClass?: string
  /** Its source says that a machine acted. */
  readonly isBot?: boolean
  /** What a change of nick tells: the other nick, and whether it is a guest's or a variant. */
  readonly renamed?: { readonly from: string; readonly kind: string }
  /** How far its clock is ahead of UTC, in minutes. */
  readonly offset?: number
  readonly attrs?: Readonly<Record<string, string>>
  readonly touched?: readonly string[]
  /** The organisation its source names for whoever acts. */
  readonly organisation?: string
  readonly object?: { readonly kind: string; readonly id: string; readonly version?: string }
  readonly quantities?: Readonly<Record<string, number>>
  readonly flags?: readonly string[]
}

/** A line of a .mailmap: proper name, proper address, name in commits, address in commits; '' is not stated. */
export type MailmapLine = readonly [properName: string, properEmail: string, name: string, email: string]

const columns = `event_id, source, source_event_id, type, occurred_at, tz_offset_min, alias_id, visitor, network, organisation_hint,
  object_kind, object_id, object_version, quantities, attrs, touched, flags`

/** Writes events and aliases as collect does; the same act twice is written twice, as a killed collection might. */
export async function observe(store: Store, acts: readonly ObservedAct[]): Promise<void> {
  await store.write(`CREATE TABLE IF NOT EXISTS observed (
    source String, source_event_id String, type String, occurred_at DateTime64(3, 'UTC'), platform String, name String, email String,
    username String, account_id String, visitor UInt64, network UInt64, quantities Map(String, Float64), attrs Map(String, String),
    tz_offset_min Nullable(Int16), organisation_hint String, object_kind String, object_id String, object_version String,
    touched Array(String), flags Array(String),
    event_id UInt128 MATERIALIZED reinterpretAsUInt128(sipHash128(source, source_event_id, occurred_at)),
    alias_id UInt64 MATERIALIZED if(name = '' AND email = '' AND username = '' AND account_id = '', 0,
      sipHash64(platform, name, email, username, account_id))
  ) ENGINE = Memory`)
  await store.write('TRUNCATE TABLE observed')
  const rows = acts.map((act) => JSON.stringify(toRow(act)))
  await store.append('observed', [Buffer.from(rows.join('\n'))], 'JSONEachRow')
  await store.write(`INSERT INTO events (${columns}, ingested_at) SELECT ${columns}, now64(3) FROM observed`)
  await store.write(`INSERT INTO aliases (alias_id, source, platform, name, email, username, account_id, recorded_at)
    SELECT DISTINCT alias_id, source, platform, name, email, username, account_id, now64(3) FROM observed WHERE alias_id != 0`)
}

function toRow(act: ObservedAct): Record<string, unknown> {
  const { name = '', email = '', username = '', accountId = '', at = '2020-01-01T00:00:00Z' } = act
  const who = JSON.stringify([name, email, username, accountId])
  return {
    source: act.source ?? 'git:made-up',
    source_event_id: act.id ?? `${who} ${at} ${act.type ?? ''}`,
    type: act.type ?? 'commit.author',
    occurred_at: at,
    platform: act.platform ?? 'git',
    name,
    email,
    username,
    account_id: accountId,
    visitor: act.visitor ?? 0,
    network: act.network ?? 0,
    tz_offset_min: act.offset ?? null,
    organisation_hint: act.organisation ?? '',
    object_kind: act.object?.kind ?? '',
    object_id: act.object?.id ?? '',
    object_version: act.object?.version ?? '',
    touched: act.touched ?? [],
    quantities: act.quantities ?? {},
    attrs: {
      ...act.attrs,
      ...(act.agentClass === undefined ? {} : { agent_class: act.agentClass }),
      ...(act.isBot === true ? { bot: '1' } : {}),
      ...(act.renamed === undefined ? {} : { renamed_from: act.renamed.from, rename_kind: act.renamed.kind }),
    },
    flags: act.flags ?? [],
  }
}

/** States the whole .mailmap of a source, as it stood on a day. */
export async function stateMailmap(
  store: Store,
  lines: readonly MailmapLine[],
  { source = 'git:made-up', at = '2020-01-01T00:00:00Z' } = {},
): Promise<void> {
  const rows = lines.map(([proper_name, proper_email, alias_name, alias_email], ordinal) =>
    JSON.stringify({
      source,
      kind: 'mailmap',
      stated_at: at,
      ordinal,
      proper_name,
      proper_email,
      alias_name,
      alias_email,
    }),
  )
  await store.append('claims', [Buffer.from(rows.join('\n'))], 'JSONEachRow')
}

const observedTables = ['events', 'network_sightings', 'aliases', 'claims', 'decisions'] as const
const resolvedTables = [
  'people',
  'person_aliases',
  'alias_links',
  'alias_proofs',
  'profile_links',
  'agent_acts',
  'organisations',
  'organisation_owners',
  'organisation_facts',
  'stated_facts',
  'domains',
  'affiliations',
  'affiliation_hypotheses',
  'activity',
  'anonymous_activity',
  'attribute_answers',
  'attribute_evidence',
  'attribute_likelihoods',
  'attribute_overrides',
] as const

/** Forgets everything, so that the next test of a file starts anew. */
export async function forgetEverything(store: Store): Promise<void> {
  for (const table of [...observedTables, ...resolvedTables]) await store.write(`TRUNCATE TABLE ${table}`)
}

/** What resolve wrote, as text that is equal when every row of every table is equal. */
export async function printResolved(store: Store): Promise<Record<string, string[]>> {
  const printed: Record<string, string[]> = {}
  for (const table of resolvedTables) printed[table] = await printTable(store, table)
  return printed
}

async function printTable(store: Store, table: string): Promise<string[]> {
  const rows = await store.read({
    text: `SELECT toJSONString(tuple(*)) AS line FROM ${table} ORDER BY line`,
    params: {},
    row: z.object({ line: z.string() }),
  })
  return rows.map(({ line }) => line)
}
