import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Source } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Section } from '../../parts/section.tsx'
import { When } from '../../parts/when.tsx'
import styles from './sources.module.css'

const simple = ['off', 'hourly', 'daily', 'weekly']
const choices = [
  { value: 'off', label: 'only when somebody asks' },
  { value: 'hourly', label: 'every hour' },
  { value: 'daily', label: 'every night' },
  { value: 'weekly', label: 'every Monday night' },
  { value: 'cron', label: 'at other times (cron)' },
]

/** When the source is read by itself, and when next. */
export function Schedule({ source }: { source: Source }) {
  const questions = useQueryClient()
  const kept = source.schedule ?? 'off'
  const [choice, setChoice] = useState(simple.includes(kept) ? kept : 'cron')
  const change = useMutation({
    mutationFn: (schedule: string) =>
      tell<Source>('PATCH', `/sources/${encodeURIComponent(source.id)}`, { schedule }),
    onSuccess: () => questions.invalidateQueries(),
  })
  const choose = (value: string) => {
    setChoice(value)
    if (value !== 'cron') change.mutate(value)
  }
  if (source.form === 'push')
    return (
      <Section title="When it is read">
        <p>What is sent to it is taken in as it comes, within seconds.</p>
      </Section>
    )
  return (
    <Section title="When it is read">
      <div className={styles.schedule}>
        <NativeSelect
          label="It is read"
          data={choices}
          value={choice}
          onChange={(event) => choose(event.currentTarget.value)}
        />
        {choice === 'cron' ? (
          <CronField
            kept={simple.includes(kept) ? '' : kept}
            waiting={change.isPending}
            onKeep={change.mutate}
          />
        ) : null}
      </div>
      <p role="status">
        {source.nextRun === null ? (
          'It is not read by itself.'
        ) : (
          <>
            Next: <When at={source.nextRun} precise />, while this program runs
            {simple.includes(kept) ? '' : ` (${makeInert(kept)})`}. After a run that broke it is tried again
            sooner, then ever later.
          </>
        )}
      </p>
      {change.error === null ? null : <ProblemNote error={change.error} />}
    </Section>
  )
}

interface CronFieldProps {
  kept: string
  waiting: boolean
  onKeep: (schedule: string) => void
}

function CronField({ kept, waiting, onKeep }: CronFieldProps) {
  const [cron, setCron] = useState(kept)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onKeep(cron)
  }
  return (
    <form onSubmit={submit} className={styles.schedule}>
      <TextInput
        label="Five fields of cron"
        placeholder="30 4 * * 1-5"
        value={cron}
        onChange={(event) => setCron(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
      />
      <Button type="submit" variant="default" loading={waiting} disabled={cron.trim() === ''}>
        Keep these times
      </Button>
    </form>
  )
}
