import type { SchemeOverlap } from '../../../../../src/serve/http/contract.ts'
import { makeInert } from '../../../parts/inert-text.ts'

export type SchemePair = SchemeOverlap

/** Pairs with the given scheme first, or all; those that say most of each other come first, those that cannot last. */
export function listPairs(overlaps: readonly SchemeOverlap[], scheme: string | undefined): SchemePair[] {
  return overlaps
    .filter(({ a, b }) => scheme === undefined || a === scheme || b === scheme)
    .map((pair) => (scheme !== undefined && pair.b === scheme ? turn(pair) : pair))
    .sort((x, y) => weigh(y) - weigh(x) || y.both - x.both)
}

const weigh = (pair: SchemePair): number =>
  canSay(pair) ? (pair.association ?? 0) : pair.association === null ? -2 : -1

const turn = (pair: SchemeOverlap): SchemePair => ({
  ...pair,
  a: pair.b,
  aTitle: pair.bTitle,
  b: pair.a,
  bTitle: pair.aTitle,
  onlyA: pair.onlyB,
  onlyB: pair.onlyA,
})

/** Among fewer than these Cramér’s V is large by chance. */
const fewest = 30

export const canSay = ({ association, both }: SchemePair): boolean => association !== null && both >= fewest

/** Cramér’s V in a word, with its figure. */
export function sayAssociation({ association, both }: SchemePair): string {
  if (association === null) return 'cannot be said'
  if (both < fewest) return 'too few to say'
  const word =
    association >= 0.5
      ? 'much'
      : association >= 0.3
        ? 'some'
        : association >= 0.1
          ? 'little'
          : 'next to nothing'
  return `${word} (${association.toFixed(2)})`
}

export function sayPairs([first]: readonly SchemePair[]): string {
  if (first === undefined || first.association === null || !canSay(first))
    return 'How much schemes say of each other cannot be said'
  const names = `${makeInert(first.aTitle)} and ${makeInert(first.bTitle)}`
  if (first.association < 0.1) return 'No two schemes say much of each other'
  return `${names} say most of each other: ${sayAssociation(first)}`
}
