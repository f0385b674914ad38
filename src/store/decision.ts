import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Lane } from '../core/index.ts'
import type { Store } from './store.ts'

/** What a person here decided, or a rule acting for one. `body` is plain JSON whose shape its `kind` knows. */
export interface Decision {
  readonly kind: string
  readonly subject: string
  readonly version: number
  readonly body: unknown
  readonly decidedAt: Date
  readonly decidedBy: string
  readonly reason: string
}

const row = z
  .object({
    kind: z.string(),
    subject: z.string(),
    version: z.number(),
    body: z.string().transform((text): unknown => JSON.parse(text)),
    decided_at: z.coerce.date(),
    decided_by: z.string(),
    reason: z.string(),
  })
  .transform(
    ({ decided_at, decided_by, ...rest }): Decision => ({
      ...rest,
      decidedAt: decided_at,
      decidedBy: decided_by,
    }),
  )

/** A decision about to be recorded. */
export interface DecisionDraft {
  readonly kind: string
  readonly subject: string
  readonly body: unknown
  readonly at: Date
  readonly by: string
  readonly reason: string
}

/** Decisions of one workspace wait for each other: the next version is known only when the one before is written. */
const lanes = new WeakMap<Store, Lane>()

/** Records a decision as the next version of its subject. Returns it as it now stands. */
export function decide(store: Store, decision: DecisionDraft): Promise<Decision> {
  const lane = lanes.get(store) ?? new Lane()
  lanes.set(store, lane)
  return lane.run(() => record(store, decision))
}

/**
 * Records decisions of one kind, each on a subject of its own, as few statements: a person who decides on hundreds at once does not
 * wait for each to become durable.
 */
export function decideAll(
  store: Store,
  kind: string,
  decisions: readonly Omit<DecisionDraft, 'kind'>[],
): Promise<void> {
  const lane = lanes.get(store) ?? new Lane()
  lanes.set(store, lane)
  return lane.run(async () => {
    for (let from = 0; from < decisions.length; from += mostAtOnce)
      await recordAll(store, kind, decisions.slice(from, from + mostAtOnce))
  })
}

/** Subjects travel as a parameter, which a server takes in the address of the request. */
const mostAtOnce = 100

async function recordAll(
  store: Store,
  kind: string,
  decisions: readonly Omit<DecisionDraft, 'kind'>[],
): Promise<void> {
  const latest = await store.read({
    text: `SELECT subject, max(decisions.version) AS version FROM decisions
      WHERE kind = {kind:String} AND subject IN {subjects:Array(String)} GROUP BY subject`,
    params: { kind, subjects: decisions.map(({ subject }) => subject) },
    row: z.object({ subject: z.string(), version: z.number() }),
  })
  const versions = new Map(latest.map(({ subject, version }) => [subject, version]))
  const lines = decisions.map(({ subject, body, at, by, reason }) => {
    const version = (versions.get(subject) ?? 0) + 1
    const text = JSON.stringify(body)
    return JSON.stringify({
      decision_id: hashDecision(kind, subject, version, text),
      kind,
      subject,
      version,
      body: text,
      decided_at: at.toISOString().replace('T', ' ').replace('Z', ''),
      decided_by: by,
      reason: reason,
    })
  })
  await store.append('decisions', [Buffer.from(lines.join('\n'))], 'JSONEachRow')
}

/** The same decision has the same id, so that one written twice is one. */
function hashDecision(...parts: readonly (string | number)[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
  return BigInt(`0x${hash.slice(0, 32)}`).toString()
}

async function record(store: Store, decision: DecisionDraft): Promise<Decision> {
  const { kind, subject, at, by, reason } = decision
  const [latest] = await readVersions(store, kind, subject)
  const version = (latest?.version ?? 0) + 1
  const body = JSON.stringify(decision.body)
  await store.write(
    `INSERT INTO decisions SELECT reinterpretAsUInt128(sipHash128({kind:String}, {subject:String}, {version:UInt32}, {body:String})),
      {kind:String}, {subject:String}, {version:UInt32}, {body:String}, {at:DateTime64(6)}, {by:String}, {reason:String}`,
    { kind, subject, version, body, at, by, reason },
  )
  return { kind, subject, version, body: decision.body, decidedAt: at, decidedBy: by, reason }
}

/** The decision that holds for each subject of a kind, now or at an earlier moment. Subjects in alphabetical order. */
export async function readDecisions(store: Store, kind: string, asOf?: Date): Promise<Decision[]> {
  return store.read({
    text: `SELECT * EXCEPT decision_id FROM decisions
      WHERE kind = {kind:String} AND decided_at <= {as_of:DateTime64(6)}
      ORDER BY subject, version DESC, decision_id LIMIT 1 BY subject`,
    params: { kind, as_of: asOf ?? new Date('2299-01-01') },
    row,
  })
}

/** Every version of one subject's decision, latest first. */
export async function readVersions(store: Store, kind: string, subject: string): Promise<Decision[]> {
  return store.read({
    text: `SELECT * EXCEPT decision_id FROM decisions
      WHERE kind = {kind:String} AND subject = {subject:String} ORDER BY version DESC, decision_id LIMIT 1 BY version`,
    params: { kind, subject },
    row,
  })
}
