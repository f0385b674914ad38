import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { askSchemes } from '../../api/questions.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { WaitingLines } from '../../parts/waiting.tsx'
import { NoSegmentsYet } from './no-segments-yet.tsx'

/** What would be here once segments are chosen, and, where there are none to choose, how that changes. */
export function ChooseFirst({ title, children }: { title: string; children: ReactNode }) {
  const { data, error, refetch } = useQuery(askSchemes())
  if (error !== null) return <ProblemNote error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <WaitingLines lines={2} height={34} />
  return data.items.length === 0 ? (
    <NoSegmentsYet title={title} />
  ) : (
    <EmptyState title={title}>{children}</EmptyState>
  )
}
