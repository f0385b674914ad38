import { z } from 'zod'
import { UserError } from '../../core/index.ts'
import { type Decision, decide, readDecisions, type Store } from '../../store/index.ts'

/** Half-open, ISO 8601; null is open. */
const stay = z.object({
  organisation: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  sentence: z.string(),
})
const body = z.union([z.object({ removed: z.literal(true) }), z.object({ stays: z.array(stay) })])

/** For whom somebody here says a person acted, from when to when; '' is for nobody. */
export type DecidedStay = z.infer<typeof stay>

interface Word {
  readonly person: string
  readonly by: string
  readonly at: Date
  readonly reason: string
}

/**
 * Records somebody's word on whom a person acted for, from the next resolve on. `organisation` is a name or a domain, '' for
 * nobody; dates are half-open, without one the end is open. What was decided before for the same time gives way. The decision is bound
 * to the person's most used alias, so that it stays with them when people are joined or split.
 */
export async function overrideEmployer(
  store: Store,
  word: Word & {
    readonly organisation: string
    readonly from?: Date | undefined
    readonly to?: Date | undefined
  },
): Promise<DecidedStay[]> {
  const { from, to } = word
  if (from !== undefined && to !== undefined && from >= to)
    throw new UserError('The end must lie after the beginning.', { status: 422 })
  const { alias, stays } = await readDecided(store, word.person)
  const added: DecidedStay = {
    organisation: word.organisation.trim(),
    from: from?.toISOString() ?? null,
    to: to?.toISOString() ?? null,
    sentence: toSentence(word),
  }
  const decided = [...stays.flatMap((old) => cutOut(old, added)), added].sort(byBeginning)
  await write(store, alias, word, { stays: decided })
  return decided
}

/** Takes everything decided on a person's employers back: the evidence holds again. Nothing decided is a mistake (404). */
export async function removeEmployerOverride(store: Store, word: Word): Promise<void> {
  const { alias, stays } = await readDecided(store, word.person)
  if (stays.length === 0)
    throw new UserError('Nobody decided for whom this person acts; there is nothing to take back.', {
      status: 404,
    })
  await write(store, alias, word, { removed: true })
}

/** The decisions that hold now, by the alias they are bound to. */
export async function readEmployerOverrides(store: Store): Promise<Map<string, readonly DecidedStay[]>> {
  const decisions = await readDecisions(store, 'employer')
  return new Map(decisions.map((decision) => [decision.subject, staysOf(decision)]))
}

function staysOf(decision: Decision): readonly DecidedStay[] {
  const stated = body.parse(decision.body)
  return 'removed' in stated ? [] : stated.stays
}

/** What is decided on a person, and the alias that a decision is bound to: that of the last one, else the most used. */
async function readDecided(
  store: Store,
  person: string,
): Promise<{ alias: string; stays: readonly DecidedStay[] }> {
  const aliases = await store.read({
    text: `SELECT toString(alias_id) AS alias FROM person_aliases WHERE toString(person_id) = {person:String} ORDER BY events DESC, alias_id`,
    params: { person },
    row: z.object({ alias: z.string() }),
  })
  const [first] = aliases
  if (first === undefined) throw new UserError(`There is no person ${person}.`, { status: 404 })
  const decided = await readEmployerOverrides(store)
  const bound = aliases.find(({ alias }) => (decided.get(alias) ?? []).length > 0)
  const { alias } = bound ?? first
  return { alias, stays: decided.get(alias) ?? [] }
}

function write(store: Store, alias: string, { by, at, reason }: Word, stated: z.infer<typeof body>) {
  return decide(store, { kind: 'employer', subject: alias, body: stated, at, by, reason })
}

/** What is left of an older stay when a newer one takes its time. */
function cutOut(old: DecidedStay, { from, to }: DecidedStay): DecidedStay[] {
  const before = from !== null && (old.from === null || old.from < from)
  const after = to !== null && (old.to === null || old.to > to)
  return [
    ...(before ? [{ ...old, to: old.to !== null && old.to < from ? old.to : from }] : []),
    ...(after ? [{ ...old, from: old.from !== null && old.from > to ? old.from : to }] : []),
  ]
}

const byBeginning = (a: DecidedStay, b: DecidedStay): number => (a.from ?? '').localeCompare(b.from ?? '')

function toSentence({ by, at, reason }: Word): string {
  const base = `decided by ${by} on ${at.toISOString().slice(0, 10)}`
  return reason.trim() === '' ? base : `${base}: ${reason.trim()}`
}
