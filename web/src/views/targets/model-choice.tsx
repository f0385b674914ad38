import { Button, Radio } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ChosenModel } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { askBusinessModels } from '../../api/questions.ts'
import { countOf } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Section } from '../../parts/section.tsx'
import { WaitingLines } from '../../parts/waiting.tsx'
import styles from './targets.module.css'

/** Asks how the community's work is paid for, and shows what that begins with before anything is published. */
export function ModelChoice() {
  const { data, error } = useQuery(askBusinessModels())
  const [model, setModel] = useState('')
  const questions = useQueryClient()
  const choose = useMutation({
    mutationFn: (isTrial: boolean) =>
      tell<ChosenModel>('POST', '/business-model', { model, isTrial, reason: '' }),
    onSuccess: (_answer, isTrial) => (isTrial ? undefined : questions.invalidateQueries()),
  })
  if (error !== null) return <ProblemNote error={error} />
  if (data === undefined) return <WaitingLines lines={4} height={48} />
  return (
    <Section title="What is your business model?">
      <Radio.Group
        label="It says which groups matter first. Everything it brings can be changed afterwards."
        value={model}
        onChange={(chosen) => {
          setModel(chosen)
          choose.reset()
        }}
      >
        <div className={styles.models}>
          {data.items.map((one) => (
            <Radio key={one.model} value={one.model} label={one.title} description={one.sentence} />
          ))}
        </div>
      </Radio.Group>
      {choose.error === null ? null : <ProblemNote error={choose.error} />}
      {choose.data?.isTrial === true ? <Beginning chosen={choose.data} /> : null}
      <div className={styles.keys}>
        <Button
          variant="default"
          disabled={model === ''}
          loading={choose.isPending}
          onClick={() => choose.mutate(true)}
        >
          Show what it begins with
        </Button>
        <Button
          disabled={choose.data?.isTrial !== true}
          loading={choose.isPending}
          onClick={() => choose.mutate(false)}
        >
          Begin with this
        </Button>
      </div>
    </Section>
  )
}

function Beginning({ chosen }: { chosen: ChosenModel }) {
  return (
    <div role="status">
      <p>
        {countOf(chosen.published.length, 'segment', 'segments')} would be published
        {chosen.kept.length === 0 ? '' : `; ${countOf(chosen.kept.length, 'is', 'are')} there already`}.
      </p>
      <ul>
        {chosen.published.map(({ name, sentence, total }) => (
          <li key={name}>
            {makeInert(sentence)} {countOf(total, 'member', 'members')} today.
          </li>
        ))}
      </ul>
    </div>
  )
}
