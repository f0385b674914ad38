import type { Cohort } from '../../../../../src/serve/http/contract.ts'
import { countOf, formatCount } from '../../../parts/figures.ts'
import { makeInert, shorten } from '../../../parts/inert-text.ts'
import { CountBar } from '../../../parts/share-bar.tsx'
import { WideTable } from '../../../parts/wide-table.tsx'
import styles from './builder.module.css'

/** Visitors nobody can name: how many at least, month by month, and what is known of them without naming anybody. Hatched, as they all are. */
export function CohortView({ cohort }: { cohort: Cohort }) {
  const { visitors, month, of, unknown, months, smallestGroup } = cohort
  const most = Math.max(0, ...months.map((one) => one.visitors ?? 0))
  return (
    <>
      <p className={styles.count}>
        {visitors === null
          ? `Fewer than ${countOf(smallestGroup, 'visitor', 'visitors')}`
          : `At least ${countOf(visitors, 'visitor', 'visitors')}`}
      </p>
      <p className={styles.soft}>
        {month === null
          ? 'In no month of the last year are they enough to be shown.'
          : `In ${nameMonth(month)}, their fullest month${of === null ? '' : `, of ${formatCount(of)} nobody can name`}${
              unknown === null || unknown === 0 ? '' : `; of ${formatCount(unknown)} nobody knows`
            }. Months cannot be added up: nobody is followed from one to the next.`}
      </p>
      {month === null ? null : (
        <WideTable label="Visitors by month">
          <table className={styles.cohort}>
            <caption>By month</caption>
            <tbody>
              {months.map((one) => (
                <tr key={one.month}>
                  <th scope="row">{nameMonth(one.month)}</th>
                  <td>{one.visitors === null ? `under ${smallestGroup}` : formatCount(one.visitors)}</td>
                  <td>
                    <CountBar count={one.visitors ?? 0} most={most} fill="glimpsed" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </WideTable>
      )}
      <Groups cohort={cohort} />
    </>
  )
}

const titles: Readonly<Record<string, string>> = {
  act: 'What they did',
  network: 'Kind of network',
  organisation: 'Networks of organisations',
  page: 'Pages and files',
  program: 'Programs',
  referrer: 'Came from',
  version: 'Versions',
}

function Groups({ cohort: { groups, smallestGroup } }: { cohort: Cohort }) {
  const most = Math.max(0, ...groups.map(({ visitors }) => visitors))
  const kinds = [...new Set(groups.map(({ by }) => by))]
  if (groups.length === 0) return null
  return (
    <>
      {kinds.map((kind) => (
        <WideTable key={kind} label={titles[kind] ?? kind}>
          <table className={styles.cohort}>
            <caption>{titles[kind] ?? kind}</caption>
            <tbody>
              {groups
                .filter(({ by }) => by === kind)
                .map(({ value, visitors }) => (
                  <tr key={value}>
                    <th scope="row">{makeInert(shorten(value, 40))}</th>
                    <td>{formatCount(visitors)}</td>
                    <td>
                      <CountBar count={visitors} most={most} fill="glimpsed" />
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
        </WideTable>
      ))}
      <p className={styles.soft}>
        Groups of fewer than {smallestGroup} are left out, and of each kind only the eight largest are shown.
      </p>
    </>
  )
}

const nameMonth = (day: string): string =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('en', { month: 'long', year: 'numeric', timeZone: 'UTC' })
