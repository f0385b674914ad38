import { Button, Group, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Organisation } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { useStartWork } from '../../api/live-job.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { nameNetworkClass } from '../../words.ts'
import styles from './organisations.module.css'

interface NetworkDialogProps {
  network: Organisation['logs']['networks'][number]
  /** Whose own it is held to be. */
  organisation: string
  onClose: () => void
}

const own = 'own'

/** Says whose a network is, against the file and the tables. The stages run again, so that every page agrees. */
export function NetworkDialog({ network, organisation, onClose }: NetworkDialogProps) {
  const [kind, setKind] = useState(network.class === 'unknown' || organisation !== '' ? own : network.class)
  const [name, setName] = useState(makeInert(organisation))
  const [reason, setReason] = useState('')
  const decide = useDecision(network.networkId, onClose)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    decide.mutate({
      ...(kind === own ? { organisation: name.trim() } : { class: kind }),
      reason: reason.trim(),
    })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Whose network is ${makeInert(network.name || network.domain) || 'this'}?`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit} className={styles.dialog}>
        <OwnerField kind={kind} name={name} onKind={setKind} onName={setName} />
        <Textarea
          label="Why"
          description="For those who wonder later."
          rows={2}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {decide.error === null ? null : <ProblemNote error={decide.error} />}
        <Group justify="space-between">
          <Button
            variant="default"
            disabled={!network.isDecided}
            loading={decide.isPending}
            onClick={() => decide.mutate('take back')}
          >
            Take back
          </Button>
          <Button type="submit" loading={decide.isPending}>
            This is so
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

interface OwnerFieldProps {
  kind: string
  name: string
  onKind: (kind: string) => void
  onName: (name: string) => void
}

/** What a network is, and whose, if it is somebody’s own. */
function OwnerField({ kind, name, onKind, onName }: OwnerFieldProps) {
  return (
    <>
      <NativeSelect
        label="What it is"
        description="Addresses of providers are their customers’, so they name nobody."
        value={kind}
        onChange={(event) => onKind(event.currentTarget.value)}
        data={[
          { value: own, label: 'An organisation’s own' },
          ...['isp', 'hosting', 'vpn', 'unknown'].map((value) => ({
            value,
            label: nameNetworkClass(value),
          })),
        ]}
      />
      {kind === own ? (
        <TextInput
          label="Organisation"
          description="Its name or its domain."
          value={name}
          maxLength={200}
          required
          onChange={(event) => onName(event.currentTarget.value)}
        />
      ) : null}
    </>
  )
}

/** Tells the server what a network is, or that the file and the tables say again, and lets the stages run. */
function useDecision(networkId: string, onDecided: () => void) {
  const questions = useQueryClient()
  const start = useStartWork()
  const path = `/networks/${encodeURIComponent(networkId)}`
  return useMutation({
    mutationFn: async (word: { organisation?: string; class?: string; reason: string } | 'take back') => {
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
