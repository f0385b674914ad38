import { Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { DecisionDialog } from './decision-dialog.tsx'
import { makeInert } from './inert-text.ts'

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

/** Says which organisation, from when to when, against all evidence. */
export function StayDialog({ none, organisation: before, ...dialog }: StayDialogProps) {
  const [organisation, setOrganisation] = useState(makeInert(before))
  const [nobody, setNobody] = useState(false)
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  return (
    <DecisionDialog
      {...dialog}
      word={{ organisation: nobody ? '' : organisation.trim(), from: toMoment(from), to: toMoment(to) }}
      note="People and segments are then worked out again; that takes a moment."
    >
      <TextInput
        label="Organisation"
        description="Its name, or a domain of it."
        value={organisation}
        maxLength={200}
        required={!nobody}
        disabled={nobody}
        onChange={(event) => setOrganisation(event.currentTarget.value)}
      />
      <Checkbox label={none} checked={nobody} onChange={(event) => setNobody(event.currentTarget.checked)} />
      <Day label="From" note="Empty: ever since." value={from} onChange={setFrom} />
      <Day label="Until" note="That day not included. Empty: for good." value={to} onChange={setTo} />
    </DecisionDialog>
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

const toMoment = (day: string): string | null => (day === '' ? null : `${day}T00:00:00.000Z`)
