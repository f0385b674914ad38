import type { Organisation } from '../../../../src/serve/http/contract.ts'
import { countOf, formatShare } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { PersonLink } from '../../parts/person-link.tsx'
import { Section } from '../../parts/section.tsx'
import { Span } from '../../parts/span.tsx'
import styles from './organisations.module.css'

const most = 200

/** Why each of its people is held to act for it, and when. */
export function Reasons({ organisation }: { organisation: Organisation }) {
  const { affiliations } = organisation
  if (affiliations.length === 0) return null
  return (
    <Section
      title="Why they count as its people"
      note={
        affiliations.length === most
          ? `The ${most} latest are shown.`
          : `${countOf(affiliations.length, 'stretch', 'stretches')} of time, each with its evidence.`
      }
    >
      <ul className={styles.domains}>
        {affiliations.map((one) => (
          <li key={`${one.personId} ${one.validFrom}`}>
            <div className={styles.words}>
              <p>
                <PersonLink id={one.personId} name={one.name} />, {formatShare(one.probability, 1)} likely,{' '}
                <Span from={one.validFrom} to={one.validTo} />
              </p>
              <p className={styles.faint}>{makeInert(one.evidence)}</p>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
