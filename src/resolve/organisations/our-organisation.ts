import { z } from 'zod'
import { type OrganisationId, UserError } from '../../core/index.ts'
import { decide, readDecisions, type Store } from '../../store/index.ts'
import type { Author } from './decided-stay.ts'
import { readOrganisationGroups } from './read-recognition.ts'

const kind = 'our-organisation'
const body = z.object({ isOurs: z.boolean() })

/**
 * Records that an organisation is the one that runs this community, or is not: its people are the team, told apart from the community
 * they serve. There may be several. An organisation that is not there is a mistake (404).
 */
export async function claimOrganisation(
  store: Store,
  claim: Author & { readonly organisation: OrganisationId; readonly isOurs: boolean },
): Promise<void> {
  const { organisation, isOurs, by, at, reason } = claim
  const known = await store.read({
    text: 'SELECT name FROM organisations WHERE organisation_id = {organisation:UInt64}',
    params: { organisation },
    row: z.object({ name: z.string() }),
  })
  if (known.length === 0) throw new UserError(`There is no organisation ${organisation}.`, { status: 404 })
  await decide(store, { kind, subject: organisation, body: { isOurs }, by, at, reason })
}

/** The ids of the organisations that are ours, under those they are now part of. */
export async function readOurOrganisations(store: Store): Promise<string[]> {
  const decisions = await readDecisions(store, kind)
  const ours = decisions.filter((decision) => body.parse(decision.body).isOurs)
  if (ours.length === 0) return []
  const { currentId } = await readOrganisationGroups(store)
  return [...new Set(ours.map(({ subject }) => currentId(subject)))]
}
