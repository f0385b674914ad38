import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '../../parts/empty-state.tsx'

/** Before anything was collected there is nothing to look at together. */
export function NoSegmentsYet({ title }: { title: string }) {
  return (
    <EmptyState
      title={title}
      action={<Button renderRoot={(props) => <Link to="/sources" {...props} />}>Go to the sources</Button>}
    >
      No scheme has been worked out yet, because nothing has been collected or the stages after it have not
      run.
    </EmptyState>
  )
}
