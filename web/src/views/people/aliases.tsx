import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Person } from '../../../../src/serve/http/contract.ts'
import { countOf, formatCount, formatShare } from '../../parts/figures.ts'
import { makeInert, shorten } from '../../parts/inert-text.ts'
import { Name, Unknown } from '../../parts/name.tsx'
import { PersonLink } from '../../parts/person-link.tsx'
import { Section } from '../../parts/section.tsx'
import { When } from '../../parts/when.tsx'
import { WideTable } from '../../parts/wide-table.tsx'
import styles from './profile.module.css'
import { ProveDialog } from './prove-dialog.tsx'
import { SplitDialog } from './split-dialog.tsx'

type Alias = Person['aliasList'][number]
type Evidence = Person['evidence'][number]

/** The ways sources name this person, and why they are held to be one. */
export function Aliases({ person }: { person: Person }) {
  const accepted = person.evidence.filter((one) => one.verdict === 'accepted')
  const blocked = person.evidence.filter((one) => one.verdict === 'blocked')
  const open = person.evidence.filter((one) => one.verdict === 'review')
  const [split, setSplit] = useState<string | null>(null)
  const [asked, setAsked] = useState<Alias | null>(null)
  const names = new Map(person.aliasList.map((alias) => [alias.aliasId, sayAlias(alias)]))
  return (
    <Section title={sayAliases(person.aliasList.length)}>
      <WideTable label="Aliases">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Address</th>
              <th scope="col">Username</th>
              <th scope="col">Where</th>
              <th scope="col" data-figures="true">
                Events
              </th>
              <th scope="col">First</th>
              <th scope="col">Last</th>
              <th scope="col">Theirs?</th>
            </tr>
          </thead>
          <tbody>
            {person.aliasList.map((alias) => (
              <AliasRow
                key={alias.aliasId}
                alias={alias}
                onAsk={() => setAsked(alias)}
                onSplit={person.aliasList.length > 1 ? () => setSplit(alias.aliasId) : undefined}
              />
            ))}
          </tbody>
        </table>
      </WideTable>
      {accepted.length === 0 ? null : (
        <EvidenceList title="Why they are one person" evidence={accepted} names={names} />
      )}
      {blocked.length === 0 ? null : (
        <EvidenceList title="What was not taken as proof" evidence={blocked} names={names} />
      )}
      {open.length === 0 ? null : (
        <>
          <EvidenceList title="Who may be the same" evidence={open} names={names} />
          <p className={styles.faint}>
            <Link to="/people/review">Decide who is who</Link>
          </p>
        </>
      )}
      {asked === null ? null : (
        <ProveDialog aliasId={asked.aliasId} called={sayAlias(asked)} onClose={() => setAsked(null)} />
      )}
      {split === null ? null : <SplitDialog person={person} first={split} onClose={() => setSplit(null)} />}
      {person.visitors.length === 0 ? null : <Visitors visitors={person.visitors} />}
    </Section>
  )
}

interface AliasRowProps {
  alias: Alias
  onAsk: () => void
  onSplit: (() => void) | undefined
}

function AliasRow({ alias, onAsk, onSplit }: AliasRowProps) {
  return (
    <tr>
      <th scope="row">
        <Name text={alias.name} oneLine />
      </th>
      <td>{alias.email === '' ? <Unknown /> : <Name text={alias.email} oneLine />}</td>
      <td>{alias.username === '' ? <Unknown /> : <Name text={alias.username} oneLine />}</td>
      <td className={styles.where}>
        {makeInert(alias.platform)}{' '}
        <span className={styles.faint}>({alias.sources.map(makeInert).join(', ')})</span>
      </td>
      <td data-figures="true">{formatCount(alias.events)}</td>
      <td>
        <When at={alias.firstSeen} />
      </td>
      <td>
        <When at={alias.lastSeen} />
      </td>
      <td>
        <div className={styles.keys}>
          <Button
            size="compact-sm"
            variant="default"
            onClick={onAsk}
            aria-label={`Let ${makeInert(alias.name || alias.username || alias.email)} prove another account`}
          >
            Let them prove it…
          </Button>
          {onSplit === undefined ? null : (
            <Button
              size="compact-sm"
              variant="default"
              onClick={onSplit}
              aria-label={`${makeInert(alias.name || alias.username || alias.email)} is not the same person`}
            >
              Not them…
            </Button>
          )}
        </div>
      </td>
    </tr>
  )
}

/** What somebody did before giving a name, and why it is held to be theirs. */
function Visitors({ visitors }: { visitors: Person['visitors'] }) {
  return (
    <>
      <h3 className={styles.subtitle}>Visits before a name was given</h3>
      <ul className={styles.evidence}>
        {visitors.map((visitor) => (
          <li key={`${visitor.namedAt} ${visitor.firstSeen} ${visitor.events}`}>
            <p>
              {countOf(visitor.events, 'event', 'events')} from <When at={visitor.firstSeen} /> to{' '}
              <When at={visitor.lastSeen} /> by a visitor who gave this name, and no other, on{' '}
              <When at={visitor.namedAt} />. They count as theirs.
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}

interface EvidenceListProps {
  title: string
  evidence: readonly Evidence[]
  names: ReadonlyMap<string, string>
}

function EvidenceList({ title, evidence, names }: EvidenceListProps) {
  return (
    <>
      <h3 className={styles.subtitle}>{title}</h3>
      <ul className={styles.evidence}>
        {evidence.map((one) => (
          <li key={`${one.aliasA} ${one.aliasB} ${one.rule} ${one.evidence}`}>
            <p>
              <Pair evidence={one} names={names} />
            </p>
            <p className={styles.faint}>
              {makeInert(one.evidence)}
              {one.verdict === 'accepted' ? ` ${formatShare(one.confidence, 1)} sure.` : ''}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}

function Pair({ evidence, names }: { evidence: Evidence; names: ReadonlyMap<string, string> }) {
  const [a, b] = [names.get(evidence.aliasA), names.get(evidence.aliasB)]
  return (
    <>
      {a === undefined ? <Other evidence={evidence} /> : <Name text={shorten(a, 80)} />} and{' '}
      {b === undefined ? <Other evidence={evidence} /> : <Name text={shorten(b, 80)} />}
    </>
  )
}

function Other({ evidence: { otherPersonId, otherName } }: { evidence: Evidence }) {
  if (otherPersonId === null) return <>an alias of somebody else</>
  return <PersonLink id={otherPersonId} name={otherName ?? ''} />
}

const sayAlias = (alias: Alias): string => {
  const name = alias.name.trim() === '' ? alias.username : alias.name
  return alias.email === '' ? `“${name}”` : `“${name}” <${alias.email}>`
}

function sayAliases(count: number): string {
  if (count === 1) return 'Known under one alias'
  return `Known under ${countOf(count, 'alias', 'aliases')}, held to be one person`
}
