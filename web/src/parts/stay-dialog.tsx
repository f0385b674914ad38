import { Button, Checkbox, Group, Modal, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { tell } from '../api/ask.ts'
import { useStartWork } from '../api/live-job.ts'
import { makeInert } from './inert-text.ts'
import { ProblemNote } from './problem-note.tsx'
import styles from './stay-dialog.module.css'

interface StayDialogProps {
  title: string
  /** What to tick when it is none. */
  none: string
  organisation: string
  /** Where the decision is told, below the API's root. */
  path: string
  /** Whether there is something to take back. */
  isDecided: boolean
  onClose: () => void
}

/** Says which organisation, from when to when, against all evidence. The stages after it run again, so that every page agrees. */
export function StayDialog({ title, none, path, isDecided, onClose, ...props }: StayDialogProps) {
  const [organisation, setOrganisation] = useState(makeInert(props.organisation))
  const [nobody, setNobody] = useState(false)
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  const decide = useDecision(path, onClose)
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
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
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
          label={none}
          checked={nobody}
          onChange={(event) => setNobody(event.currentTarget.checked)}
        />
        <Day label="From" note="Empty: ever since." value={from} onChange={setFrom} />
        <Day label="Until" note="That day not included. Empty: for good." value={to} onChange={setTo} />
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
        <Keys isBusy={decide.isPending} isDecided={isDecided} onTakeBack={() => decide.mutate('take back')} />
      </form>
    </Modal>
  )
}

interface KeysProps {
  isBusy: boolean
  isDecided: boolean
  onTakeBack: () => void
}

function Keys({ isBusy, isDecided, onTakeBack }: KeysProps) {
  return (
    <Group justify="space-between">
      <Button variant="default" disabled={!isDecided} loading={isBusy} onClick={onTakeBack}>
        Take back
      </Button>
      <Button type="submit" loading={isBusy}>
        This is so
      </Button>
    </Group>
  )
}

interface DayProps {
  label: string
  note: string
  value: string
  onChange: (day: string) => void
}

function Day({ label, note, value, onChange }: DayProps) {
  return (
    <TextInput
      type="date"
      label={label}
      description={note}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

interface Word {
  organisation: string
  from: string | null
  to: string | null
  reason: string
}

const toMoment = (day: string): string | null => (day === '' ? null : `${day}T00:00:00.000Z`)

/** Tells the server what was decided, or that the evidence holds again, and lets the later stages run. */
function useDecision(path: string, onDecided: () => void) {
  const questions = useQueryClient()
  const start = useStartWork()
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
