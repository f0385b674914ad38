import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import type { Organisation, OrganisationDecision } from '../../../../src/serve/http/contract.ts'
import { countOf } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Name } from '../../parts/name.tsx'
import { OrganisationField } from '../../parts/organisation-field.tsx'
import { OrganisationLink } from '../../parts/person-link.tsx'
import { Section } from '../../parts/section.tsx'
import { When } from '../../parts/when.tsx'
import { MovesDialog } from './moves-dialog.tsx'
import styles from './organisations.module.css'

type Verdict = 'same' | 'different' | 'undecided'

interface Asked {
  verdict: Verdict
  /** Undefined while it is still to be chosen. */
  pair: { a: string; b: string } | undefined
}

/** What was decided to be one with it, what may be, and the keys to decide. */
export function Oneness({ organisation }: { organisation: Organisation }) {
  const [asked, setAsked] = useState<Asked>()
  const { organisationId, decisions, alike } = organisation
  const ask = (verdict: Verdict, b: string, a = organisationId) => setAsked({ verdict, pair: { a, b } })
  return (
    <Section
      title="What is one with it"
      note="What is made part of it brings all its domains, people and acts, also those that come later. It can be taken back."
    >
      <ul className={styles.domains}>
        {alike.map((other) => (
          <AlikeLine
            key={other.organisationId}
            other={other}
            onDecide={(verdict) => ask(verdict, other.organisationId)}
          />
        ))}
        {decisions.map((decision) => (
          <DecisionLine
            key={`${decision.a.organisationId} ${decision.b.organisationId}`}
            decision={decision}
            onTakeBack={({ a, b }) => ask('undecided', b.organisationId, a.organisationId)}
          />
        ))}
      </ul>
      <p>
        <Button variant="default" size="xs" onClick={() => setAsked({ verdict: 'same', pair: undefined })}>
          Make another part of it…
        </Button>
      </p>
      {asked === undefined ? null : (
        <MovesDialog
          title={titles[asked.verdict]}
          body={asked.pair === undefined ? undefined : { ...asked.pair, verdict: asked.verdict }}
          path="/organisation-decisions"
          action={actions[asked.verdict]}
          onClose={() => setAsked(undefined)}
        >
          {asked.pair === undefined ? <OrganisationField onChoose={(b) => ask('same', b)} /> : null}
        </MovesDialog>
      )}
    </Section>
  )
}

interface AlikeLineProps {
  other: Organisation['alike'][number]
  onDecide: (verdict: 'same' | 'different') => void
}

function AlikeLine({ other, onDecide }: AlikeLineProps) {
  return (
    <li>
      <p className={styles.words}>
        <OrganisationLink id={other.organisationId} name={other.name} />,{' '}
        {countOf(other.people, 'person', 'people')}, is called alike. Is it the same?
      </p>
      <Group gap="xs">
        <Button variant="default" size="xs" onClick={() => onDecide('same')}>
          Part of this…
        </Button>
        <Button variant="default" size="xs" onClick={() => onDecide('different')}>
          Another…
        </Button>
      </Group>
    </li>
  )
}

const titles = {
  same: 'Are they one organisation?',
  different: 'Are they different organisations?',
  undecided: 'Take the decision back?',
} as const
const actions = { same: 'They are one', different: 'They are different', undecided: 'Take it back' } as const

interface DecisionLineProps {
  decision: OrganisationDecision
  onTakeBack: (decision: OrganisationDecision) => void
}

function DecisionLine({ decision, onTakeBack }: DecisionLineProps) {
  const { a, b, verdict, holds, decidedAt, decidedBy, reason } = decision
  return (
    <li>
      <div className={styles.words}>
        <p>
          <Name text={b.name} /> is {verdict === 'same' ? 'part of' : 'not'} <Name text={a.name} />
          {holds ? '.' : ', which has no effect: others were decided to be different.'}
        </p>
        <p className={styles.faint}>
          decided by {makeInert(decidedBy)} on <When at={decidedAt} />
          {reason === '' ? '' : `: ${makeInert(reason)}`}
        </p>
      </div>
      <Button
        variant="default"
        size="xs"
        onClick={() => onTakeBack(decision)}
        aria-label={`Take back that ${makeInert(b.name)} is ${verdict === 'same' ? 'part of' : 'not'} ${makeInert(a.name)}`}
      >
        Take back…
      </Button>
    </li>
  )
}
