import { Button, Group, Modal, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Decided, OrganisationsPreview } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { useStartWork } from '../../api/live-job.ts'
import { askOrganisationsPreview, organisationsPreviewKey as previewKey } from '../../api/questions.ts'
import { countOf } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Name } from '../../parts/name.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { WaitingLines } from '../../parts/waiting.tsx'
import styles from './organisations.module.css'

interface MovesDialogProps {
  title: string
  /** What would be decided, as the API takes it; undefined while there is still something to choose. */
  body: object | undefined
  /** Where it is told, below the API's root. */
  path: string
  action: string
  onClose: () => void
  /** What can be chosen. */
  children?: ReactNode
}

/** Which people and acts would move, before it is decided. The stages after it run again, so that every page agrees. */
export function MovesDialog({ title, body, path, action, onClose, children }: MovesDialogProps) {
  const { data, error } = useQuery({
    ...askOrganisationsPreview(body ?? {}),
    enabled: body !== undefined,
    // What would move is asked anew each time, never remembered.
    gcTime: 0,
    retry: false,
  })
  const [reason, setReason] = useState('')
  const decide = useDecision(path, onClose)
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }} size="lg">
      <div className={styles.dialog}>
        {children}
        {error === null ? null : <ProblemNote error={error} />}
        {body === undefined || error !== null ? null : data === undefined ? (
          <WaitingLines lines={2} height={40} />
        ) : (
          <Moves preview={data} />
        )}
        <Textarea
          label="Why"
          description="For those who wonder later."
          rows={2}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {decide.error === null ? null : <ProblemNote error={decide.error} />}
        {decide.data?.map((note) => (
          <p key={note}>{makeInert(note)}</p>
        ))}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button
            loading={decide.isPending}
            disabled={body === undefined || data === undefined || error !== null}
            onClick={() => decide.mutate({ ...body, reason: reason.trim() })}
          >
            {action}
          </Button>
        </Group>
      </div>
    </Modal>
  )
}

function Moves({ preview: { sentence, before, after, notes } }: { preview: OrganisationsPreview }) {
  const size = ({ people, events }: { people: number; events: number }) =>
    `${countOf(people, 'person', 'people')}, ${countOf(events, 'event', 'events')}`
  return (
    <>
      <p>{makeInert(sentence)}</p>
      <div>
        <h3 className={styles.subtitle}>Now</h3>
        <ul className={styles.places}>
          {before.map((one) => (
            <li key={one.organisationId}>
              <Name text={one.name} />: {size(one)}
            </li>
          ))}
        </ul>
        <h3 className={styles.subtitle}>Then</h3>
        <ul className={styles.places}>
          {after.map((one) => (
            <li key={`${one.organisationId} ${one.name}`}>
              <Name text={one.name} />: {size(one)}{' '}
              <span className={styles.faint}>
                {[one.domainList.map(makeInert).join(', '), one.names.slice(0, 10).map(makeInert).join(', ')]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      </div>
      {notes.map((note) => (
        <p key={note} className={styles.faint}>
          {note}
        </p>
      ))}
    </>
  )
}

/** Tells the server, and lets the stages run; notes on what has no effect stay on screen. */
function useDecision(path: string, onDecided: () => void) {
  const questions = useQueryClient()
  const start = useStartWork()
  return useMutation({
    mutationFn: async (body: object) => {
      const { notes } = await tell<Decided>('POST', path, body)
      await start({ stages: ['resolve', 'segment'] })
      return notes
    },
    onSuccess: async (notes) => {
      if (notes.length === 0) onDecided()
      // What was just decided cannot be previewed again.
      await questions.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== previewKey })
    },
  })
}
