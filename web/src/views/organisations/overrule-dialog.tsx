import { Button, Group, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Organisation } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { useStartWork } from '../../api/live-job.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { domainKinds, nameKind } from '../../words.ts'
import styles from './organisations.module.css'

interface OverruleDialogProps {
  domain: Pick<Organisation['domains'][number], 'domain' | 'kind' | 'reason'>
  organisation: string
  onClose: () => void
}

/** Says what a domain is, against the tables. The stages after it run again, so that every page agrees. */
export function OverruleDialog({ domain, organisation, onClose }: OverruleDialogProps) {
  const [kind, setKind] = useState(domain.kind)
  const [name, setName] = useState(makeInert(organisation))
  const [reason, setReason] = useState('')
  const decide = useDecision(domain.domain, onClose)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    decide.mutate({ kind, organisation: name.trim(), reason: reason.trim() })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={`What is ${makeInert(domain.domain)}?`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit} className={styles.dialog}>
        <NativeSelect
          label="Kind"
          description="Free mail, forges and forwarders are nobody’s employer: their people lose this organisation."
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value)}
          data={[...new Set([domain.kind, ...domainKinds])].map((value) => ({
            value,
            label: nameKind(value),
          }))}
        />
        <TextInput
          label="Name of the organisation"
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea
          label="Why"
          description="For those who wonder later."
          rows={2}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <p className={styles.faint}>
          People and segments are then worked out again; that takes a moment. “Take back” returns to what the
          tables say.
        </p>
        {decide.error === null ? null : <ProblemNote error={decide.error} />}
        <Group justify="space-between">
          <Button variant="default" loading={decide.isPending} onClick={() => decide.mutate('take back')}>
            Take back
          </Button>
          <Button type="submit" loading={decide.isPending}>
            This is what it is
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

interface Override {
  kind: string
  organisation: string
  reason: string
}

/** Tells the server what a domain is, or that the tables hold again, and lets the later stages run. */
function useDecision(domain: string, onDecided: () => void) {
  const questions = useQueryClient()
  const start = useStartWork()
  const path = `/domains/${encodeURIComponent(domain)}`
  return useMutation({
    mutationFn: async (word: Override | 'take back') => {
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
