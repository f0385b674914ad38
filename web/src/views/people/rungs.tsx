import type { Person } from '../../../../src/serve/http/contract.ts'
import { formatDate } from '../../parts/dates.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { RungMark } from '../../parts/rung-mark.tsx'
import { Section } from '../../parts/section.tsx'
import { When } from '../../parts/when.tsx'
import { nameRung } from '../../words.ts'
import styles from './profile.module.css'

/** The rungs somebody has stood on, the latest first, each with the reason. */
export function Rungs({ person }: { person: Person }) {
  const states = [...person.states].sort((a, b) => (a.enteredAt < b.enteredAt ? 1 : -1))
  return (
    <Section title={sayRungs(states)}>
      {states.length === 0 ? (
        <p>Bots and role accounts do not climb the ladder, nor does anybody of whom no act is recorded.</p>
      ) : (
        <ol className={styles.rungs}>
          {states.map((state) => (
            <li key={`${state.state} ${state.enteredAt}`} data-now={state.leftAt === null}>
              <RungMark rung={state.state} />
              <span className={styles.span}>
                <When at={state.enteredAt} /> – {state.leftAt === null ? 'still' : <When at={state.leftAt} />}
              </span>
              <span className={styles.reason}>{makeInert(state.reason)}</span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  )
}

function sayRungs(states: Person['states']): string {
  const now = states.find((state) => state.leftAt === null)
  if (now === undefined) return states.length === 0 ? 'Not on the ladder' : 'No longer on the ladder'
  return `On ${now.state} ${nameRung(now.state)} since ${formatDate(now.enteredAt)}`
}
