import type { Person } from '../../../../src/serve/http/contract.ts'
import { countOf, formatCount } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { PersonLink } from '../../parts/person-link.tsx'
import { Section } from '../../parts/section.tsx'
import { When } from '../../parts/when.tsx'
import { WideTable } from '../../parts/wide-table.tsx'
import styles from './profile.module.css'

/** Coding agents that acted for somebody, or whom an agent acted for; nothing when there are none. */
export function Agents({ person }: { person: Person }) {
  if (person.agents.length === 0) return null
  const isAgent = person.class === 'agent'
  return (
    <Section
      title={
        isAgent
          ? `Acted for ${countOf(person.agents.length, 'person', 'people')}`
          : `Helped by ${countOf(person.agents.length, 'coding agent', 'coding agents')}`
      }
      note="What an agent wrote counts as its operator’s, unless the operator has an act of their own in that change."
    >
      <WideTable label="Agents">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{isAgent ? 'Operator' : 'Agent'}</th>
              <th scope="col" data-figures="true">
                Acts
              </th>
              <th scope="col" data-figures="true">
                Count as {isAgent ? 'the operator’s' : 'theirs'}
              </th>
              <th scope="col">Last</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {person.agents.map((tie) => (
              <tr key={tie.personId}>
                <th scope="row">
                  <PersonLink id={tie.personId} name={tie.name} />
                </th>
                <td data-figures="true">{formatCount(tie.acts)}</td>
                <td data-figures="true">{formatCount(tie.credited)}</td>
                <td>
                  <When at={tie.lastSeen} />
                </td>
                <td>the operator {tie.evidence.map(makeInert).join(', or ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </Section>
  )
}
