import { Button, Tooltip } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Organisation } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { useStartWork } from '../../api/live-job.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'

/** Says that an organisation runs this community, so that its people are the team and not counted among those it serves. */
export function OursKey({ organisation }: { organisation: Organisation }) {
  const questions = useQueryClient()
  const start = useStartWork()
  const claim = useMutation({
    mutationFn: async () => {
      const path = `/organisations/${encodeURIComponent(organisation.organisationId)}/ours`
      await (organisation.isOurs ? tell('DELETE', path) : tell('PUT', path, {}))
      await start({ stages: ['segment'] })
    },
    onSuccess: () => questions.invalidateQueries(),
  })
  if (claim.error !== null) return <ProblemNote error={claim.error} />
  return (
    <Tooltip
      label={
        organisation.isOurs
          ? 'Its people count among the community again'
          : 'It runs this community: its people are the team, and counted apart'
      }
    >
      <Button variant="default" loading={claim.isPending} onClick={() => claim.mutate()}>
        {organisation.isOurs ? 'This is not us' : 'This is us'}
      </Button>
    </Tooltip>
  )
}
