import { Button, Modal, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Target } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { useChange } from '../../api/use-change.ts'
import { countOf } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Section } from '../../parts/section.tsx'
import styles from './targets.module.css'

/** Who is reachable how, what they gain, what we say, and what we never do. */
export function Plan({ target }: { target: Target }) {
  const [isOpen, setOpen] = useState(false)
  const { plan, reach, reachable } = target
  const facts = [
    ['Owner', plan.owner],
    ['What they gain', plan.gain],
    ['What we say', plan.say],
    ['What we never do', plan.never.join('; ')],
    ...plan.channels.map(({ channel, message }): [string, string] => [`On ${channel}`, message]),
  ].filter(([, value]) => value !== '')
  return (
    <Section
      title="Plan"
      note={
        reach.length === 0
          ? 'No channel is known that they used in the last twelve months.'
          : `${countOf(reachable, 'member was', 'members were')} on a channel in the last twelve months: ${reach.map(({ channel, members }) => `${makeInert(channel)} ${members}`).join(', ')}.`
      }
      actions={
        <Button variant="default" onClick={() => setOpen(true)}>
          Change the plan
        </Button>
      }
    >
      <dl>
        {facts.map(([title, value]) => (
          <div key={title}>
            <dt>
              <strong>{makeInert(title ?? '')}</strong>
            </dt>
            <dd>{makeInert(value ?? '')}</dd>
          </div>
        ))}
      </dl>
      {isOpen ? <PlanDialog target={target} onClose={() => setOpen(false)} /> : null}
    </Section>
  )
}

function PlanDialog({ target: { segment, plan }, onClose }: { target: Target; onClose: () => void }) {
  const [owner, setOwner] = useState(plan.owner)
  const [gain, setGain] = useState(plan.gain)
  const [say, setSay] = useState(plan.say)
  const [never, setNever] = useState(plan.never.join('\n'))
  const path = `/targets/${encodeURIComponent(segment)}/plan`
  const written = {
    owner,
    gain,
    say,
    channels: plan.channels,
    never: never.split('\n').filter((line) => line.trim() !== ''),
  }
  const write = useChange(() => tell('PUT', path, { plan: written, reason: '' }), onClose)
  const takeBack = useChange(() => tell('DELETE', path), onClose)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    write.mutate(undefined)
  }
  return (
    <Modal opened onClose={onClose} title="The plan" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} className={styles.dialog}>
        <TextInput label="Owner" value={owner} onChange={(event) => setOwner(event.currentTarget.value)} />
        <Textarea
          label="What they gain"
          rows={2}
          value={gain}
          onChange={(event) => setGain(event.currentTarget.value)}
        />
        <Textarea
          label="What we say"
          rows={2}
          value={say}
          onChange={(event) => setSay(event.currentTarget.value)}
        />
        <Textarea
          label="What we never do"
          description="One on each line."
          rows={3}
          value={never}
          onChange={(event) => setNever(event.currentTarget.value)}
        />
        <Fault error={write.error ?? takeBack.error} />
        <div className={styles.keys}>
          <Button
            variant="default"
            disabled={!plan.isWritten}
            loading={takeBack.isPending}
            onClick={() => takeBack.mutate(undefined)}
          >
            Take back
          </Button>
          <Button type="submit" loading={write.isPending}>
            Keep
          </Button>
        </div>
      </form>
    </Modal>
  )
}

const Fault = ({ error }: { error: Error | null }) => (error === null ? null : <ProblemNote error={error} />)
