import { Button, Modal, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Target, Targets } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { useChange } from '../../api/use-change.ts'
import { countOf } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Section } from '../../parts/section.tsx'
import { WideTable } from '../../parts/wide-table.tsx'
import styles from './targets.module.css'

type Criteria = Targets['settings']['criteria']

/** How much a target matters, as people here score it. */
export function Ratings({ target, criteria }: { target: Target; criteria: Criteria }) {
  const [isOpen, setOpen] = useState(false)
  const { segment, ratings } = target
  const takeBack = useChange((rater: string) =>
    tell('DELETE', `/targets/${encodeURIComponent(segment)}/ratings/${encodeURIComponent(rater)}`),
  )
  return (
    <Section
      title={`Importance, rated by ${countOf(ratings.length, 'person', 'people')}`}
      note="At least two people rate each criterion from 0 to 4, by themselves."
      actions={
        <Button variant="default" onClick={() => setOpen(true)}>
          Rate
        </Button>
      }
    >
      {takeBack.error === null ? null : <ProblemNote error={takeBack.error} />}
      {ratings.length === 0 ? null : (
        <WideTable label="Ratings">
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Rater</th>
                {criteria.map(({ name, title }) => (
                  <th key={name} scope="col" data-figures="true">
                    {makeInert(title)}
                  </th>
                ))}
                <th scope="col">Change</th>
              </tr>
            </thead>
            <tbody>
              {ratings.map(({ rater, scores }) => (
                <tr key={rater}>
                  <th scope="row">{makeInert(rater)}</th>
                  {criteria.map(({ name }) => (
                    <td key={name} data-figures="true">
                      {scores[name] ?? 'none'}
                    </td>
                  ))}
                  <td>
                    <Button
                      size="compact-sm"
                      variant="default"
                      loading={takeBack.isPending}
                      onClick={() => takeBack.mutate(rater)}
                    >
                      Take back
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </WideTable>
      )}
      {isOpen ? <RateDialog target={target} criteria={criteria} onClose={() => setOpen(false)} /> : null}
    </Section>
  )
}

interface RateDialogProps {
  target: Target
  criteria: Criteria
  onClose: () => void
}

function RateDialog({ target, criteria, onClose }: RateDialogProps) {
  const [rater, setRater] = useState('')
  const [scores, setScores] = useState<Readonly<Record<string, number>>>(
    Object.fromEntries(criteria.map(({ name }) => [name, 2])),
  )
  const path = `/targets/${encodeURIComponent(target.segment)}/ratings/${encodeURIComponent(rater.trim())}`
  const rate = useChange(() => tell('PUT', path, { scores, reason: '' }), onClose)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    rate.mutate(undefined)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={`How much does “${makeInert(target.title)}” matter?`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit} className={styles.dialog}>
        <TextInput
          label="Who rates"
          required
          maxLength={200}
          value={rater}
          onChange={(event) => setRater(event.currentTarget.value)}
        />
        {criteria.map(({ name, title, none, full }) => (
          <NativeSelect
            key={name}
            label={makeInert(title)}
            description={`0: ${makeInert(none)}; 4: ${makeInert(full)}`}
            data={['0', '1', '2', '3', '4']}
            value={String(scores[name] ?? 2)}
            onChange={(event) => setScores({ ...scores, [name]: Number(event.currentTarget.value) })}
          />
        ))}
        {rate.error === null ? null : <ProblemNote error={rate.error} />}
        <Button type="submit" loading={rate.isPending}>
          Rate
        </Button>
      </form>
    </Modal>
  )
}
