import {
  foreseeContradictions,
  orderPairs,
  type PairChange,
  type PreviewedPerson,
  previewDecisions,
} from '../../../resolve/index.ts'
import type { Store } from '../../../store/index.ts'
import { countOf } from '../../sentence.ts'
import type { DecisionsPreview } from '../contract.ts'
import { cardsOfPeople, segmentsOfPeople } from '../questions/cards.ts'
import { sayAlias } from './alias-saying.ts'
import { sayContradictions } from './read-pairs.ts'

const mostListed = 50

/** Which people there would be after decisions, beside those there are; nothing is written. */
export async function readPreview(store: Store, pairs: readonly PairChange[]): Promise<DecisionsPreview> {
  const changes = orderPairs(pairs)
  const [{ people, after }, contradictions] = await Promise.all([
    previewDecisions(store, changes),
    foreseeContradictions(store, changes),
  ])
  const [cards, segments] = await Promise.all([
    store.read(cardsOfPeople({ people })),
    store.read(segmentsOfPeople({ people })),
  ])
  const nameOf = new Map(cards.map(({ personId, name, email }) => [personId, name === '' ? email : name]))
  const titlesOf = new Map(segments.map(({ personId, titles }) => [personId, titles]))
  const isUnchanged = after.every(({ personId, from }) => personId !== null && from.length === 1)
  return {
    sentence: isUnchanged ? sayNothingChanges(after.length) : sayChange(people.length, after.length),
    before: cards.map(({ personId, name, state, aliases, events }) => ({
      personId,
      name,
      state,
      aliases,
      events,
      segments: titlesOf.get(personId) ?? [],
    })),
    after: after.map(({ personId, from, aliases }) => ({
      personId,
      name: sayName(nameOf, personId, aliases),
      from: [...from],
      events: aliases.reduce((sum, { events }) => sum + events, 0),
      aliases: aliases.length,
      aliasList: aliases
        .slice(0, mostListed)
        .map(({ aliasId, personId: was, platform, name, email, username, events }) => ({
          aliasId,
          personId: was,
          platform,
          name,
          email,
          username,
          events,
        })),
    })),
    notes: [
      ...(await sayContradictions(store, contradictions)),
      'Rungs and segments are worked out anew when the stages run; evidence about other people is looked at then too.',
    ],
  }
}

/** Somebody new by their alias that did most; others as who did most among those they were. */
function sayName(
  nameOf: ReadonlyMap<string, string>,
  personId: string | null,
  [mostUsed]: PreviewedPerson['aliases'],
): string {
  if (mostUsed === undefined) return ''
  const known = personId === null ? undefined : nameOf.get(mostUsed.personId)
  return known ?? sayAlias(mostUsed)
}

const sayNothingChanges = (people: number): string =>
  `${people === 1 ? 'Nothing changes for this person' : 'Nothing changes for these people'} now: the decision holds against what may be found later.`

function sayChange(before: number, after: number): string {
  if (before === after) return `Aliases move between ${countOf(before, 'person', 'people')}.`
  return `${countOf(before, 'person becomes', 'people become')} ${countOf(after, 'person', 'people')}.`
}
