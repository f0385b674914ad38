import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Quality } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { useStartWork } from '../../api/live-job.ts'
import { askQuality } from '../../api/questions.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { countOf } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Name } from '../../parts/name.tsx'
import { Page } from '../../parts/page.tsx'
import { PersonLink } from '../../parts/person-link.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Section } from '../../parts/section.tsx'
import { WaitingLines } from '../../parts/waiting.tsx'
import { OverruleDialog } from '../organisations/overrule-dialog.tsx'
import styles from './quality.module.css'

type Doubt = Quality['items'][number]

/** What is doubted about people and domains, what concerns most first; each with the place where it is mended. */
export function QualityPage() {
  const [offset, setOffset] = useState(0)
  const [domain, setDomain] = useState<string>()
  const { data, error, refetch } = useQuery(askQuality({ offset, limit: 50 }))
  return (
    <Page title="Data quality" lead={data === undefined ? undefined : sayDoubts(data)}>
      {error === null ? null : <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <WaitingLines lines={6} height={44} /> : null}
      {data?.total === 0 ? (
        <EmptyState title="Here will stand what is doubted about people and domains">
          Nothing is in doubt. It is looked at anew whenever it is worked out who is who.
        </EmptyState>
      ) : null}
      {data === undefined || data.total === 0 ? null : (
        <Section title="What concerns most acts first">
          <ul className={styles.doubts}>
            {data.items.map((doubt) => (
              <li key={`${doubt.kind} ${doubt.subjectId} ${doubt.aliases.join(' ')} ${doubt.sentence}`}>
                <DoubtLine doubt={doubt} onDecide={() => setDomain(doubt.subjectId)} />
              </li>
            ))}
          </ul>
          {data.total <= 50 ? null : (
            <nav className={styles.pages} aria-label="Pages of doubts">
              <Button
                variant="default"
                size="xs"
                disabled={offset === 0}
                onClick={() => setOffset(Math.max(0, offset - 50))}
              >
                Before
              </Button>
              <Button
                variant="default"
                size="xs"
                disabled={data.next === null}
                onClick={() => setOffset(data.next ?? offset)}
              >
                After
              </Button>
            </nav>
          )}
        </Section>
      )}
      {domain === undefined ? null : (
        <OverruleDialog
          key={domain}
          domain={{ domain, kind: 'unknown', reason: '' }}
          organisation=""
          onClose={() => setDomain(undefined)}
        />
      )}
    </Page>
  )
}

function DoubtLine({ doubt, onDecide }: { doubt: Doubt; onDecide: () => void }) {
  const [a, b] = doubt.aliases
  return (
    <>
      <span className={styles.kind}>{doubt.kind}</span>
      <span className={styles.words}>
        {doubt.subjectKind === 'person' ? (
          <PersonLink id={doubt.subjectId} name={doubt.name} />
        ) : (
          <strong>
            <Name text={doubt.name} />
          </strong>
        )}{' '}
        <span className={styles.faint}>{countOf(doubt.weight, 'act', 'acts')}</span>
        <span className={styles.sentence}>{makeInert(doubt.sentence)}</span>
      </span>
      {a === undefined || b === undefined ? null : <PairKeys a={a} b={b} />}
      {doubt.subjectKind === 'domain' ? (
        <Button
          variant="default"
          size="xs"
          onClick={onDecide}
          aria-label={`Decide what ${makeInert(doubt.name)} is`}
        >
          Decide…
        </Button>
      ) : (
        <Button
          variant="default"
          size="xs"
          renderRoot={(props) => <Link to="/people/$id" params={{ id: doubt.subjectId }} {...props} />}
        >
          Look
        </Button>
      )}
    </>
  )
}

/** One click decides on two aliases; it can be taken back on the page of the person. */
function PairKeys({ a, b }: { a: string; b: string }) {
  const questions = useQueryClient()
  const start = useStartWork()
  const decide = useMutation({
    mutationFn: async (verdict: 'same' | 'different') => {
      await tell('POST', '/identity/decisions', { decisions: [{ a, b, verdict }] })
      await start({ stages: ['resolve', 'segment'] })
      await questions.invalidateQueries()
    },
  })
  return (
    <>
      {(['same', 'different'] as const).map((verdict) => (
        <Button
          key={verdict}
          variant="default"
          size="xs"
          loading={decide.isPending && decide.variables === verdict}
          onClick={() => decide.mutate(verdict)}
        >
          {verdict === 'same' ? 'The same' : 'Not the same'}
        </Button>
      ))}
      {decide.error === null ? null : <ProblemNote error={decide.error} />}
    </>
  )
}

const sayDoubts = ({ total, kinds }: Quality): string =>
  total === 0
    ? 'Nothing is in doubt.'
    : `${countOf(total, 'doubt', 'doubts')}: ${kinds.map((kind) => `${kind.kind} ${kind.total}`).join(', ')}.`
