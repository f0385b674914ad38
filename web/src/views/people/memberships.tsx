import { Link } from '@tanstack/react-router'
import type { Person } from '../../../../src/serve/http/contract.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Name } from '../../parts/name.tsx'
import { Section } from '../../parts/section.tsx'
import { When } from '../../parts/when.tsx'
import styles from './profile.module.css'

/** The segments somebody is in, and those they have left. */
export function Memberships({ person }: { person: Person }) {
  const now = person.memberships.filter((one) => one.leftAt === null)
  const past = person.memberships.filter((one) => one.leftAt !== null)
  if (person.memberships.length === 0)
    return (
      <Section title="In no segment">
        <p>No scheme can place them: too little is known, or they are not a person.</p>
      </Section>
    )
  return (
    <Section
      title={`In ${now.length} ${now.length === 1 ? 'segment' : 'segments'}${past.length === 0 ? '' : `, has left ${past.length}`}`}
    >
      <ul className={styles.evidence}>
        {[...now, ...past].map((one) => (
          <li key={`${one.segment} ${one.enteredAt}`}>
            <p>
              <Link to="/segments/$segment" params={{ segment: one.segment }}>
                <Name text={one.title} />
              </Link>
              , {one.leftAt === null ? 'since ' : 'from '}
              <When at={one.enteredAt} />
              {one.leftAt === null ? null : (
                <>
                  {' '}
                  to <When at={one.leftAt} />
                </>
              )}
            </p>
            <p className={styles.faint}>
              {makeInert(one.enteredReason)}
              {one.leftReason === '' ? '' : `; left because ${makeInert(one.leftReason)}`}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
