import { knownAliases } from '../../../resolve/index.ts'
import type { Store } from '../../../store/index.ts'
import type { PersonSummary, Review } from '../contract.ts'
import type { Page } from '../filter.ts'
import { cardsOfPeople } from '../questions/cards.ts'
import { mostUsedAliases, reviewPage, reviewSigns, reviewTotal, type SignRow } from '../questions/review.ts'

/** A page of pairs that wait for somebody to decide, those whose wrong answer costs most first. */
export async function readReview(store: Store, page: Page): Promise<{ items: Review[]; total: number }> {
  const [pairs, { total }] = await Promise.all([
    store.read(reviewPage(page)),
    store.readOne(reviewTotal(undefined)),
  ])
  const people = [...new Set(pairs.flatMap(({ personX, personY }) => [personX, personY]))]
  const asked = { aliasesA: pairs.map(({ aliasA }) => aliasA), aliasesB: pairs.map(({ aliasB }) => aliasB) }
  const [cards, aliases, signs, known] = await Promise.all([
    store.read(cardsOfPeople({ people })),
    store.read(mostUsedAliases({ people })),
    store.read(reviewSigns(asked)),
    store.read(knownAliases({ ids: [...asked.aliasesA, ...asked.aliasesB] })),
  ])
  const personOf = new Map(known.map(({ aliasId, personId }) => [aliasId, personId]))
  const cardOf = new Map(cards.map((card) => [card.personId, card]))
  const sideOf = (personId: string): Review['a'] | undefined => {
    const card: PersonSummary | undefined = cardOf.get(personId)
    return card === undefined
      ? undefined
      : { ...card, aliasList: aliases.filter((alias) => alias.personId === personId) }
  }
  const items = pairs.flatMap(({ personX, personY, ...pair }): Review[] => {
    const [a, b] =
      personOf.get(pair.aliasA) === personY
        ? [sideOf(personY), sideOf(personX)]
        : [sideOf(personX), sideOf(personY)]
    const row = signs.find(({ aliasA, aliasB }) => aliasA === pair.aliasA && aliasB === pair.aliasB)
    const told = { ...pair, signs: row === undefined ? [] : toSigns(row) }
    // Who did more comes first.
    if (a === undefined || b === undefined) return []
    const { aliasA, aliasB } = pair
    return [
      a.events >= b.events ? { ...told, a, b } : { ...told, a: b, b: a, aliasA: aliasB, aliasB: aliasA },
    ]
  })
  return { items, total }
}

const nameSigns: Readonly<Record<string, string>> = {
  same: 'Both are called',
  joined: 'Their names are the same run together:',
  part: 'One name is part of the other:',
  near: 'Their names are nearly the same:',
  'one word': 'Their names share one word:',
  other: 'Their names differ:',
}

/** What each comparison says and is worth, what speaks for it first; and what two at random are worth. */
export function toSigns(row: SignRow): Review['signs'] {
  const signs: Review['signs'] = []
  const add = (level: string, bits: number, sign: string): void => {
    if (level !== 'none') signs.push({ sign: sign.trim(), bits })
  }
  add(row.nameLevel, row.nameBits, `${nameSigns[row.nameLevel] ?? 'Names:'} ${row.nameDetail}`)
  add(
    row.derivedLevel,
    row.derivedBits,
    row.derivedLevel === 'made of the name'
      ? `“${row.derivedDetail}” is made of the name`
      : `“${row.derivedDetail}” is the other’s ${row.derivedLevel}`,
  )
  add(
    row.handleLevel,
    row.handleBits,
    `${row.handleLevel === 'near' ? 'Nearly the same handle' : 'The same handle'} ${row.handleDetail}`,
  )
  add(
    row.homeLevel,
    row.homeBits,
    row.homeLevel === 'same'
      ? `Both write from ${row.homeDetail}`
      : 'They write from different organisations',
  )
  const compared = signs.reduce((sum, { bits }) => sum + bits, 0)
  if (row.priorBits !== null) {
    const learned = (row.allBits ?? 0) - compared - row.priorBits
    if (row.allBits !== null && Number.isFinite(learned) && Math.abs(learned) >= 0.05)
      signs.push({ sign: 'What likeness proved to be worth here', bits: learned })
    signs.push({ sign: 'Two of this community at random', bits: row.priorBits })
  }
  return signs.toSorted((one, other) => other.bits - one.bits)
}
