import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Target } from '../../../../src/serve/http/contract.ts'
import { askTarget, askTargets } from '../../api/questions.ts'
import { countOf, formatCount, formatShare } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Page } from '../../parts/page.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Section } from '../../parts/section.tsx'
import { WaitingLines } from '../../parts/waiting.tsx'
import { WideTable } from '../../parts/wide-table.tsx'
import { Figures } from './figures.tsx'
import { Hypotheses } from './hypotheses.tsx'
import { quadrantNames, quadrantTitles, sayPlace } from './placed.ts'
import { Plan } from './plan.tsx'
import { Ratings } from './ratings.tsx'
import styles from './targets.module.css'

/** One target: where it stands and why, how useful a segment it is, and what is meant to be done for it. */
export function TargetPage() {
  const { segment } = useParams({ from: '/targets/$segment' })
  const { data, error, refetch } = useQuery(askTarget(segment))
  const all = useQuery(askTargets())
  return (
    <Page
      title={data?.title ?? 'Target'}
      above={<Link to="/targets">Targets</Link>}
      lead={data === undefined ? undefined : makeInert(data.sentence)}
    >
      {error === null ? null : <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <WaitingLines lines={5} height={48} /> : null}
      {data === undefined ? null : (
        <>
          <Place target={data} />
          {all.data === undefined ? null : <Ratings target={data} criteria={all.data.settings.criteria} />}
          {all.data === undefined ? null : <Figures target={data} currency={all.data.settings.currency} />}
          <Usefulness target={data} />
          <Plan target={data} />
          <Hypotheses target={data} />
        </>
      )}
    </Page>
  )
}

function Place({ target: { segment, members, before, placement } }: { target: Target }) {
  const { probabilities, tornado, reasons } = placement
  return (
    <Section
      title={`Where it stands: ${sayPlace(placement)}`}
      note={
        <>
          <Link to="/segments/$segment" params={{ segment }}>
            {countOf(members, 'member', 'members')}
          </Link>
          , {formatCount(before)} a year before.
        </>
      }
    >
      {reasons.map((reason) => (
        <p key={reason}>{makeInert(reason)}</p>
      ))}
      {probabilities === null ? null : (
        <WideTable label="Quadrants">
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Quadrant</th>
                <th scope="col" data-figures="true">
                  Probability
                </th>
              </tr>
            </thead>
            <tbody>
              {quadrantNames.map((name) => (
                <tr key={name}>
                  <th scope="row">{quadrantTitles[name]}</th>
                  <td data-figures="true">{formatShare(probabilities[name], 1)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </WideTable>
      )}
      {tornado === null ? null : <Tornado tornado={tornado} />}
    </Section>
  )
}

/** What would settle it: how likely the quadrant were if each were known to be low, or high. */
function Tornado({ tornado }: { tornado: NonNullable<Target['placement']['tornado']> }) {
  return (
    <>
      <h3>What would settle it</h3>
      <p>
        Now {quadrantTitles[tornado.quadrant]} with {formatShare(tornado.now, 1)}. Were one of these known for
        sure, it would be:
      </p>
      <WideTable label="What would settle it">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Known for sure</th>
              <th scope="col" data-figures="true">
                If low
              </th>
              <th scope="col" data-figures="true">
                If high
              </th>
            </tr>
          </thead>
          <tbody>
            {tornado.blades.map(({ factor, low, high }) => (
              <tr key={factor}>
                <th scope="row">{makeInert(factor)}</th>
                <td data-figures="true">{formatShare(low, 1)}</td>
                <td data-figures="true">{formatShare(high, 1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </>
  )
}

const testTitles = {
  measurable: 'Measurable',
  substantial: 'Substantial',
  accessible: 'Accessible',
  differentiable: 'Differentiable',
  actionable: 'Actionable',
} as const

function Usefulness({ target: { usefulness } }: { target: Target }) {
  return (
    <Section
      title={usefulness.isUsable ? 'A usable segment' : 'Not usable as it is'}
      note="Kotler’s five tests, each from 0 to 1; a segment is usable where none is below 0.5."
    >
      <WideTable label="Usefulness">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Test</th>
              <th scope="col" data-figures="true">
                Score
              </th>
              <th scope="col">Because</th>
              <th scope="col">What would raise it</th>
            </tr>
          </thead>
          <tbody>
            {usefulness.tests.map(({ test, score, because, raise }) => (
              <tr key={test}>
                <th scope="row">{testTitles[test]}</th>
                <td data-figures="true">{score?.toFixed(2) ?? 'unknown'}</td>
                <td>{makeInert(because)}</td>
                <td>{makeInert(raise)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </Section>
  )
}
