import type { DecidedPair } from './pairs-question.ts'

/** Two aliases decided not to be the same, and the chain of aliases decided to be the same that leads from one to the other. */
export interface Contradiction {
  readonly a: string
  readonly b: string
  readonly chain: readonly string[]
}

/**
 * Decisions that cannot all hold: A is B, B is C, but A is not C. What keeps apart holds then, so of the decisions along the
 * chain one has no effect. Only contradictions that one of the `since` pairs takes part in.
 */
export function findContradictions(
  pairs: readonly DecidedPair[],
  since: readonly { readonly a: string; readonly b: string }[],
): Contradiction[] {
  const sameAs = new Map<string, string[]>()
  const link = (from: string, to: string): void => {
    const others = sameAs.get(from) ?? []
    others.push(to)
    sameAs.set(from, others)
  }
  for (const { a, b, verdict } of pairs)
    if (verdict === 'same') {
      link(a, b)
      link(b, a)
    }
  const groupOf = groupBySameness(sameAs)
  const touched = new Set(since.flatMap(({ a, b }) => [groupOf.get(a), groupOf.get(b)]))
  return pairs
    .filter(({ a, b, verdict }) => {
      const group = groupOf.get(a)
      return verdict === 'different' && group !== undefined && group === groupOf.get(b) && touched.has(group)
    })
    .slice(0, mostContradictions)
    .map(({ a, b }) => ({ a, b, chain: findChain(sameAs, a, b) }))
}

const mostContradictions = 20

function groupBySameness(sameAs: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const groupOf = new Map<string, number>()
  let group = 0
  for (const start of sameAs.keys()) {
    if (groupOf.has(start)) continue
    group++
    const waiting = [start]
    groupOf.set(start, group)
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
      for (const next of sameAs.get(at) ?? [])
        if (!groupOf.has(next)) {
          groupOf.set(next, group)
          waiting.push(next)
        }
  }
  return groupOf
}

/** The shortest way from one alias to another, both included. */
function findChain(sameAs: ReadonlyMap<string, readonly string[]>, from: string, to: string): string[] {
  const cameFrom = new Map<string, string>([[from, from]])
  const waiting = [from]
  for (const at of waiting) {
    if (at === to) break
    for (const next of sameAs.get(at) ?? [])
      if (!cameFrom.has(next)) {
        cameFrom.set(next, at)
        waiting.push(next)
      }
  }
  const chain = [to]
  for (let at = to; at !== from; ) {
    at = cameFrom.get(at) ?? from
    chain.unshift(at)
  }
  return chain
}
