import { z } from 'zod'
import { UserError } from '../../core/index.ts'
import { decide, readDecisions, type Store } from '../../store/index.ts'
import { type Author, addStay, type DecidedStay, decidedStays, type StayDraft } from './decided-stay.ts'

/**
 * Records somebody's word on which organisation another belongs to, from the next resolve on, instead of what the table of owners says of
 * it. `organisation` names the owner, '' for none in that time; dates are half-open.
 */
export async function overrideOwner(
  store: Store,
  word: StayDraft & { readonly owned: string },
): Promise<DecidedStay[]> {
  const { by, at, reason, owned } = word
  const known = await store.read({
    text: 'SELECT name FROM organisations WHERE toString(organisation_id) = {owned:String}',
    params: { owned },
    row: z.object({ name: z.string() }),
  })
  if (known.length === 0) throw new UserError(`There is no organisation ${owned}.`, { status: 404 })
  const stays = addStay((await readOwnerOverrides(store)).get(owned) ?? [], word)
  await decide(store, { kind: 'owner', subject: owned, body: { stays }, by, at, reason })
  return stays
}

/** Takes back whatever was decided on an organisation's owners: the table holds again. Nothing decided is a mistake (404). */
export async function removeOwnerOverride(
  store: Store,
  { owned, by, at, reason }: Author & { readonly owned: string },
): Promise<void> {
  const stays = (await readOwnerOverrides(store)).get(owned) ?? []
  if (stays.length === 0)
    throw new UserError('Nobody decided whom this organisation belongs to; there is nothing to take back.', {
      status: 404,
    })
  await decide(store, { kind: 'owner', subject: owned, body: { removed: true }, by, at, reason })
}

/** The decisions that hold now, by the id of the organisation owned. */
export async function readOwnerOverrides(store: Store): Promise<Map<string, readonly DecidedStay[]>> {
  const decisions = await readDecisions(store, 'owner')
  return new Map(decisions.map(({ subject, body }) => [subject, decidedStays.parse(body)]))
}
