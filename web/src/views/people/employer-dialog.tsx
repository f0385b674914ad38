import { Button, Checkbox, Group, Modal, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Person } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { useStartWork } from '../../api/live-job.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import styles from './profile.module.css'

/** Says for whom somebody acted, against all evidence. The stages after it run again, so that every page agrees. */
export function EmployerDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const [organisation, setOrganisation] = useState(makeInert(person.organisation?.name ?? ''))
  const [nobody, setNobody] = useState(false)
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  const decide = useDecision(person.personId, onClose)
  const isDecided = person.hypotheses.some(({ evidence }) =>
    evidence.some(({ family }) => family === 'decision'),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    decide.mutate({
      organisation: nobody ? '' : organisation.trim(),
      from: toMoment(from),
      to: toMoment(to),
      reason: reason.trim(),
    })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title="For whom do they act?"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit} className={styles.dialog}>
        <TextInput
          label="Organisation"
          description="Its name, or a domain of it."
          value={organisation}
          maxLength={200}
          required={!nobody}
          disabled={nobody}
          onChange={(event) => setOrganisation(event.currentTarget.value)}
        />
        <Checkbox
          label="For nobody"
          checked={nobody}
          onChange={(event) => setNobody(event.currentTarget.checked)}
        />
        <TextInput
          type="date"
          label="From"
          description="Empty: ever since."
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label="Until"
          description="That day not included. Empty: for good."
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Textarea
          label="Why"
          description="For those who wonder later."
          rows={2}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <p>People and segments are then worked out again; that takes a moment.</p>
        {decide.error === null ? null : <ProblemNote error={decide.error} />}
        <Group justify="space-between">
          <Button
            variant="default"
            disabled={!isDecided}
            loading={decide.isPending}
            onClick={() => decide.mutate('take back')}
          >
            Take back
          </Button>
          <Button type="submit" loading={decide.isPending}>
            This is for whom
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

interface Word {
  organisation: string
  from: string | null
  to: string | null
  reason: string
}

const toMoment = (day: string): string | null => (day === '' ? null : `${day}T00:00:00.000Z`)

/** Tells the server for whom somebody acts, or that the evidence holds again, and lets the later stages run. */
function useDecision(person: string, onDecided: () => void) {
  const questions = useQueryClient()
  const start = useStartWork()
  const path = `/people/${encodeURIComponent(person)}/employer`
  return useMutation({
    mutationFn: async (word: Word | 'take back') => {
      if (word === 'take back') await tell('DELETE', path)
      else await tell('PUT', path, word)
      await start({ stages: ['resolve', 'segment'] })
    },
    onSuccess: async () => {
      onDecided()
      await questions.invalidateQueries()
    },
  })
}
