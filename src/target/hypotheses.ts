import { createHash } from 'node:crypto'
import { z } from 'zod'
import { UserError } from '../core/index.ts'
import { decide, readDecisions, type Store } from '../store/index.ts'
import { inTargetLane, parseTold, type Told } from './target-decision.ts'

const kind = 'target-hypothesis'
const words = z.string().trim().min(1).max(500)

const written = z.strictObject({
  segment: z.string().min(1).max(200),
  /** e.g. “Integrators cut our support cost”. */
  sentence: words,
  /** What is looked at. */
  measure: words,
  /** What it has to reach. */
  target: words,
  /** By when. */
  due: z.iso.date(),
  /** Name of the program that is to bring it about. */
  program: z.string().trim().max(200).default(''),
})
const verdicts = ['kept', 'dropped'] as const
const judged = z.strictObject({
  verdict: z.enum(verdicts),
  by: z.string().trim().min(1).max(200),
  reason: words.max(1000),
})
const body = z.object({
  hypothesis: written.nullable(),
  verdict: judged.extend({ at: z.coerce.date() }).nullable().default(null),
})

/** What a segment is believed to be worth, so that it can turn out to be wrong. */
export interface Hypothesis extends z.infer<typeof written> {
  readonly id: string
  readonly madeAt: Date
  readonly madeBy: string
  readonly verdict: {
    readonly verdict: (typeof verdicts)[number]
    readonly by: string
    readonly reason: string
    readonly at: Date
  } | null
}

/** All that hold, those due first at the top. */
export async function readHypotheses(store: Store): Promise<Hypothesis[]> {
  const decisions = await readDecisions(store, kind)
  return decisions
    .flatMap((decision): Hypothesis[] => {
      const { hypothesis, verdict } = body.parse(decision.body)
      if (hypothesis === null) return []
      const { subject: id, decidedAt: madeAt, decidedBy: madeBy } = decision
      return [{ ...hypothesis, id, madeAt, madeBy, verdict }]
    })
    .sort((one, other) => (one.due < other.due ? -1 : one.due > other.due ? 1 : one.id < other.id ? -1 : 1))
}

/** Adds one. A UserError (409) when the same sentence on the same segment is there. */
export function addHypothesis(store: Store, given: unknown, told: Told): Promise<string> {
  return inTargetLane(store, async () => {
    const hypothesis = parseTold(written, given, 'The hypothesis')
    const id = createHash('sha256')
      .update(JSON.stringify([hypothesis.segment, hypothesis.sentence]))
      .digest('hex')
      .slice(0, 10)
    if ((await readHypotheses(store)).some((one) => one.id === id))
      throw new UserError(`This hypothesis is there already, as ${id}. Judge it, or take it back.`, {
        status: 409,
      })
    await decide(store, { kind, subject: id, body: { hypothesis, verdict: null }, ...told })
    return id
  })
}

/** Judges one: kept or dropped, by whom and why. Null opens it again. */
export function judgeHypothesis(store: Store, id: string, given: unknown, told: Told): Promise<void> {
  return inTargetLane(store, async () => {
    const hypothesis = await findWritten(store, id)
    const verdict = parseTold(judged.nullable(), given, 'The verdict')
    const at = told.at.toISOString()
    const by = verdict?.by ?? told.by
    await decide(store, {
      kind,
      subject: id,
      body: { hypothesis, verdict: verdict === null ? null : { ...verdict, at } },
      ...told,
      by,
      reason: verdict?.reason ?? told.reason,
    })
  })
}

/** Takes one back, with its verdict. */
export function takeHypothesisBack(store: Store, id: string, told: Told): Promise<void> {
  return inTargetLane(store, async () => {
    await findWritten(store, id)
    await decide(store, { kind, subject: id, body: { hypothesis: null }, ...told })
  })
}

async function findWritten(store: Store, id: string): Promise<z.infer<typeof written>> {
  const found = (await readDecisions(store, kind)).find(({ subject }) => subject === id)
  const hypothesis = found === undefined ? null : body.parse(found.body).hypothesis
  if (hypothesis !== null) return hypothesis
  throw new UserError(`There is no hypothesis “${id}”. /api/v1/hypotheses lists those there are.`, {
    status: 404,
  })
}
