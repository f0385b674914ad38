import { Button } from '@mantine/core'
import { IconKeyboard } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useStartWork } from '../../../api/live-job.ts'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { countOf, formatCount } from '../../../parts/figures.ts'
import { makeInert } from '../../../parts/inert-text.ts'
import { Page } from '../../../parts/page.tsx'
import { ProblemNote } from '../../../parts/problem-note.tsx'
import { WaitingLines } from '../../../parts/waiting.tsx'
import { ConsequencesDialog } from '../consequences-dialog.tsx'
import { Pair } from './pair.tsx'
import { Queue } from './queue.tsx'
import styles from './review.module.css'
import { KeysDialog, type ReviewKey, useReviewKeys } from './review-keys.tsx'
import { type ReviewState, useReview } from './use-review.ts'

/** Are these two one person? One pair after the other, dearest first. */
export function ReviewPage() {
  const review = useReview()
  const [dialog, setDialog] = useState<'keys' | 'consequences' | null>(null)
  const [isOn, setOn] = useState(() => localStorage.getItem('review-keys') !== 'off')
  const pair = review.open[review.at]
  useReviewKeys(isOn && dialog === null, (key) => {
    if (key === '?') setDialog('keys')
    else if (key === 'p' && pair !== undefined) setDialog('consequences')
    else obey(review, key)
  })
  const switchKeys = (on: boolean) => {
    setOn(on)
    localStorage.setItem('review-keys', on ? 'on' : 'off')
  }
  return (
    <Page
      title="Who is who"
      above={<Link to="/people">People</Link>}
      lead="On top: pairs where leaving two apart would probably credit the most events to the wrong person."
      actions={
        <>
          <Apply review={review} />
          <Button
            variant="default"
            leftSection={<IconKeyboard size={18} aria-hidden />}
            onClick={() => setDialog('keys')}
          >
            Keys
          </Button>
        </>
      }
    >
      <p role="status" className={styles.said}>
        {review.said}
      </p>
      <Notes review={review} />
      <Body review={review} onPreview={() => setDialog('consequences')} />
      {dialog === 'keys' ? (
        <KeysDialog isOn={isOn} onSwitch={switchKeys} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'consequences' && pair !== undefined ? (
        <ConsequencesDialog
          title="If they were the same"
          body={{ decisions: [{ a: pair.aliasA, b: pair.aliasB, verdict: 'same' }] }}
          action="They are the same"
          onConfirm={async (reason) => review.answer('same', reason, [pair])}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </Page>
  )
}

function obey(review: ReviewState, key: ReviewKey): void {
  const pair = review.open[review.at]
  if (key === 's') review.answer('same')
  if (key === 'd') review.answer('different')
  if (key === 'u') review.answer('later')
  if (key === 'z') review.undo()
  if (key === 'x' && pair !== undefined) review.choose(pair)
  if (key === 'ArrowDown') review.move(1)
  if (key === 'ArrowUp') review.move(-1)
}

function Notes({ review }: { review: ReviewState }) {
  return (
    <>
      {review.refusal === null ? null : <ProblemNote error={review.refusal} />}
      {review.notes.map((note) => (
        <p key={note} role="alert" className={styles.note}>
          {makeInert(note)}
        </p>
      ))}
    </>
  )
}

function Body({ review, onPreview }: { review: ReviewState; onPreview: () => void }) {
  if (review.error !== null) return <ProblemNote error={review.error} onRetry={() => void review.refetch()} />
  if (!review.isReady) return <WaitingLines lines={4} height={60} />
  const pair = review.open[review.at]
  if (pair === undefined) return <NothingOpen review={review} />
  const { size } = review.chosen
  const many = size > 0 ? ` (${formatCount(size)})` : ''
  return (
    <div className={styles.desk}>
      <Queue review={review} />
      <section className={styles.pair} aria-label="The pair looked at">
        <Progress review={review} />
        <Pair pair={pair} />
        <div className={styles.answers}>
          <Button onClick={() => review.answer('same')} aria-keyshortcuts="s">
            Same{many}
          </Button>
          <Button variant="outline" onClick={() => review.answer('different')} aria-keyshortcuts="d">
            Different{many}
          </Button>
          <Button variant="default" onClick={() => review.answer('later')} aria-keyshortcuts="u">
            Not sure{many}
          </Button>
          <Button
            variant="default"
            onClick={review.undo}
            disabled={review.last === undefined}
            aria-keyshortcuts="z"
          >
            Undo
          </Button>
          <Button variant="subtle" onClick={onPreview} aria-keyshortcuts="p">
            What would change?
          </Button>
        </div>
      </section>
    </div>
  )
}

function Progress({ review }: { review: ReviewState }) {
  const { decided, later, total } = review
  return (
    <div className={styles.progress}>
      <progress max={Math.max(1, total)} value={decided} aria-label="Pairs decided" />
      <span>
        {formatCount(decided)} of {formatCount(total)} decided
        {later > 0 ? `, ${formatCount(later)} left for later` : ''}
      </span>
    </div>
  )
}

/** Lets the stages run on what was decided; how far they are is shown where all work is. */
function Apply({ review }: { review: ReviewState }) {
  const start = useStartWork()
  const [problem, setProblem] = useState<unknown>(null)
  if (problem !== null) return <ProblemNote error={problem} />
  if (review.decided === 0) return null
  const apply = () =>
    start({ stages: ['resolve', 'segment'] }).then(() => {
      setProblem(null)
      review.begin()
    }, setProblem)
  return (
    <Button onClick={() => void apply()}>Work out {countOf(review.decided, 'decision', 'decisions')}</Button>
  )
}

function NothingOpen({ review }: { review: ReviewState }) {
  if (review.later > 0)
    return (
      <EmptyState
        title={`${countOf(review.later, 'pair is', 'pairs are')} left for later`}
        action={<Button onClick={review.bringBack}>Look at them again</Button>}
      >
        Every other pair is decided. What is left stays apart until somebody is sure.
      </EmptyState>
    )
  if (review.decided > 0)
    return (
      <EmptyState
        title="Every pair is decided"
        action={
          <Button variant="default" onClick={review.undo}>
            Undo the last answer
          </Button>
        }
      >
        {countOf(review.decided, 'decision waits', 'decisions wait')} to be worked out: press the button
        above. People, rungs and segments follow then.
      </EmptyState>
    )
  return (
    <EmptyState
      title="Nobody here may be somebody else"
      action={<Button renderRoot={(props) => <Link to="/sources/add" {...props} />}>Add a source</Button>}
    >
      Here would stand pairs of people who look alike, but not alike enough to be sure. There are none now: XX
    </EmptyState>
  )
}
