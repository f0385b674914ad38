import type { Person } from '../../../../src/serve/http/contract.ts'
import { formatShare } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { OrganisationLink } from '../../parts/person-link.tsx'
import { Section } from '../../parts/section.tsx'
import { When } from '../../parts/when.tsx'
import styles from './profile.module.css'

/** For whom somebody acted, when, and how sure that is: dated hypotheses, each with its evidence. */
export function Affiliations({ person }: { person: Person }) {
  const { affiliations } = person
  if (affiliations.length === 0)
    return (
      <Section title="For whom they act is not known">
        <p>
          None of their addresses lies at the domain of an organisation. Free mail says nothing about an
          employer.
        </p>
      </Section>
    )
  return (
    <Section
      title={
        affiliations.length === 1
          ? 'One organisation they may act for'
          : `${affiliations.length} organisations they may act for`
      }
    >
      <ul className={styles.evidence}>
        {affiliations.map((one) => (
          <li key={`${one.organisationId} ${one.validFrom} ${one.evidence}`}>
            <p>
              <OrganisationLink id={one.organisationId} name={one.name} />, {formatShare(one.probability, 1)}{' '}
              likely, <Span from={one.validFrom} to={one.validTo} />
            </p>
            <p className={styles.faint}>{makeInert(one.evidence)}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Span({ from, to }: { from: string | null; to: string | null }) {
  if (from === null && to === null) return <>at any time</>
  if (to === null)
    return (
      <>
        since <When at={from} />
      </>
    )
  if (from === null)
    return (
      <>
        until <When at={to} />
      </>
    )
  return (
    <>
      from <When at={from} /> to <When at={to} />
    </>
  )
}
