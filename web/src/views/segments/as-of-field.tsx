import { CloseButton, TextInput } from '@mantine/core'
import { isDay } from '../../search-params.ts'

interface AsOfFieldProps {
  value: string | undefined
  onChange: (day: string | undefined) => void
}

/** Asks who was in at the end of a day; empty means now. */
export function AsOfField({ value, onChange }: AsOfFieldProps) {
  return (
    <TextInput
      // A field half filled in has no value yet; the key starts it afresh when the address changes by itself.
      key={value ?? 'now'}
      type="date"
      label="As of"
      defaultValue={value ?? ''}
      min="1970-01-01"
      max="2200-12-31"
      onChange={(event) => {
        const day = event.currentTarget.value
        if (isDay(day) && day >= '1970-01-01') onChange(day)
      }}
      rightSection={
        value === undefined ? null : (
          <CloseButton size="sm" aria-label="Back to now" onClick={() => onChange(undefined)} />
        )
      }
      w={{ base: '100%', sm: 190 }}
    />
  )
}
