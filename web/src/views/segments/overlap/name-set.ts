import type { SegmentOverlap } from '../../../../../src/serve/http/contract.ts'
import { shorten } from '../../../parts/inert-text.ts'

type Set = SegmentOverlap['sets'][number]

/** A set in words: those in all of these and in no other of those looked at. */
export function nameSet(set: Pick<Set, 'in'>, segments: SegmentOverlap['segments']): string {
  const titles = segments
    .filter(({ segment }) => set.in.includes(segment))
    .map(({ title }) => shorten(title, 40))
  if (titles.length === 1) return `Only ${titles[0]}`
  const all = titles.length === segments.length && segments.length > 2 ? `All ${segments.length}: ` : ''
  return all + titles.join(' + ')
}

/** The set an address names; else the largest of several segments, else the largest. */
export function findSet(sets: readonly Set[], wanted: readonly string[]): Set | undefined {
  const same = (set: Set): boolean =>
    set.in.length === wanted.length && set.in.every((id) => wanted.includes(id))
  return sets.find(same) ?? sets.find((set) => set.in.length > 1) ?? sets[0]
}

/** The finding of an overlap. */
export function sayOverlap({ sets, segments, subjectKind }: SegmentOverlap): string {
  const sum = (some: readonly Set[]): number => some.reduce((all, { members }) => all + members, 0)
  const [several, all] = [sum(sets.filter((set) => set.in.length > 1)), sum(sets)]
  const many = subjectKind === 'person' ? 'people' : 'organisations'
  if (all === 0) return `No ${many} are in any of these`
  if (several === 0) return `No ${many} are in more than one of these ${segments.length}`
  return `${several} of ${all} ${many} are in more than one of these ${segments.length}`
}
