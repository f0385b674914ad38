import { z } from 'zod'
import { decide, readDecisions, type Store } from '../store/index.ts'
import type { ModelSegment } from './business-model.ts'
import { parseTold, type Told } from './target-decision.ts'

const kind = 'target-plan'
const words = z.string().trim().max(1000)

const written = z.strictObject({
  /** Who answers for it. */
  owner: z.string().trim().max(200).default(''),
  gain: words.default(''),
  say: words.default(''),
  never: z.array(words.min(1)).max(20).default([]),
  /** Channels one speaks in, each with what is said there when it is something else. */
  channels: z
    .array(z.strictObject({ channel: z.string().min(1).max(50), message: words }))
    .max(20)
    .default([]),
})
const body = z.object({ plan: written.nullable() })

/** What is planned for a segment: what they gain, what we say, where, what we never do, and who answers for it. */
export interface TargetPlan {
  readonly owner: string
  readonly gain: string
  readonly say: string
  readonly never: readonly string[]
  readonly channels: readonly { readonly channel: string; readonly message: string }[]
  /** Whether somebody here wrote it; else it is what the business model begins with. */
  readonly isWritten: boolean
}

/** Plans that somebody wrote, by segment. */
export async function readPlans(store: Store): Promise<Map<string, TargetPlan>> {
  const decisions = await readDecisions(store, kind)
  return new Map(
    decisions.flatMap((decision): [string, TargetPlan][] => {
      const { plan } = body.parse(decision.body)
      return plan === null ? [] : [[decision.subject, { ...plan, isWritten: true }]]
    }),
  )
}

/** Writes the plan of a segment; it replaces the one before whole. */
export async function writePlan(store: Store, segment: string, given: unknown, told: Told): Promise<void> {
  const plan = parseTold(written, given, 'The plan')
  await decide(store, { kind, subject: segment, body: { plan }, ...told })
}

/** Takes a plan back: what the business model begins with holds again. */
export async function takePlanBack(store: Store, segment: string, told: Told): Promise<void> {
  await decide(store, { kind, subject: segment, body: { plan: null }, ...told })
}

/** What a business model would begin with; empty for a segment it does not know. */
export const beginPlan = (segment: ModelSegment | undefined): TargetPlan => ({
  owner: '',
  gain: segment?.gain ?? '',
  say: segment?.say ?? '',
  never: segment?.never ?? [],
  channels: [],
  isWritten: false,
})
