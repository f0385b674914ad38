import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Organisation, OrganisationFact } from '../../../../src/serve/http/contract.ts'
import { formatShare } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Section } from '../../parts/section.tsx'
import { DecideFact } from './decide-fact.tsx'
import styles from './organisations.module.css'

/** What is known of an organisation beside its people: each fact with how sure it is, why, and the key to decide it. */
export function Facts({ organisation }: { organisation: Organisation }) {
  const [decided, setDecided] = useState<OrganisationFact>()
  return (
    <Section
      title="What it is like"
      note="Lists you import outrank CRMs, both outrank what is inferred, and your word outranks all."
    >
      <ul className={styles.domains}>
        {organisation.facts.map((fact) => (
          <li key={fact.fact}>
            <div className={styles.words}>
              <p>
                <strong>{fact.title}</strong>: {sayHeld(fact)}
              </p>
              {fact.evidence === '' ? null : <p className={styles.faint}>{makeInert(fact.evidence)}</p>}
            </div>
            <Button
              variant="default"
              size="xs"
              onClick={() => setDecided(fact)}
              aria-label={`Decide ${fact.title.toLowerCase()}`}
            >
              Decide…
            </Button>
          </li>
        ))}
      </ul>
      {decided === undefined ? null : (
        <DecideFact
          key={decided.fact}
          organisationId={organisation.organisationId}
          fact={decided}
          onClose={() => setDecided(undefined)}
        />
      )}
    </Section>
  )
}

function sayHeld({ words, probability, status, scheme, fact }: OrganisationFact): string {
  if (status === 'unknown') return 'not known'
  const value = makeInert(words)
  if (status === 'overridden') return `${value}, decided here`
  if (status === 'stated') return `${value}, as stated`
  const basis = fact === 'size_class' && scheme.endsWith('size_by_headcount') ? ' by headcount alone' : ''
  return `${value}${basis}, ${formatShare(probability, 1)} likely`
}
