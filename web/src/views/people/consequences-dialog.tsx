import { Button, Group, Modal, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { DecisionsPreview } from '../../../../src/serve/http/contract.ts'
import { askConsequences } from '../../api/questions.ts'
import { countOf } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Name } from '../../parts/name.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { WaitingLines } from '../../parts/waiting.tsx'
import { nameRung } from '../../words.ts'
import styles from './profile.module.css'

interface ConsequencesDialogProps {
  title: string
  /** What would be decided, as the API takes it. */
  body: object
  action: string
  onConfirm: (reason: string, preview: DecisionsPreview | undefined) => Promise<unknown>
  onClose: () => void
  /** What can still be chosen. */
  children?: ReactNode
}

/** Who would be who after a decision, before it is taken. */
export function ConsequencesDialog({
  title,
  body,
  action,
  onConfirm,
  onClose,
  children,
}: ConsequencesDialogProps) {
  const { data, error } = useQuery(askConsequences(body))
  const [reason, setReason] = useState('')
  const confirm = useMutation({ mutationFn: () => onConfirm(reason.trim(), data), onSuccess: onClose })
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }} size="lg">
      <div className={styles.dialog}>
        {children}
        {error !== null ? <ProblemNote error={error} /> : null}
        {data === undefined ? (
          error === null ? (
            <WaitingLines lines={2} height={40} />
          ) : null
        ) : (
          <Consequences preview={data} />
        )}
        <Textarea
          label="Why"
          description="For those who wonder later."
          rows={2}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {confirm.error === null ? null : <ProblemNote error={confirm.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button loading={confirm.isPending} disabled={data === undefined} onClick={() => confirm.mutate()}>
            {action}
          </Button>
        </Group>
      </div>
    </Modal>
  )
}

function Consequences({ preview: { sentence, before, after, notes } }: { preview: DecisionsPreview }) {
  return (
    <>
      <p>{sentence}</p>
      <div>
        <h3 className={styles.subtitle}>Now</h3>
        <ul className={styles.evidence}>
          {before.map((person) => (
            <li key={person.personId}>
              <Name text={person.name} />: {countOf(person.events, 'event', 'events')} under{' '}
              {countOf(person.aliases, 'alias', 'aliases')},{' '}
              {person.state === null ? 'on no rung' : `on ${person.state} ${nameRung(person.state)}`}
              {person.segments.length === 0 ? null : (
                <span className={styles.faint}> · in {person.segments.map(makeInert).join(', ')}</span>
              )}
            </li>
          ))}
        </ul>
        <h3 className={styles.subtitle}>Then</h3>
        <ul className={styles.evidence}>
          {after.map((person) => (
            <li key={person.aliasList[0]?.aliasId ?? person.personId}>
              <Name text={person.name} />: {countOf(person.events, 'event', 'events')} under{' '}
              {countOf(person.aliases, 'alias', 'aliases')}
              {person.personId === null ? ', somebody new' : ''}
            </li>
          ))}
        </ul>
      </div>
      {notes.map((note) => (
        <p key={note} className={styles.faint}>
          {makeInert(note)}
        </p>
      ))}
    </>
  )
}
