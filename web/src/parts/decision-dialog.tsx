import { Button, Group, Modal, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { tell } from '../api/ask.ts'
import { useStartWork } from '../api/live-job.ts'
import styles from './decision-dialog.module.css'
import { ProblemNote } from './problem-note.tsx'

interface DecisionDialogProps {
  title: string
  /** Where the decision is told and taken back, below the API's root. */
  path: string
  /** What is decided; the reason comes with it. */
  word: Readonly<Record<string, string | null>>
  /** Whether there is something to take back. */
  isDecided: boolean
  /** What the key says that decides. */
  agree?: string
  /** What comes of it. */
  note?: string
  /** The fields that say what is so. */
  children: ReactNode
  onClose: () => void
}

/** Says what is so, against all evidence, and why; or takes that back. The stages run again, so that every page agrees. */
export function DecisionDialog({ title, path, word, isDecided, onClose, ...props }: DecisionDialogProps) {
  const [reason, setReason] = useState('')
  const decide = useDecision(path, onClose)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    decide.mutate({ ...word, reason: reason.trim() })
  }
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} className={styles.dialog}>
        {props.children}
        <Textarea
          label="Why"
          description="For those who wonder later."
          rows={2}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {props.note === undefined ? null : <p className={styles.faint}>{props.note}</p>}
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
            {props.agree ?? 'This is so'}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

/** Tells the server what was decided, or that the evidence holds again, and lets the later stages run. */
function useDecision(path: string, onDecided: () => void) {
  const questions = useQueryClient()
  const start = useStartWork()
  return useMutation({
    mutationFn: async (word: object | 'take back') => {
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
