import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Person } from '../../../../src/serve/http/contract.ts'
import { formatShare } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { OrganisationLink } from '../../parts/person-link.tsx'
import { Section } from '../../parts/section.tsx'
import { Span } from '../../parts/span.tsx'
import { StayDialog } from '../../parts/stay-dialog.tsx'
import { Hypotheses } from './hypotheses.tsx'
import styles from './profile.module.css'

/** For whom somebody acted, when, and how sure that is: dated hypotheses, each with its evidence, and the key to overrule them. */
export function Affiliations({ person }: { person: Person }) {
  const [isOpen, setOpen] = useState(false)
  const { affiliations, hypotheses } = person
  return (
    <Section title={nameSection(affiliations)}>
      {affiliations.length === 0 ? (
        <p>
          None of their addresses lies at the domain of an organisation, and no source names one. Free mail
          says nothing about an employer.
        </p>
      ) : (
        <ul className={styles.evidence}>
          {affiliations.map((one) => (
            <li key={`${one.organisationId} ${one.validFrom} ${one.evidence}`}>
              <p>
                <OrganisationLink id={one.organisationId} name={one.name} />,{' '}
                {one.probability >= 0.8 ? '' : 'possibly: '}
                {formatShare(one.probability, 1)} likely, <Span from={one.validFrom} to={one.validTo} />
              </p>
              <p className={styles.faint}>{makeInert(one.evidence)}</p>
            </li>
          ))}
        </ul>
      )}
      {hypotheses.length === 0 ? null : (
        <details className={styles.weighed}>
          <summary>How that was weighed</summary>
          <Hypotheses rows={hypotheses} />
        </details>
      )}
      <p>
        <Button variant="default" size="xs" onClick={() => setOpen(true)}>
          Say for whom they act…
        </Button>
      </p>
      {isOpen ? (
        <StayDialog
          title="For whom do they act?"
          none="For nobody"
          organisation={person.organisation?.name ?? ''}
          path={`/people/${encodeURIComponent(person.personId)}/employer`}
          isDecided={hypotheses.some(({ evidence }) => evidence.some(({ family }) => family === 'decision'))}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </Section>
  )
}

function nameSection({ length }: Person['affiliations']): string {
  if (length === 0) return 'For whom they act is not known'
  return length === 1 ? 'For whom they may act' : `For whom they may act, in ${length} stretches of time`
}
