import { z } from 'zod'
import { UserError } from '../../core/index.ts'
import { type Decision, decide, readDecisions, type Store } from '../../store/index.ts'
import type { Author } from '../organisations/decided-stay.ts'
import { findOrganisation } from '../organisations/known-organisation.ts'
import { readRecognition } from '../organisations/read-recognition.ts'
import { type Bound, openBinding } from './bind-organisations.ts'
import { type FactName, factForms, factNames, parseFact } from './fact.ts'
import type { FactValue } from './fact-value.ts'

const kind = 'organisation-fact'
const body = z.object({
  key: z.string(),
  reference: z.string(),
  fact: z.enum(factNames),
  /** '' when it was taken back. */
  value: z.string(),
  scheme: z.string(),
})

/** What somebody here says of an organisation. */
export interface FactWord extends FactValue {
  readonly organisation: string
  readonly fact: FactName
}

/**
 * Records a person's word on a fact of an organisation; from the next resolve on it outranks lists, CRMs and what is inferred. It stays with
 * the organisation when that is made one with another.
 */
export async function overrideFact(
  store: Store,
  { organisation, fact, value, scheme }: FactWord,
  author: Author,
): Promise<FactValue> {
  const { key, reference } = await findOrganisation(store, organisation)
  const told = parseFact(fact, value, scheme)
  if ('fault' in told)
    throw new UserError(
      `“${value}” does not say the ${factForms[fact].title.toLowerCase()}: ${told.fault}.`,
      {
        status: 422,
      },
    )
  await write(store, { key, reference, fact, ...told }, author)
  return told
}

/** Takes a person's word on a fact back: what is stated and inferred holds again. Nothing decided is a mistake (404). */
export async function removeFactOverride(
  store: Store,
  { organisation, fact }: { readonly organisation: string; readonly fact: FactName },
  author: Author,
): Promise<void> {
  const { key } = await findOrganisation(store, organisation)
  const bind = await openBinding(store, await readRecognition(store))
  const held = (await readFactOverrides(store)).filter((word) => word.fact === fact && bind(word) === key)
  if (held.length === 0)
    throw new UserError(
      `Nobody decided the ${factForms[fact].title.toLowerCase()} of this organisation; there is nothing to take back.`,
      { status: 404 },
    )
  for (const { key, reference } of held)
    await write(store, { key, reference, fact, value: '', scheme: '' }, author)
}

/** The words that hold now. */
export async function readFactOverrides(
  store: Store,
): Promise<(Bound & FactValue & { fact: FactName; decision: Decision })[]> {
  const decisions = await readDecisions(store, kind)
  return decisions
    .map((decision) => ({ ...body.parse(decision.body), decision }))
    .filter(({ value }) => value !== '')
}

const write = (store: Store, word: z.infer<typeof body>, { by, at, reason }: Author): Promise<Decision> =>
  decide(store, { kind, subject: `${word.fact} ${word.key}`, body: word, by, at, reason })
