import { listSegments, type Rule, type SubjectKind } from '../rules/rule.ts'
import { orderByNesting } from './nesting.ts'
import type { RuledSegment } from './ruled-segment.ts'

/** Segments that are looked at together, in one pass over what is known: also those that ask who is in another of them. */
export interface Pass {
  readonly subject: SubjectKind
  /** Whether only those are looked at who were touched since the last run. */
  readonly isOfTouched: boolean
  readonly segments: readonly RuledSegment[]
}

/** In the order in which they can be looked at: what a segment asks about is of the same pass or of one before. */
export function planPasses(segments: readonly RuledSegment[], ofTouched: ReadonlySet<string>): Pass[] {
  const levels = new Map<string, number>()
  const passes = new Map<string, Pass & { readonly segments: RuledSegment[] }>()
  const bySegment = new Map(segments.map((one) => [one.segment, one]))
  for (const one of orderByNesting(segments).flat()) {
    const isOfTouched = ofTouched.has(one.segment)
    const isTogether = (other: RuledSegment): boolean =>
      other.subject === one.subject &&
      ofTouched.has(other.segment) === isOfTouched &&
      !listAcross(one.rule).includes(other.segment)
    const before = listSegments(one.rule).flatMap((asked) => {
      const other = bySegment.get(asked)
      return other === undefined ? [] : [(levels.get(asked) ?? 0) + Number(!isTogether(other))]
    })
    const level = Math.max(0, ...before)
    levels.set(one.segment, level)
    const key = JSON.stringify([level, isOfTouched, one.subject])
    const pass = passes.get(key) ?? { subject: one.subject, isOfTouched, segments: [] }
    passes.set(key, pass)
    pass.segments.push(one)
  }
  const levelOf = ({ segments: [first] }: Pass): number => levels.get(first?.segment ?? '') ?? 0
  return [...passes.values()].toSorted(
    (one, next) => levelOf(one) - levelOf(next) || Number(one.isOfTouched) - Number(next.isOfTouched),
  )
}

/** Segments whose members matter to what is asked of others. */
function listAcross(rule: Rule): string[] {
  if (rule.op === 'not') return listAcross(rule.part)
  if (rule.op !== 'is') return rule.parts.flatMap(listAcross)
  return 'across' in rule.test ? listSegments(rule.test.rule) : []
}
