import { Button, Group, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Source } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { countOf } from '../../parts/figures.ts'
import { Name } from '../../parts/name.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Section } from '../../parts/section.tsx'

/** Takes the source off the list; what it said stays, and the dialog says so before anything happens. */
export function RemoveKey({ source }: { source: Source }) {
  const [open, { open: show, close }] = useDisclosure(false)
  const questions = useQueryClient()
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: () => tell('DELETE', `/sources/${encodeURIComponent(source.id)}`),
    onSuccess: async () => {
      await navigate({ to: '/sources' })
      await questions.invalidateQueries()
    },
  })
  return (
    <Section title="No longer read it">
      <p style={{ marginBottom: 12 }}>
        Removing a source stops reading it. What it has told stays, and adding it again goes on where it
        stopped.
      </p>
      <Button variant="default" onClick={show}>
        Remove the source…
      </Button>
      <Modal
        opened={open}
        onClose={close}
        title="Remove this source?"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <p>
          <Name text={source.id} /> will not be read any more. Its {countOf(source.events, 'event', 'events')}{' '}
          stay, and so do the people they name.
        </p>
        {remove.error === null ? null : <ProblemNote error={remove.error} />}
        <Group mt={20} justify="flex-end">
          <Button variant="default" onClick={close}>
            Keep it
          </Button>
          <Button loading={remove.isPending} onClick={() => remove.mutate()}>
            Remove
          </Button>
        </Group>
      </Modal>
    </Section>
  )
}
