import {
  findByKeys,
  foreseeSplit,
  type OrganisationSplit,
  previewKnowledge,
  previewPair,
} from '../../../resolve/index.ts'
import type { Store } from '../../../store/index.ts'
import { countOf } from '../../sentence.ts'
import type { OrganisationsPreview } from '../contract.ts'
import { organisationCard, writersOfDomains } from '../questions/organisation.ts'

const mostListed = 50

type Change =
  | { readonly a: string; readonly b: string; readonly verdict: 'same' | 'different' | 'undecided' }
  | OrganisationSplit

/** Which organisations there would be after a decision, with their people and acts, beside those there are; nothing is written. */
export async function readOrganisationsPreview(store: Store, change: Change): Promise<OrganisationsPreview> {
  const { before, after } =
    'verdict' in change
      ? await previewPair(store, change)
      : await previewKnowledge(store, change.organisation, await foreseeSplit(store, change))
  const ids = await findByKeys(
    store,
    after.map(({ organisationKey }) => organisationKey),
  )
  const cards = await Promise.all(
    before.map(({ organisationId }) => store.readOne(organisationCard({ organisation: organisationId }))),
  )
  const then = await Promise.all(
    after.map(async ({ organisationKey, organisationName, domains }) => ({
      organisationId: ids.get(organisationKey)?.organisationId ?? null,
      name: organisationName,
      domains: domains.length,
      domainList: domains.slice(0, mostListed),
      ...(await store.readOne(writersOfDomains({ domains }))),
    })),
  )
  // Those that are there already come first.
  then.sort((one, other) => Number(one.organisationId === null) - Number(other.organisationId === null))
  const isNamedOnly = then.some(({ domains }) => domains === 0)
  return {
    sentence: sayChange(cards, then),
    before: cards.map(({ organisationId, name, people, events }) => ({
      organisationId,
      name,
      people,
      events,
    })),
    after: then,
    notes: [
      ...(isNamedOnly
        ? [
            'Nobody writes from addresses of one of them; who is said to act for it is counted when the stages run.',
          ]
        : []),
      'For whom people act is weighed anew when the stages run.',
    ],
  }
}

interface Sized {
  readonly organisationId: string | null
  readonly name: string
  readonly people: number
  readonly events: number
}

function sayChange(before: readonly Sized[], after: readonly Sized[]): string {
  const kept = new Set(after.map(({ organisationId }) => organisationId))
  const known = new Set(before.map(({ organisationId }) => organisationId))
  const gone = before.find(({ organisationId }) => !kept.has(organisationId))
  const added = after.find(({ organisationId }) => !known.has(organisationId))
  const [first] = after
  if (gone !== undefined && after.length === 1 && first !== undefined)
    return `${sizeOf(gone)} of ${gone.name} move to ${first.name}.`
  if (added !== undefined && after.length > 1)
    return `${sizeOf(added)} of ${before[0]?.name ?? ''} move to ${added.name}.`
  return 'Nothing changes now: the decision holds against what may be found later.'
}

const sizeOf = ({ people, events }: Sized): string =>
  `${countOf(people, 'person', 'people')} and ${countOf(events, 'event')}`
