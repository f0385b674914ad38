import type { z } from 'zod'
import { type AliasId, type PersonId, parseId, UserError } from '../../../core/index.ts'
import { aliasesOfPeople, type Contradiction, knownAliases, type PairChange } from '../../../resolve/index.ts'
import type { Store } from '../../../store/index.ts'
import type { newDecisions, split } from '../contract.ts'
import { sayAlias } from './alias-saying.ts'

/** More decisions than one act of a person should make. */
const mostPairs = 2500

type Body = z.infer<typeof newDecisions>

/** The pairs of aliases a body speaks of; people stand for the aliases they are known under. */
export async function readPairs(store: Store, { decisions }: Body): Promise<PairChange[]> {
  const people = decisions.flatMap((one) => ('people' in one ? one.people : []))
  for (const id of people) checkId<PersonId>(id, 'person')
  const aliasesOf = await readAliases(store, people)
  const pairs = decisions.flatMap((one): PairChange[] => {
    if (!('people' in one)) return [one]
    const [p, q] = one.people
    if (p === q)
      throw new UserError(`That is one person, not two: ${p}. Name two people, or two aliases to part one.`, {
        status: 422,
      })
    return crossPeople(aliasesOf.get(p) ?? [], aliasesOf.get(q) ?? [], one.verdict)
  })
  await refuseUnknown(
    store,
    pairs.flatMap(({ a, b }) => [a, b]),
  )
  return pairs
}

/** One word joins two people; to keep them apart whatever comes, every alias of one is parted from every alias of the other. */
function crossPeople(
  p: readonly string[],
  q: readonly string[],
  verdict: PairChange['verdict'],
): PairChange[] {
  const [a, b] = [p[0], q[0]]
  if (verdict === 'same' && a !== undefined && b !== undefined) return [{ a, b, verdict }]
  refuseTooMany(p.length, q.length)
  return p.flatMap((one) => q.map((other) => ({ a: one, b: other, verdict })))
}

/** The decisions that take aliases out of a person. */
export async function readSplit(
  store: Store,
  { person, aliases }: z.infer<typeof split>,
): Promise<PairChange[]> {
  checkId<PersonId>(person, 'person')
  const all = (await readAliases(store, [person])).get(person) ?? []
  const out = [...new Set(aliases)]
  for (const id of out)
    if (!all.includes(checkId<AliasId>(id, 'alias')))
      throw new UserError(
        `${id} is no alias of person ${person}. Their aliases are on the page of the person.`,
        {
          status: 422,
        },
      )
  const kept = all.filter((id) => !out.includes(id))
  if (kept.length === 0)
    throw new UserError('Those are all aliases of this person: there would be nobody to part them from.', {
      status: 422,
    })
  refuseTooMany(out.length, kept.length)
  const apart = out.flatMap((a) => kept.map((b): PairChange => ({ a, b, verdict: 'different' })))
  const together = out.slice(1).map((b, at): PairChange => ({ a: out[at] ?? b, b, verdict: 'same' }))
  return [...apart, ...together]
}

function refuseTooMany(out: number, kept: number): void {
  if (out * kept > mostPairs)
    throw new UserError(
      `To keep ${out} aliases apart from ${kept} others takes ${out * kept} decisions, more than ${mostPairs}. Take out at most ${Math.max(1, Math.floor(mostPairs / kept))} at once, or decide on single aliases.`,
      { status: 422 },
    )
}

/** The aliases of people, founders first; a UserError names one who is not there. */
export async function readAliases(store: Store, people: readonly string[]): Promise<Map<string, string[]>> {
  const rows = people.length === 0 ? [] : await store.read(aliasesOfPeople({ people }))
  const aliasesOf = new Map<string, string[]>()
  for (const { personId, aliasId } of rows)
    aliasesOf.set(personId, [...(aliasesOf.get(personId) ?? []), aliasId])
  const unknown = people.find((id) => !aliasesOf.has(id))
  if (unknown !== undefined)
    throw new UserError(`There is no person ${unknown}. Search for the name: ids may have changed.`, {
      status: 404,
    })
  return aliasesOf
}

async function refuseUnknown(store: Store, ids: readonly string[]): Promise<void> {
  for (const id of ids) checkId<AliasId>(id, 'alias')
  const known = new Set(
    (await store.read(knownAliases({ ids: [...new Set(ids)] }))).map(({ aliasId }) => aliasId),
  )
  const unknown = ids.find((id) => !known.has(id))
  if (unknown !== undefined)
    throw new UserError(
      `There is no alias ${unknown}. Ids of aliases are on the page of a person; one that was just read is known after the next resolve.`,
      { status: 404 },
    )
}

/** An id as the engine writes it, without leading zeros. */
export function checkId<T extends AliasId | PersonId>(text: string, what: 'alias' | 'person'): T {
  const id = parseId<T>(text)
  if (id === undefined || String(BigInt(id)) !== text)
    throw new UserError(`There is no ${what} ${text}.`, { status: 404 })
  return id
}

/** Says of decisions that cannot all hold which one does. */
export async function sayContradictions(store: Store, found: readonly Contradiction[]): Promise<string[]> {
  const ids = [...new Set(found.flatMap(({ chain }) => chain))]
  const known = ids.length === 0 ? [] : await store.read(knownAliases({ ids }))
  const called = new Map(known.map((alias) => [alias.aliasId, sayAlias(alias)]))
  const say = (id: string): string => called.get(id) ?? `alias ${id}`
  return found.map(({ a, b, chain }) => {
    const between = chain.slice(1, -1).map(say)
    if (between.length === 0)
      return `This contradicts what the person proved: ${say(a)} and ${say(b)} are both theirs. What keeps apart holds, and Data quality shows it, until one of the two is taken back.`
    const shown = between.length <= 3 ? between.join(' and ') : `${between.slice(0, 3).join(', ')} and others`
    return `These decisions contradict each other: ${say(a)} and ${say(b)} are not the same, but through ${shown} they would be. What keeps apart holds: ${say(a)} and ${say(b)} stay apart, and one of the decisions that join them has no effect until one is taken back.`
  })
}
