import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { OrganisationFact } from '../../../../src/serve/http/contract.ts'
import { DecisionDialog } from '../../parts/decision-dialog.tsx'
import { makeInert } from '../../parts/inert-text.ts'

interface DecideFactProps {
  organisationId: string
  fact: OrganisationFact
  onClose: () => void
}

/** Says what an organisation is like, against lists, CRMs and rules. */
export function DecideFact({ organisationId, fact, onClose }: DecideFactProps) {
  const { choices } = fact
  const [value, setValue] = useState(makeInert(fact.value) || (choices[0]?.value ?? ''))
  const [scheme, setScheme] = useState(fact.fact === 'industry' ? makeInert(fact.scheme) : '')
  return (
    <DecisionDialog
      title={fact.question}
      path={`/organisations/${encodeURIComponent(organisationId)}/facts/${fact.fact}`}
      word={{ value: value.trim(), scheme: scheme.trim() }}
      isDecided={fact.status === 'overridden'}
      onClose={onClose}
    >
      {choices.length === 0 ? (
        <TextInput
          label={fact.title}
          value={value}
          maxLength={500}
          required
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      ) : (
        <NativeSelect
          label={fact.title}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
          data={choices.map((choice) => ({ value: choice.value, label: choice.title }))}
        />
      )}
      {fact.fact === 'industry' ? (
        <TextInput
          label="Scheme"
          description="Of a code, e.g. NACE Rev. 2 or ISIC Rev. 4. Empty: the industry is in words."
          value={scheme}
          maxLength={100}
          onChange={(event) => setScheme(event.currentTarget.value)}
        />
      ) : null}
    </DecisionDialog>
  )
}
