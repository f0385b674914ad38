import { Button, Group, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { PersonAttribute } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { useStartWork } from '../../api/live-job.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import styles from './profile.module.css'

interface DecideAttributeProps {
  personId: string
  attribute: PersonAttribute
  onClose: () => void
}

/** Says what somebody is, against evidence and answers. The stages run again, so that every page agrees. */
export function DecideAttribute({ personId, attribute, onClose }: DecideAttributeProps) {
  const { choices } = attribute
  const known = attribute.values.map(({ value }) => value).filter((value) => value !== 'unknown')
  const [value, setValue] = useState(
    choices.length === 0 ? known.join('; ') : (known[0] ?? choices[0]?.value ?? ''),
  )
  const [reason, setReason] = useState('')
  const decide = useDecision(`/people/${personId}/attributes/${attribute.attribute}`, onClose)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    decide.mutate({ value: value.trim(), reason: reason.trim() })
  }
  return (
    <Modal opened onClose={onClose} title={attribute.question} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} className={styles.evidence}>
        {choices.length === 0 ? (
          <TextInput
            label={attribute.title}
            description="Several are separated by semicolons."
            value={value}
            maxLength={1000}
            required
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        ) : (
          <NativeSelect
            label={attribute.title}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
            data={choices.map((choice) => ({
              value: choice.value,
              label: `${choice.title}: ${choice.phrase}`,
            }))}
          />
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
        <Group justify="space-between">
          {attribute.values.some(isDecided) ? (
            <Button variant="default" loading={decide.isPending} onClick={() => decide.mutate('take back')}>
              Take back
            </Button>
          ) : (
            <span />
          )}
          <Button type="submit" loading={decide.isPending}>
            This is what it is
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

const isDecided = ({ status }: PersonAttribute['values'][number]): boolean => status === 'overridden'

/** Tells the server what an attribute is, or that the evidence holds again, and lets the stages run. */
function useDecision(path: string, onDecided: () => void) {
  const questions = useQueryClient()
  const start = useStartWork()
  return useMutation({
    mutationFn: async (word: { value: string; reason: string } | 'take back') => {
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
