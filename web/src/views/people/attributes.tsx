import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Person, PersonAttribute } from '../../../../src/serve/http/contract.ts'
import { formatShare } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Section } from '../../parts/section.tsx'
import { DecideAttribute } from './decide-attribute.tsx'
import styles from './profile.module.css'

/** What is known of somebody beside acts: each with how sure it is, why, and the key to decide it. */
export function Attributes({ person }: { person: Person }) {
  const [decided, setDecided] = useState<PersonAttribute>()
  return (
    <Section
      title="What they may be like"
      note="What people say of themselves outranks what is inferred, and your word outranks both. An inference may segment; it never keeps anybody from a right or a price."
    >
      <ul className={styles.evidence}>
        {person.attributes.map((attribute) => (
          <li key={attribute.attribute}>
            <p>
              <strong>{attribute.title}</strong>: {attribute.values.map(sayValue).join(', ')}{' '}
              <Button
                variant="subtle"
                size="compact-xs"
                onClick={() => setDecided(attribute)}
                aria-label={`Decide ${attribute.title.toLowerCase()}`}
              >
                Decide…
              </Button>
            </p>
            {attribute.evidence.map((piece) => (
              <p key={`${piece.rule} ${piece.evidence}`} className={styles.faint}>
                {makeInert(piece.evidence)}
              </p>
            ))}
          </li>
        ))}
      </ul>
      {decided === undefined ? null : (
        <DecideAttribute
          key={decided.attribute}
          personId={person.personId}
          attribute={decided}
          onClose={() => setDecided(undefined)}
        />
      )}
    </Section>
  )
}

function sayValue({ title, probability, status }: PersonAttribute['values'][number]): string {
  if (status === 'too little data') return 'too little is known'
  if (status === 'inferred') return `${makeInert(title)}, ${formatShare(probability, 1)} likely`
  return `${makeInert(title)}, ${status === 'declared' ? 'as they say' : 'decided here'}`
}
