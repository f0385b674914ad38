import { Button, Checkbox, Group, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Source } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { countOf } from '../../parts/figures.ts'
import { Name } from '../../parts/name.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Section } from '../../parts/section.tsx'

/** Takes the source off the list. What it said stays, unless it is to be forgotten; the dialog says which before anything happens. */
export function RemoveKey({ source }: { source: Source }) {
  const [open, { open: show, close }] = useDisclosure(false)
  const [forget, setForget] = useState(false)
  const questions = useQueryClient()
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: () => tell('DELETE', `/sources/${encodeURIComponent(source.id)}?forget=${forget}`),
    onSuccess: async () => {
      await navigate({ to: '/sources' })
      await questions.invalidateQueries()
    },
  })
  return (
    <Section title="No longer read it">
      <p style={{ marginBottom: 12 }}>
        Removing a source stops reading it. What it has told stays, and adding it again goes on where it
        stopped; or all of it is deleted, if you say so.
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
          {forget
            ? 'are deleted for good, with the names that no other source gave.'
            : 'stay, and so do the people they name.'}
        </p>
        <Checkbox
          mt={16}
          label="Delete everything that only it said"
          description="This cannot be undone. What other sources said of the same people stays."
          checked={forget}
          onChange={(event) => setForget(event.currentTarget.checked)}
        />
        {remove.error === null ? null : <ProblemNote error={remove.error} />}
        <Group mt={20} justify="flex-end">
          <Button variant="default" onClick={close}>
            Keep it
          </Button>
          <Button loading={remove.isPending} onClick={() => remove.mutate()}>
            {forget ? 'Remove and delete' : 'Remove'}
          </Button>
        </Group>
      </Modal>
    </Section>
  )
}
