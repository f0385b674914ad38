import { Button, Tooltip } from '@mantine/core'
import { IconLock, IconLockOpen } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Person } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { useStartWork } from '../../api/live-job.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'

/** Locks who somebody is, or takes the lock off. */
export function LockKey({ person }: { person: Person }) {
  const questions = useQueryClient()
  const start = useStartWork()
  const turn = useMutation({
    mutationFn: async () => {
      const path = `/people/${encodeURIComponent(person.personId)}/lock`
      await (person.locked ? tell('DELETE', path) : tell('PUT', path, {}))
      await start({ stages: ['resolve', 'segment'] })
    },
    onSuccess: () => questions.invalidateQueries(),
  })
  if (turn.error !== null) return <ProblemNote error={turn.error} />
  return (
    <Tooltip
      label={
        person.locked
          ? 'Rules may join others to this person again'
          : 'No rule adds an alias or takes one away'
      }
    >
      <Button
        variant="default"
        loading={turn.isPending}
        leftSection={
          person.locked ? <IconLockOpen size={18} aria-hidden /> : <IconLock size={18} aria-hidden />
        }
        onClick={() => turn.mutate()}
      >
        {person.locked ? 'Unlock' : 'Lock'}
      </Button>
    </Tooltip>
  )
}
