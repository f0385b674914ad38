import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Organisation } from '../../../../src/serve/http/contract.ts'
import { countOf, formatCount } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Name } from '../../parts/name.tsx'
import { OrganisationLink } from '../../parts/person-link.tsx'
import { Section } from '../../parts/section.tsx'
import { Span } from '../../parts/span.tsx'
import { StayDialog } from '../../parts/stay-dialog.tsx'
import styles from './organisations.module.css'

/** Which organisations it belongs to and which belong to it, when and why, with the key to say otherwise. */
export function Belonging({ organisation }: { organisation: Organisation }) {
  const [isOpen, setOpen] = useState(false)
  const { owners, owned } = organisation
  return (
    <Section title="What it belongs to">
      {owners.length === 0 ? <p>It is not known to belong to another organisation.</p> : null}
      <Rows rows={owners} word="Part of" />
      {owned.length === 0 ? null : <Group organisation={organisation} />}
      <Rows rows={owned} word="Has" />
      <p>
        <Button variant="default" size="xs" onClick={() => setOpen(true)}>
          Say what it belongs to…
        </Button>
      </p>
      {isOpen ? (
        <StayDialog
          title="What does it belong to?"
          none="To none"
          organisation={owners.at(-1)?.name ?? ''}
          path={`/organisations/${encodeURIComponent(organisation.organisationId)}/owner`}
          isDecided={owners.some(({ isDecided }) => isDecided)}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </Section>
  )
}

/** What it and those that belonged to it did together; their people are counted with them everywhere else. */
function Group({ organisation }: { organisation: Organisation }) {
  const { activity, groupActivity, groupParts } = organisation
  return (
    <>
      <p>
        Others belong to it; their people are counted with them, not above. With what belonged to it at the
        time it did {countOf(sumEvents(groupActivity), 'event', 'events')}; {formatCount(sumEvents(activity))}{' '}
        of them its own people did.
      </p>
      {groupParts.length === 0 ? null : (
        <p>
          {groupParts.map((part, index) => (
            <span key={part.organisationId}>
              {index === 0 ? '' : ', '}
              <OrganisationLink id={part.organisationId} name={part.name} />{' '}
              {countOf(part.events, 'event', 'events')}
            </span>
          ))}
          .
        </p>
      )}
    </>
  )
}

const sumEvents = (months: Organisation['activity']): number =>
  months.reduce((sum, { events }) => sum + events, 0)

function Rows({ rows, word }: { rows: Organisation['owners']; word: string }) {
  if (rows.length === 0) return null
  return (
    <ul className={styles.domains}>
      {rows.map((row) => (
        <li key={`${row.name} ${row.from}`}>
          <div className={styles.words}>
            <p>
              {word}{' '}
              {row.organisationId === null ? (
                <Name text={row.name} />
              ) : (
                <OrganisationLink id={row.organisationId} name={row.name} />
              )}{' '}
              <Span from={row.from} to={row.to} />
            </p>
            <p className={styles.faint}>{makeInert(row.sentence)}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}
