import { formatCount, formatShare } from '../../../parts/figures.ts'
import { makeInert } from '../../../parts/inert-text.ts'
import { OrganisationLink, PersonLink } from '../../../parts/person-link.tsx'
import { Section } from '../../../parts/section.tsx'
import { WideTable } from '../../../parts/wide-table.tsx'
import styles from '../views.module.css'
import type { ProfilePart } from './profile-sections.tsx'

/** Members most like the others. */
export function Typical({ profile: { typical, subjectKind } }: ProfilePart) {
  if (typical.length === 0)
    return (
      <Section title="Nobody is typical">
        <p className={styles.soft}>Too little is known of them to say who is most like the others.</p>
      </Section>
    )
  return (
    <Section
      title="Typical members"
      note="They have most of what other members have: how many of the others share it, on average."
    >
      <WideTable label="Members most like the others">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col" data-figures="true">
                Events
              </th>
              <th scope="col" data-figures="true">
                Alike
              </th>
            </tr>
          </thead>
          <tbody>
            {typical.map(({ subjectId, name, known, events, alike }) => (
              <tr key={subjectId}>
                <th scope="row">
                  {subjectKind === 'person' ? (
                    <PersonLink id={subjectId} name={name} email={known} />
                  ) : (
                    <OrganisationLink id={subjectId} name={name} />
                  )}
                  {known === '' ? null : <div className={styles.soft}>{makeInert(known)}</div>}
                </th>
                <td data-figures="true">{formatCount(events)}</td>
                <td data-figures="true">{formatShare(alike, 1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </Section>
  )
}
