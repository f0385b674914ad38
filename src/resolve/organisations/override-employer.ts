import { z } from 'zod'
import { UserError } from '../../core/index.ts'
import { decide, readDecisions, type Store } from '../../store/index.ts'
import { type Author, addStay, type DecidedStay, decidedStays, type StayDraft } from './decided-stay.ts'

/**
 * Records somebody's word on whom a person acted for, from the next resolve on. `organisation` is a name or a domain, '' for
 * nobody; dates are half-open, without one the end is open. What was decided before for the same time gives way. The decision is bound
 * to the person's most used alias, so that it stays with them when people are joined or split.
 */
export async function overrideEmployer(
  store: Store,
  word: StayDraft & { readonly person: string },
): Promise<DecidedStay[]> {
  const { alias, stays: before } = await readDecided(store, word.person)
  const stays = addStay(before, word)
  await decide(store, { ...authorOf(word), kind: 'employer', subject: alias, body: { stays } })
  return stays
}

/** Takes everything decided on a person's employers back: the evidence holds again. Nothing decided is a mistake (404). */
export async function removeEmployerOverride(
  store: Store,
  word: Author & { readonly person: string },
): Promise<void> {
  const { alias, stays } = await readDecided(store, word.person)
  if (stays.length === 0)
    throw new UserError('Nobody decided for whom this person acts; there is nothing to take back.', {
      status: 404,
    })
  await decide(store, { ...authorOf(word), kind: 'employer', subject: alias, body: { removed: true } })
}

/** The decisions that hold now, by the alias they are bound to. */
export async function readEmployerOverrides(store: Store): Promise<Map<string, readonly DecidedStay[]>> {
  const decisions = await readDecisions(store, 'employer')
  return new Map(decisions.map(({ subject, body }) => [subject, decidedStays.parse(body)]))
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

const authorOf = ({ by, at, reason }: Author): Author => ({ by, at, reason })
