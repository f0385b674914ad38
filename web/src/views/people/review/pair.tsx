import type { Review } from '../../../../../src/serve/http/contract.ts'
import { countOf, formatCount, formatShare } from '../../../parts/figures.ts'
import { makeInert } from '../../../parts/inert-text.ts'
import { Name, Unknown } from '../../../parts/name.tsx'
import { OrganisationLink, PersonLink } from '../../../parts/person-link.tsx'
import { When } from '../../../parts/when.tsx'
import { nameClass, nameRung } from '../../../words.ts'
import styles from './review.module.css'

/** Two people side by side, and what speaks for and against their being one. */
export function Pair({ pair }: { pair: Review }) {
  return (
    <>
      <div className={styles.sides}>
        <Side side={pair.a} label="One" likest={pair.aliasA} other={pair.aliasB} />
        <Side side={pair.b} label="Other" likest={pair.aliasA} other={pair.aliasB} />
      </div>
      <Signs pair={pair} />
    </>
  )
}

function Side({
  side,
  label,
  likest,
  other,
}: {
  side: Review['a']
  label: string
  likest: string
  other: string
}) {
  return (
    <section className={styles.side} aria-label={label}>
      <h2>
        <PersonLink id={side.personId} name={side.name} email={side.email} />
      </h2>
      <dl>
        <dt>Kind</dt>
        <dd>{nameClass(side.class)}</dd>
        <dt>Organisation</dt>
        <dd>
          {side.organisation === null ? (
            <Unknown />
          ) : (
            <OrganisationLink id={side.organisation.organisationId} name={side.organisation.name} />
          )}
        </dd>
        <dt>Rung</dt>
        <dd>{side.state === null ? 'none' : `${side.state} ${nameRung(side.state)}`}</dd>
        <dt>Events</dt>
        <dd>{formatCount(side.events)}</dd>
        <dt>First seen</dt>
        <dd>
          <When at={side.firstSeen} />
        </dd>
        <dt>Last seen</dt>
        <dd>
          <When at={side.lastSeen} />
        </dd>
      </dl>
      <SideAliases side={side} likest={[likest, other]} />
    </section>
  )
}

function SideAliases({ side, likest }: { side: Review['a']; likest: readonly string[] }) {
  const more = side.aliases - side.aliasList.length
  return (
    <>
      <h3>{countOf(side.aliases, 'alias', 'aliases')}</h3>
      <ul>
        {side.aliasList.map((alias) => (
          <li key={alias.aliasId} data-likest={likest.includes(alias.aliasId)}>
            <Name text={alias.name.trim() === '' ? alias.username : alias.name} />
            {alias.email === '' ? null : (
              <span className={styles.faint}>
                <Name text={alias.email} />
              </span>
            )}
            <span className={styles.faint}>
              {makeInert(alias.platform)}, {countOf(alias.events, 'event', 'events')}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className={styles.faint}>and {formatCount(more)} more</p> : null}
    </>
  )
}

const formatBits = (bits: number): string => `${bits < 0 ? '−' : '+'}${Math.abs(bits).toFixed(1)}`

function Signs({ pair }: { pair: Review }) {
  return (
    <section className={styles.signs} aria-label="Evidence">
      <h2>{formatShare(pair.probability, 1)} likely to be one person</h2>
      {pair.signs.length === 0 ? (
        <p>{makeInert(pair.sentence)}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Evidence</th>
              <th scope="col">Bits</th>
            </tr>
          </thead>
          <tbody>
            {pair.signs.map(({ sign, bits }) => (
              <tr key={sign}>
                <th scope="row">
                  <Name text={sign} />
                </th>
                <td data-against={bits < 0}>{formatBits(bits)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={styles.faint}>
        One bit doubles the odds that they are one person, minus one halves them. Left apart, about{' '}
        {countOf(Math.round(pair.cost), 'event', 'events')} would be credited to the wrong person.
      </p>
    </section>
  )
}
