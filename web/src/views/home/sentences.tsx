import { Button } from '@mantine/core'
import { IconArrowRight, IconTrendingUp } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import type { Home } from '../../../../src/serve/http/contract.ts'
import { useStartWork } from '../../api/live-job.ts'
import { HrefLink } from '../../parts/href-link.tsx'
import { makeInert } from '../../parts/inert-text.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import styles from './home.module.css'

type Sentence = Home['sentences'][number]

/** What asks for a hand: trouble, and a source that is missing. */
const isStep = (sentence: Sentence): boolean =>
  sentence.tone === 'attention' || sentence.href === '/sources/add'

/** What is so: the first sentence large, because it is the most important one. */
export function Findings({ sentences }: { sentences: readonly Sentence[] }) {
  const findings = sentences.filter((sentence) => !isStep(sentence))
  if (findings.length === 0)
    return <p className={styles.finding}>There is nothing to tell yet. Collect first.</p>
  return (
    <ul className={styles.findings}>
      {findings.map((sentence) => (
        <li key={sentence.text} className={styles.finding}>
          {sentence.tone === 'good' ? (
            <IconTrendingUp size={20} aria-label="Good:" className={styles.good} />
          ) : null}
          <Told sentence={sentence} />
        </li>
      ))}
    </ul>
  )
}

/** What to do: what deserves attention, and work that waits. */
export function NextSteps({ sentences, stages }: { sentences: readonly Sentence[]; stages: Home['stages'] }) {
  const id = useId()
  const steps = sentences.filter(isStep)
  const stale = stages.filter((stage) => stage.stale).map((stage) => stage.stage)
  return (
    <section aria-labelledby={id} className={styles.next}>
      <h2 id={id}>What to do next</h2>
      {steps.length === 0 && stale.length === 0 ? (
        <p>Nothing presses. Look around among the people.</p>
      ) : null}
      <ul>
        {steps.map((sentence) => (
          <li key={sentence.text}>
            <Told sentence={sentence} />
          </li>
        ))}
      </ul>
      {stale.length === 0 ? null : <BringUpToDate stale={stale} />}
    </section>
  )
}

function Told({ sentence }: { sentence: Sentence }) {
  const text = makeInert(sentence.text)
  if (sentence.href === null || !sentence.href.startsWith('/')) return <span>{text}</span>
  return (
    <HrefLink href={sentence.href} className={styles.told}>
      {text} <IconArrowRight size={16} aria-hidden className={styles.arrow} />
    </HrefLink>
  )
}

/** The sentence above it says why. */
function BringUpToDate({ stale }: { stale: readonly string[] }) {
  const start = useStartWork()
  const begin = useMutation({
    mutationFn: () => start({ stages: stages.slice(stages.findIndex((stage) => stale.includes(stage))) }),
  })
  return (
    <div className={styles.stale}>
      <Button size="xs" loading={begin.isPending} onClick={() => begin.mutate()}>
        Bring people and groups up to date
      </Button>
      {begin.error === null ? null : <ProblemNote error={begin.error} />}
    </div>
  )
}

const stages: ('collect' | 'resolve' | 'segment')[] = ['collect', 'resolve', 'segment']
