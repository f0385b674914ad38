import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import type { Found } from '../../../../src/serve/http/contract.ts'
import { askSearch } from '../../api/questions.ts'
import { pageOf } from '../../search-params.ts'
import { Name } from '../name.tsx'
import { ProblemNote } from '../problem-note.tsx'
import styles from './search-box.module.css'

const kinds: Record<Found['kind'], string> = {
  person: 'Person',
  organisation: 'Organisation',
  segment: 'Segment',
  source: 'Source',
}

/** A field and the list of what was found: arrows choose, Enter goes there. */
export function SearchBox({ onChosen }: { onChosen: () => void }) {
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text, 150)
  const [chosen, setChosen] = useState(0)
  const navigate = useNavigate()
  const listId = useId()
  const { data, error, isFetching } = useQuery(askSearch(asked))
  const found = asked.trim() === '' ? [] : (data?.items ?? [])
  const current = Math.min(chosen, found.length - 1)

  useEffect(() => {
    document.getElementById(`${listId}-${current}`)?.scrollIntoView({ block: 'nearest' })
  }, [listId, current])

  const go = (target: Found | undefined) => {
    if (target === undefined) return
    onChosen()
    void navigate(pageOf(target))
  }
  const steer = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && found.length > 0) {
      event.preventDefault()
      setChosen((current + step + found.length) % found.length)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      go(found[current])
    }
  }

  return (
    <>
      <TextInput
        data-autofocus
        autoFocus
        aria-label="A name, address, organisation, segment or source"
        placeholder="A name, address, organisation, segment or source"
        leftSection={<IconSearch size={17} aria-hidden />}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-activedescendant={found.length > 0 ? `${listId}-${current}` : undefined}
        autoComplete="off"
        maxLength={200}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setChosen(0)
        }}
        onKeyDown={steer}
      />
      {error === null ? null : <ProblemNote error={error} />}
      <FoundList id={listId} found={found} current={current} onPoint={setChosen} onChoose={go} />
      <p className={styles.hint} role="status">
        {saySearchState(asked, isFetching && data === undefined, found.length)}
      </p>
    </>
  )
}

interface FoundListProps {
  id: string
  found: readonly Found[]
  current: number
  onPoint: (index: number) => void
  onChoose: (found: Found) => void
}

function FoundList({ id, found, current, onPoint, onChoose }: FoundListProps) {
  return (
    <div role="listbox" id={id} aria-label="Found" className={styles.list} hidden={found.length === 0}>
      {found.map((one, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field above holds the focus and steers the list
        // biome-ignore lint/a11y/useFocusableInteractive: an option of a combobox is pointed at, never focused
        <div
          key={`${one.kind} ${one.id}`}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === current}
          className={styles.option}
          onClick={() => onChoose(one)}
          onMouseMove={() => onPoint(index)}
        >
          <span className={styles.title}>
            <Name text={one.title} oneLine />
          </span>
          <span className={styles.detail}>
            <Name text={one.detail} fallback="" oneLine />
          </span>
          <span className={styles.kind}>{kinds[one.kind]}</span>
        </div>
      ))}
    </div>
  )
}

function saySearchState(asked: string, waiting: boolean, found: number): string {
  if (asked.trim() === '') return 'Type a few letters. ↑ ↓ choose, Enter opens, Esc closes.'
  if (waiting) return 'Looking…'
  if (found === 0) return 'Nothing here has that name. Try fewer letters, or a part of an address.'
  return `${found} found. ↑ ↓ choose, Enter opens.`
}
