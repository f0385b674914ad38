import { Button, Group, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { OrganisationFact } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { useStartWork } from '../../api/live-job.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import styles from './organisations.module.css'

interface DecideFactProps {
  organisationId: string
  fact: OrganisationFact
  onClose: () => void
}

/** Says what an organisation is like, against lists, CRMs and rules. The stages run again, so that every page agrees. */
export function DecideFact({ organisationId, fact, onClose }: DecideFactProps) {
  const { choices } = fact
  const [value, setValue] = useState(makeInert(fact.value) || (choices[0]?.value ?? ''))
  const [scheme, setScheme] = useState(fact.fact === 'industry' ? makeInert(fact.scheme) : '')
  const [reason, setReason] = useState('')
  const decide = useDecision(
    `/organisations/${encodeURIComponent(organisationId)}/facts/${fact.fact}`,
    onClose,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    decide.mutate({ value: value.trim(), scheme: scheme.trim(), reason: reason.trim() })
  }
  return (
    <Modal opened onClose={onClose} title={fact.question} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} className={styles.dialog}>
        {choices.length === 0 ? (
          <TextInput
            label={fact.title}
            value={value}
            maxLength={500}
            required
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        ) : (
          <NativeSelect
            label={fact.title}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
            data={choices.map((choice) => ({ value: choice.value, label: choice.title }))}
          />
        )}
        {fact.fact === 'industry' ? (
          <TextInput
            label="Scheme"
            description="Of a code, e.g. NACE Rev. 2 or ISIC Rev. 4. Empty: the industry is in words."
            value={scheme}
            maxLength={100}
            onChange={(event) => setScheme(event.currentTarget.value)}
          />
        ) : null}
        <Textarea
          label="Why"
          description="For those who wonder later."
          rows={2}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {decide.error === null ? null : <ProblemNote error={decide.error} />}
        <Keys
          isBusy={decide.isPending}
          isDecided={fact.status === 'overridden'}
          onTakeBack={() => decide.mutate('take back')}
        />
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

interface Word {
  value: string
  scheme: string
  reason: string
}

/** Tells the server a fact, or that what is stated and inferred holds again, and lets the stages run. */
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
