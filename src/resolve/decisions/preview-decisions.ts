import { UserError } from '../../core/index.ts'
import type { Store } from '../../store/index.ts'
import { leastSure } from '../identity/compare-aliases.ts'
import { type AliasGroups, classes, groupAliases, type Known } from '../identity/group-aliases.ts'
import type { Accounts } from '../identity/held-account.ts'
import { type DecidedPair, knownAliases, pairsInForce } from './pairs-question.ts'
import {
  type TouchedAlias,
  touchedAccounts,
  touchedAliases,
  touchedEvidence,
  touchedLikenesses,
  touchedNames,
} from './touched-question.ts'

/** A decision about to be taken on two aliases, the lower id first. */
export interface PairChange {
  readonly a: string
  readonly b: string
  readonly verdict: 'same' | 'different' | 'undecided'
}

/** People as they would be: aliases of each, and of whom they were. The first keeps the id of the person most of them were. */
export interface PreviewedPerson {
  /** Null for a person who would be new. */
  readonly personId: string | null
  readonly from: readonly string[]
  readonly aliases: readonly TouchedAlias[]
}

/** More aliases than one page could show the consequences of. */
const mostAliases = 5000

/**
 * Who would be who if these decisions were taken: the same comparison `resolve` makes, of the people they touch alone. What else
 * is known of other people is looked at by the next `resolve`. Writes nothing.
 */
export async function previewDecisions(
  store: Store,
  changes: readonly PairChange[],
): Promise<{ people: readonly string[]; after: readonly PreviewedPerson[] }> {
  const ids = [...new Set(changes.flatMap(({ a, b }) => [a, b]))]
  const known = await store.read(knownAliases({ ids }))
  const people = [...new Set(known.map(({ personId }) => personId))].sort()
  const aliases = await store.read(touchedAliases({ people, limit: mostAliases + 1 }))
  if (aliases.length > mostAliases)
    throw new UserError(
      `These people have more than ${mostAliases} aliases; what would become of them is only told of fewer. Decide on fewer at once.`,
      { status: 422 },
    )
  const decisions = applyChanges(await store.read(pairsInForce(undefined)), changes)
  const groups = await regroup(store, aliases, decisions)
  return { people, after: describe(aliases, groups) }
}

/** The decisions that would hold; nothing decided here undoes a proof. */
export function applyChanges(inForce: readonly DecidedPair[], changes: readonly PairChange[]): DecidedPair[] {
  const proved = inForce.filter(({ isProved }) => isProved)
  const decided = inForce.filter(({ isProved }) => !isProved)
  const held = new Map(decided.map((pair) => [`${pair.a}:${pair.b}`, pair]))
  for (const { a, b, verdict } of changes)
    if (verdict === 'undecided') held.delete(`${a}:${b}`)
    else held.set(`${a}:${b}`, { a, b, verdict, isProved: false })
  return [...proved, ...held.values()]
}

async function regroup(
  store: Store,
  aliases: readonly TouchedAlias[],
  decisions: readonly DecidedPair[],
): Promise<AliasGroups> {
  const ids = aliases.map(({ aliasId }) => aliasId)
  const placeOf = new Map(aliases.map(({ aliasId }, place) => [aliasId, place]))
  const placeAt = new Map(aliases.map(({ position }, place) => [position, place]))
  const among = decisions.filter(({ a, b }) => placeOf.has(a) && placeOf.has(b))
  // What was proved stands among the evidence already.
  const same = among.filter(({ verdict, isProved }) => verdict === 'same' && !isProved)
  const [accounts, names, evidence, likenesses] = await Promise.all([
    store.read(touchedAccounts({ aliases: ids })),
    store.read(touchedNames({ aliases: ids })),
    store.read(
      touchedEvidence({ aliases: ids, sameA: same.map(({ a }) => a), sameB: same.map(({ b }) => b) }),
    ),
    store.read(touchedLikenesses({ aliases: ids })),
  ])
  const at = (aliasId: string): number => placeOf.get(aliasId) ?? 0
  const words = names.flatMap(({ aliasId, tokens }) =>
    keepWords(tokens).map((word) => [at(aliasId), word] as const),
  )
  const groups = groupAliases({
    classOf: Uint8Array.from(aliases, ({ class: kind }) => classNumbers[kind] ?? classes.human),
    accounts: number(accounts.map(({ aliasId, host, account }) => [at(aliasId), host, `${host} ${account}`])),
    names: numberWords(words),
    apart: number(
      among
        .filter(({ verdict }) => verdict === 'different')
        .flatMap(({ a, b }) => [
          [at(a), `${a}:${b}`, 'first'],
          [at(b), `${a}:${b}`, 'second'],
        ]),
    ),
    lockOf: numberLocks(aliases),
  })
  for (const { key, position, isDecided } of evidence)
    groups.compare(BigInt(key), placeAt.get(position) ?? 0, isDecided)
  for (const { aliasA, aliasB, probability, isNamedAlike } of likenesses)
    if (probability >= leastSure) {
      const [founder, follower] = [at(aliasA), at(aliasB)].sort((one, other) => one - other)
      groups.compareLikely(founder ?? 0, follower ?? 0, isNamedAlike)
    }
  return groups
}

const classNumbers: Readonly<Record<string, number>> = { bot: classes.bot, role: classes.role }

/** As `likeness/models/alias-names.sql` keeps them: an initial says little beside a word. */
function keepWords(tokens: readonly string[]): readonly string[] {
  const isWord = (token: string): boolean => [...token].length >= 3 || !/^[a-z]+$/.test(token)
  return tokens.some((token) => [...token].length >= 3) ? tokens.filter(isWord) : tokens
}

/** Texts as numbers, equal ones the same. */
function numberTexts(): (text: string) => number {
  const numbers = new Map<string, number>()
  return (text) => {
    const number = numbers.get(text) ?? numbers.size + 1
    numbers.set(text, number)
    return number
  }
}

function number(rows: readonly (readonly [place: number, host: string, account: string])[]): Accounts {
  const [hosts, accounts] = [numberTexts(), numberTexts()]
  return {
    position: Uint32Array.from(rows, ([place]) => place),
    host: Uint32Array.from(rows, ([, host]) => hosts(host)),
    account: BigUint64Array.from(rows, ([, , account]) => BigInt(accounts(account))),
  }
}

function numberWords(words: readonly (readonly [place: number, word: string])[]): Known['names'] {
  const texts = numberTexts()
  const sorted = words.toSorted(([one], [other]) => one - other)
  return {
    position: Uint32Array.from(sorted, ([place]) => place),
    word: Uint32Array.from(sorted, ([, word]) => texts(word)),
  }
}

function numberLocks(aliases: readonly TouchedAlias[]): Uint32Array {
  const locks = numberTexts()
  return Uint32Array.from(aliases, ({ lock }) => (lock === '' ? 0 : locks(lock)))
}

function describe(aliases: readonly TouchedAlias[], groups: AliasGroups): PreviewedPerson[] {
  const parts = new Map<number, TouchedAlias[]>()
  for (const [place, alias] of aliases.entries()) {
    const root = groups.findRoot(place)
    const part = parts.get(root) ?? []
    part.push(alias)
    parts.set(root, part)
  }
  const taken = new Set<string>()
  // The larger part has first claim to an id, as in person-ids.sql.
  return [...parts.values()]
    .toSorted((one, other) => other.length - one.length)
    .map((part) => {
      const counts = new Map<string, number>()
      for (const { personId } of part) counts.set(personId, (counts.get(personId) ?? 0) + 1)
      // Of as many the lower id, as in person-ids.sql.
      const from = [...counts]
        .toSorted(([x, one], [y, other]) => other - one || (BigInt(x) < BigInt(y) ? -1 : 1))
        .map(([personId]) => personId)
      const personId = from.find((id) => !taken.has(id)) ?? null
      if (personId !== null) taken.add(personId)
      return { personId, from, aliases: part.toSorted((one, other) => other.events - one.events) }
    })
}
