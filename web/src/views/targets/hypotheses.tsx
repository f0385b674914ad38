import { Button, Modal, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Hypothesis, Target } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { useChange } from '../../api/use-change.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Section } from '../../parts/section.tsx'
import styles from './targets.module.css'

/** What is believed to come of a target, how it would show, and whether it did. */
export function Hypotheses({ target }: { target: Target }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Section
      title="Value hypotheses"
      note="What we believe they bring, with a measure, a goal and a day; afterwards it is kept or dropped."
      actions={
        <Button variant="default" onClick={() => setOpen(true)}>
          Add a hypothesis
        </Button>
      }
    >
      {target.hypotheses.map((hypothesis) => (
        <One key={hypothesis.id} hypothesis={hypothesis} />
      ))}
      {isOpen ? <NewHypothesis segment={target.segment} onClose={() => setOpen(false)} /> : null}
    </Section>
  )
}

function One({ hypothesis }: { hypothesis: Hypothesis }) {
  const { id, sentence, measure, target, due, verdict } = hypothesis
  const [isOpen, setOpen] = useState(false)
  const reopen = useChange(() => tell('POST', pathOf(id), { verdict: null }))
  return (
    <div>
      <p>
        <strong>{makeInert(sentence)}</strong> {makeInert(measure)}: {makeInert(target)} by {due}.{' '}
        {verdict === null
          ? 'Open.'
          : `${titles[verdict.verdict]} by ${makeInert(verdict.by)}: ${makeInert(verdict.reason)}`}
      </p>
      {reopen.error === null ? null : <ProblemNote error={reopen.error} />}
      <div className={styles.keys}>
        {verdict === null ? (
          <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
            Judge
          </Button>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            loading={reopen.isPending}
            onClick={() => reopen.mutate(undefined)}
          >
            Open it again
          </Button>
        )}
      </div>
      {isOpen ? <Judgement id={id} onClose={() => setOpen(false)} /> : null}
    </div>
  )
}

const titles = { kept: 'Kept', dropped: 'Dropped' } as const
const pathOf = (id: string): string => `/hypotheses/${encodeURIComponent(id)}/verdict`

function Judgement({ id, onClose }: { id: string; onClose: () => void }) {
  const [verdict, setVerdict] = useState('kept')
  const [by, setBy] = useState('')
  const [reason, setReason] = useState('')
  const judge = useChange(() => tell('POST', pathOf(id), { verdict: { verdict, by, reason } }), onClose)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    judge.mutate(undefined)
  }
  return (
    <Modal opened onClose={onClose} title="Did it hold?" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} className={styles.dialog}>
        <NativeSelect
          label="Verdict"
          data={[
            { value: 'kept', label: 'It held: kept' },
            { value: 'dropped', label: 'It did not: dropped' },
          ]}
          value={verdict}
          onChange={(event) => setVerdict(event.currentTarget.value)}
        />
        <TextInput
          label="Who says so"
          required
          maxLength={200}
          value={by}
          onChange={(event) => setBy(event.currentTarget.value)}
        />
        <TextInput
          label="Why"
          required
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {judge.error === null ? null : <ProblemNote error={judge.error} />}
        <Button type="submit" loading={judge.isPending}>
          This is so
        </Button>
      </form>
    </Modal>
  )
}

const fields = [
  ['sentence', 'What we believe', 'Integrators cut our support cost.'],
  ['measure', 'How it would show', 'Support tickets a month'],
  ['target', 'Goal', 'Fewer than 40'],
  ['due', 'By', '2027-06-30'],
  ['program', 'Program, if one serves it', ''],
] as const

function NewHypothesis({ segment, onClose }: { segment: string; onClose: () => void }) {
  const [written, setWritten] = useState<Readonly<Record<string, string>>>({})
  const add = useChange(() => {
    const said = Object.fromEntries(Object.entries(written).filter(([, value]) => value.trim() !== ''))
    return tell('POST', '/hypotheses', { hypothesis: { segment, ...said }, reason: '' })
  }, onClose)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate(undefined)
  }
  return (
    <Modal opened onClose={onClose} title="A value hypothesis" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} className={styles.dialog}>
        {fields.map(([key, label, example]) => (
          <TextInput
            key={key}
            label={label}
            placeholder={example}
            required={key !== 'program'}
            value={written[key] ?? ''}
            onChange={(event) => setWritten({ ...written, [key]: event.currentTarget.value })}
          />
        ))}
        {add.error === null ? null : <ProblemNote error={add.error} />}
        <Button type="submit" loading={add.isPending}>
          Add
        </Button>
      </form>
    </Modal>
  )
}
