import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'

interface SearchFieldProps {
  label: string
  value: string
  onSearch: (text: string | undefined) => void
}

/** Searches while somebody types, a breath after the last letter. */
export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value)
  const ask = useDebouncedCallback(
    (typed: string) => onSearch(typed.trim() === '' ? undefined : typed.trim()),
    250,
  )
  // The address may change by itself: the back key, a link.
  useEffect(() => setText((typed) => (typed.trim() === value ? typed : value)), [value])
  const type = (typed: string) => {
    setText(typed)
    ask(typed)
  }
  return (
    <TextInput
      label={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text === '' ? null : <CloseButton size="sm" aria-label="Clear the search" onClick={() => type('')} />
      }
      value={text}
      maxLength={200}
      onChange={(event) => type(event.currentTarget.value)}
      autoComplete="off"
      w={{ base: '100%', sm: 240 }}
    />
  )
}
