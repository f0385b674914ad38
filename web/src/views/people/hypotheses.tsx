import type { Person } from '../../../../src/serve/http/contract.ts'
import { formatShare } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Span } from '../../parts/span.tsx'
import styles from './profile.module.css'

type Hypothesis = Person['hypotheses'][number]

/** Every hypothesis about one person's employers, nobody we know of among them, with the evidence and how much it weighs. */
export function Hypotheses({ rows }: { rows: readonly Hypothesis[] }) {
  return (
    <>
      <p>
        At every moment these compete, and their probabilities add up to 1. From 80 % on an organisation is
        assigned, from 50 % on it is possible.
      </p>
      <ul className={styles.evidence}>
        {rows.map((row) => (
          <li key={`${row.organisationId} ${row.validFrom}`}>
            <p>
              {row.organisationId === null ? 'Nobody we know of' : makeInert(row.name)}:{' '}
              {formatShare(row.probability, 1)}, <Span from={row.validFrom} to={row.validTo} />
            </p>
            {row.evidence.map((piece) => (
              <p key={piece.sentence} className={styles.faint}>
                {makeInert(piece.sentence)}
                {weigh(piece)}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </>
  )
}

function weigh({ ratio, halfLife, age }: Hypothesis['evidence'][number]): string {
  if (halfLife === 0) return ''
  const days = age === 0 ? '' : `, ${age} days away`
  return ` (${ratio} times likelier of those who work there; halves every ${halfLife} days${days})`
}
