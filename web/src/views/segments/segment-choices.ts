import { useQuery } from '@tanstack/react-query'
import type { Scheme } from '../../../../src/serve/http/contract.ts'
import { askSchemes } from '../../api/questions.ts'
import { makeInert } from '../../parts/inert-text.ts'

export interface SegmentGroup {
  readonly group: string
  readonly items: { readonly value: string; readonly label: string }[]
}

/** The segments there are, scheme by scheme; once one is chosen only those that hold the same. Chosen ones that there are no more stay. */
export function useSegmentChoices(chosen: readonly string[]): SegmentGroup[] {
  const { data } = useQuery(askSchemes())
  return listChoices(data?.items ?? [], chosen)
}

export function listChoices(
  schemes: readonly Pick<Scheme, 'title' | 'subjectKind' | 'segments'>[],
  chosen: readonly string[],
): SegmentGroup[] {
  const isChosen = ({ segment }: { segment: string }): boolean => chosen.includes(segment)
  const kind = schemes.find(({ segments }) => segments.some(isChosen))?.subjectKind
  const groups = schemes
    // Visitors nobody can name are counted, so nobody can be in two of their segments.
    .filter(({ subjectKind }) => subjectKind !== 'visitor' && (kind === undefined || subjectKind === kind))
    .map(({ title, segments }) => ({
      group: makeInert(title),
      items: segments.map((one) => ({
        value: one.segment,
        label: makeInert(`${one.title} (${title})`),
      })),
    }))
    .filter(({ items }) => items.length > 0)
  const known = new Set(groups.flatMap(({ items }) => items.map(({ value }) => value)))
  const gone = [...new Set(chosen)].filter((segment) => !known.has(segment))
  return gone.length === 0
    ? groups
    : [
        ...groups,
        { group: 'In the address', items: gone.map((value) => ({ value, label: makeInert(value) })) },
      ]
}
