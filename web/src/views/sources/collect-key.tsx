import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useStartWork, useWorkUnderWay } from '../../api/live-job.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'

interface CollectKeyProps {
  label: string
  /** Which sources; all when absent. */
  sources?: string[]
  /** From the start: what was quarantined gets another chance. */
  again?: boolean
  /** For those who hear the key without its row. */
  of?: string
  variant?: 'filled' | 'default'
}

/** Starts collecting and the stages after it; the strip at the top tells how far it is. */
export function CollectKey({ label, sources, again, of, variant = 'default' }: CollectKeyProps) {
  const start = useStartWork()
  const busy = useWorkUnderWay().length > 0
  const work = {
    ...(sources === undefined ? {} : { sources }),
    ...(again === undefined ? {} : { again }),
  }
  const begin = useMutation({ mutationFn: () => start(work) })
  return (
    <>
      <Button
        variant={variant}
        disabled={busy}
        loading={begin.isPending}
        onClick={() => begin.mutate()}
        aria-label={of === undefined ? undefined : `${label}: ${makeInert(of)}`}
      >
        {label}
      </Button>
      {begin.error === null ? null : <ProblemNote error={begin.error} />}
    </>
  )
}
