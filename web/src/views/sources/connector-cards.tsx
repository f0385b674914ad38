import { TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Connector } from '../../../../src/serve/http/contract.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { nameType } from '../../words.ts'
import styles from './sources.module.css'

interface ConnectorCardsProps {
  connectors: readonly Connector[]
  chosen: string | undefined
  onChoose: () => void
}

/** The kinds of sources as cards; with many of them, a field to find one. */
export function ConnectorCards({ connectors, chosen, onChoose }: ConnectorCardsProps) {
  const [text, setText] = useState('')
  const fits = (one: Connector) =>
    `${one.title} ${one.reads} ${one.name}`.toLowerCase().includes(text.toLowerCase())
  return (
    <>
      {connectors.length > 6 ? (
        <TextInput
          label="Find a kind"
          mb={16}
          maw={320}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      ) : null}
      <ul className={styles.cards}>
        {connectors.filter(fits).map((connector) => (
          <li key={connector.name}>
            <Link
              to="/sources/add"
              search={{ connector: connector.name }}
              className={styles.card}
              data-chosen={connector.name === chosen}
              onClick={onChoose}
              resetScroll={false}
            >
              <strong>{makeInert(connector.title)}</strong>
              <span>Reads {makeInert(connector.reads)}.</span>
              <span className={styles.tells}>Tells of: {sayEmits(connector.emits)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

function sayEmits(emits: readonly string[]): string {
  const names = [...new Set(emits.map((type) => nameType(type).toLowerCase()))]
  return names.length <= 5 ? names.join(', ') : `${names.slice(0, 4).join(', ')} and ${names.length - 4} more`
}
