import type { ErrorComponentProps } from '@tanstack/react-router'
import { Page } from '../page.tsx'
import { ProblemNote } from '../problem-note.tsx'

export function PageFailed({ error }: ErrorComponentProps) {
  return (
    <Page title="This page could not be drawn">
      <ProblemNote error={error} onRetry={() => window.location.reload()} />
    </Page>
  )
}
