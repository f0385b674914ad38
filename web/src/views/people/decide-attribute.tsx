import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { PersonAttribute } from '../../../../src/serve/http/contract.ts'
import { DecisionDialog } from '../../parts/decision-dialog.tsx'

interface DecideAttributeProps {
  personId: string
  attribute: PersonAttribute
  onClose: () => void
}

/** Says what somebody is, against evidence and answers. */
export function DecideAttribute({ personId, attribute, onClose }: DecideAttributeProps) {
  const { choices, values } = attribute
  const known = values.map(({ value }) => value).filter((value) => value !== 'unknown')
  const [value, setValue] = useState(
    choices.length === 0 ? known.join('; ') : (known[0] ?? choices[0]?.value ?? ''),
  )
  return (
    <DecisionDialog
      title={attribute.question}
      path={`/people/${personId}/attributes/${attribute.attribute}`}
      word={{ value: value.trim() }}
      isDecided={values.some(({ status }) => status === 'overridden')}
      agree="This is what it is"
      onClose={onClose}
    >
      {choices.length === 0 ? (
        <TextInput
          label={attribute.title}
          description="Several are separated by semicolons."
          value={value}
          maxLength={1000}
          required
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      ) : (
        <NativeSelect
          label={attribute.title}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
          data={choices.map((choice) => ({
            value: choice.value,
            label: `${choice.title}: ${choice.phrase}`,
          }))}
        />
      )}
    </DecisionDialog>
  )
}
