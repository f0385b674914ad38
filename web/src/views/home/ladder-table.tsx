import { Link } from '@tanstack/react-router'
import type { Home } from '../../../../src/serve/http/contract.ts'
import { formatMonthShort } from '../../parts/dates.ts'
import { countOf, formatCount, formatShare } from '../../parts/figures.ts'
import { RungMark } from '../../parts/rung-mark.tsx'
import { Section } from '../../parts/section.tsx'
import { SegmentKey } from '../../parts/segment-key.tsx'
import { CountBar } from '../../parts/share-bar.tsx'
import { Spark } from '../../parts/spark.tsx'
import { WideTable } from '../../parts/wide-table.tsx'
import { explainRung, nameRung } from '../../words.ts'
import styles from './home.module.css'
import { type Climb, readClimbs } from './read-climbs.ts'

interface LadderTableProps {
  ladder: Home['ladder']
  flow: Home['flow']
  /** Whether some source counts people without a name. */
  counted: boolean
}

/** The participation ladder from the core down to the waterline, and the anonymous below it. */
export function LadderTable({ ladder, flow, counted }: LadderTableProps) {
  const named = ladder.filter((rung) => !rung.anonymous).sort((a, b) => (a.state < b.state ? 1 : -1))
  const anonymous = ladder.find((rung) => rung.anonymous)
  const most = Math.max(0, ...named.map((rung) => rung.people))
  const { climbs, month } = readClimbs(flow)

  return (
    <Section
      title={sayLadder(named)}
      note="Each person stands on the highest rung they hold. Rungs are bars from zero, on one scale."
    >
      <WideTable label="The participation ladder">
        <table className={styles.ladder}>
          <thead>
            <tr>
              <th scope="col">Rung</th>
              <th scope="col" className={styles.figures}>
                People
              </th>
              <th scope="col" className={styles.wide}>
                <span className={styles.hidden}>To scale</span>
              </th>
              <th scope="col">
                {month === undefined ? 'Moves' : `Moves, ${formatMonthShort(month)} ${month.slice(0, 4)}`}
              </th>
              <th scope="col" className={styles.roomy}>
                Month by month
              </th>
              <th scope="col">
                <span className={styles.hidden}>Make a segment</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {named.map((rung) => (
              <RungRow key={rung.state} rung={rung} most={most} climb={climbs.get(rung.state)} />
            ))}
          </tbody>
        </table>
      </WideTable>
      {anonymous === undefined ? null : <Below people={anonymous.people} counted={counted} />}
    </Section>
  )
}

interface RungRowProps {
  rung: Home['ladder'][number]
  most: number
  climb: Climb | undefined
}

function RungRow({ rung: { state, people }, most, climb }: RungRowProps) {
  return (
    <tr>
      <th scope="row">
        <Link to="/people" search={{ state }}>
          <RungMark rung={state} />
        </Link>
        <span className={styles.explained}>{explainRung(state)}</span>
      </th>
      <td className={styles.figures}>{formatCount(people)}</td>
      <td className={styles.wide}>
        <CountBar count={people} most={most} />
      </td>
      <td>
        <Moves climb={climb} />
      </td>
      <td className={styles.roomy}>
        <Spark values={climb?.people ?? []} />
      </td>
      <td>
        <SegmentKey
          title={nameRung(state)}
          of="people"
          rule={{ stands: { at_least: state, at_most: state } }}
        />
      </td>
    </tr>
  )
}

function Moves({ climb }: { climb: Climb | undefined }) {
  if (climb === undefined) return <span className={styles.still}>none</span>
  if (climb.cameUp === 0 && climb.cameDown === 0) return <span className={styles.still}>none</span>
  return (
    <span className={styles.moves}>
      {climb.cameUp > 0 ? (
        <span>
          ↑ {formatCount(climb.cameUp)} <span className={styles.spoken}>came up</span>
        </span>
      ) : null}
      {climb.cameDown > 0 ? (
        <span>
          ↓ {formatCount(climb.cameDown)} <span className={styles.spoken}>came down</span>
        </span>
      ) : null}
    </span>
  )
}

function Below({ people, counted }: { people: number; counted: boolean }) {
  return (
    <div className={styles.sea}>
      <p>
        <strong>P0 Anonymous</strong>{' '}
        {counted
          ? `${countOf(people, 'visitor', 'visitors')} left a trace but no name, in the fullest month of the last year.`
          : 'No source here counts people without a name yet.'}
      </p>
    </div>
  )
}

function sayLadder(named: Home['ladder']): string {
  const whole = named.reduce((sum, rung) => sum + rung.people, 0)
  if (whole === 0) return 'Nobody stands on the ladder yet.'
  const core = named.find((rung) => rung.state === 'P5')?.people ?? 0
  const fullest = named.reduce((a, b) => (b.people > a.people ? b : a))
  const crowd = `${formatShare(fullest.people, whole)} of ${countOf(whole, 'person', 'people')} stand on ${fullest.state} ${fullest.title}`
  return core === 0
    ? `${crowd}; the core is empty.`
    : `${crowd}; ${formatCount(core)} ${core === 1 ? 'is' : 'are'} the core.`
}
