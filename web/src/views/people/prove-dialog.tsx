import { Button, Group, Modal, NumberInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { IssuedClaim } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { makeInert, shorten } from '../../parts/inert-text.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import styles from './profile.module.css'

interface ProveDialogProps {
  aliasId: string
  called: string
  onClose: () => void
}

/** Makes a link for the holder of an alias; it is shown once, to be sent by whoever reads this. */
export function ProveDialog({ aliasId, called, onClose }: ProveDialogProps) {
  const questions = useQueryClient()
  const [second, setSecond] = useState('')
  const [days, setDays] = useState(14)
  const issue = useMutation({
    mutationFn: () =>
      tell<IssuedClaim>('POST', '/identity/claims', {
        alias: aliasId,
        days,
        ...(second.trim() === '' ? {} : { second: second.trim() }),
      }),
    onSuccess: () => questions.invalidateQueries(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    issue.mutate()
  }
  const who = shorten(makeInert(called), 80)
  return (
    <Modal opened onClose={onClose} title="Let them prove it" closeButtonProps={{ 'aria-label': 'Close' }}>
      {issue.data === undefined ? (
        <form onSubmit={submit} className={styles.evidence}>
          <p>
            Whoever holds {who} gets a link from you, and proves with it that another account is theirs, too.
            What is proved outranks what is only likely.
          </p>
          <TextInput
            label="Which other account"
            description="If you know: its page, an address, or where and who (github/jane). Else they say it."
            value={second}
            maxLength={300}
            onChange={(event) => setSecond(event.currentTarget.value)}
          />
          <NumberInput
            label="Good for days"
            value={days}
            min={1}
            max={90}
            allowDecimal={false}
            onChange={(value) => setDays(Number(value) || 14)}
          />
          {issue.error === null ? null : <ProblemNote error={issue.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={issue.isPending}>
              Make the link
            </Button>
          </Group>
        </form>
      ) : (
        <Issued issued={issue.data} who={who} />
      )}
    </Modal>
  )
}

function Issued({ issued: { link, code, notes }, who }: { issued: IssuedClaim; who: string }) {
  return (
    <div className={styles.evidence}>
      <p>Send this to {who} and to nobody else. It is shown only now.</p>
      <TextInput label="Link" value={link} readOnly onFocus={(event) => event.currentTarget.select()} />
      {code === null ? null : (
        <TextInput
          label="Code they write with the other account"
          value={code}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
      {notes.map((note) => (
        <p key={note} className={styles.faint}>
          {note}
        </p>
      ))}
    </div>
  )
}
