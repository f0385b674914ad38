import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Person, PersonAttribute } from '../../../../src/serve/http/contract.ts'
import { formatShare } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Section } from '../../parts/section.tsx'
import { Why } from '../../parts/why.tsx'
import { WideTable } from '../../parts/wide-table.tsx'
import { DecideAttribute } from './decide-attribute.tsx'
import styles from './profile.module.css'

type Value = PersonAttribute['values'][number]
type Piece = PersonAttribute['evidence'][number]

/** What is known of somebody beside acts: each with how sure it is, why, and the key to decide it. */
export function Attributes({ person }: { person: Person }) {
  const [decided, setDecided] = useState<PersonAttribute>()
  return (
    <Section
      title={sayHowMuch(person.attributes)}
      note="What people say of themselves outranks what is inferred, and your word outranks both. An inference may segment; it never keeps anybody from a right or a price."
    >
      <WideTable label="Attributes">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Attribute</th>
              <th scope="col">What, and how likely</th>
              <th scope="col">Why?</th>
              <th scope="col">Wrong?</th>
            </tr>
          </thead>
          <tbody>
            {person.attributes.map((attribute) => (
              <AttributeRow
                key={attribute.attribute}
                attribute={attribute}
                onDecide={() => setDecided(attribute)}
              />
            ))}
          </tbody>
        </table>
      </WideTable>
      {decided === undefined ? null : (
        <DecideAttribute
          key={decided.attribute}
          personId={person.personId}
          attribute={decided}
          onClose={() => setDecided(undefined)}
        />
      )}
    </Section>
  )
}

function sayHowMuch(attributes: readonly PersonAttribute[]): string {
  const known = attributes.filter(({ values }) => values.some(isKnown)).length
  return known === 0
    ? 'Too little is known to say what they may be like'
    : `What they may be like: ${known} of ${attributes.length} attributes known`
}

const isKnown = ({ status }: Value): boolean => status !== 'too little data'

function AttributeRow({ attribute, onDecide }: { attribute: PersonAttribute; onDecide: () => void }) {
  const { title, question, values, evidence } = attribute
  return (
    <tr>
      <th scope="row">{title}</th>
      <td className={styles.values}>
        {values.map((value) => (
          <div key={value.value} data-known={isKnown(value)}>
            {sayValue(value)}
          </div>
        ))}
      </td>
      <td>
        {evidence.length === 0 ? null : (
          <Why title={question}>
            <ul>
              {evidence.map((piece) => (
                <li key={`${piece.rule} ${piece.evidence}`}>{sayPiece(attribute, piece)}</li>
              ))}
            </ul>
          </Why>
        )}
      </td>
      <td>
        <Button
          size="compact-sm"
          variant="default"
          onClick={onDecide}
          aria-label={`Decide ${title.toLowerCase()}`}
        >
          Decide…
        </Button>
      </td>
    </tr>
  )
}

function sayValue({ title, probability, status }: Value): string {
  if (status === 'too little data') return 'too little is known'
  if (status === 'inferred') return `${makeInert(title)}, ${formatShare(probability, 1)}`
  return `${makeInert(title)}, ${status === 'declared' ? 'as they say' : 'decided here'}`
}

/** Where any text may be a value, a piece speaks for one; else for and against some, by so much. */
function sayPiece({ choices }: PersonAttribute, { evidence, weights }: Piece): string {
  const sentence = makeInert(evidence)
  if (choices.length === 0) return [...Object.keys(weights).map(makeInert), sentence].join(': ')
  const ratios = Object.entries(weights).flatMap(([value, weight]) => {
    const choice = choices.find((one) => one.value === value)
    return choice === undefined || weight === 0 ? [] : [`${choice.title} ${sayRatio(weight)}`]
  })
  return ratios.length === 0 ? sentence : `${sentence} (${ratios.join(', ')})`
}

/** How much likelier a value is with this evidence than without, from the natural logarithm. */
function sayRatio(weight: number): string {
  const ratio = Math.exp(Math.abs(weight))
  return `${weight > 0 ? '×' : '÷'} ${ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(1)}`
}
