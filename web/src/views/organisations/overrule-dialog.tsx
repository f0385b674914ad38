import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Organisation } from '../../../../src/serve/http/contract.ts'
import { DecisionDialog } from '../../parts/decision-dialog.tsx'
import { makeInert } from '../../parts/inert-text.ts'
import { domainKinds, nameKind } from '../../words.ts'

interface OverruleDialogProps {
  domain: Pick<Organisation['domains'][number], 'domain' | 'kind' | 'reason'>
  organisation: string
  onClose: () => void
}

/** Says what a domain is, against the tables. */
export function OverruleDialog({ domain, organisation, onClose }: OverruleDialogProps) {
  const [kind, setKind] = useState(domain.kind)
  const [name, setName] = useState(makeInert(organisation))
  return (
    <DecisionDialog
      title={`What is ${makeInert(domain.domain)}?`}
      path={`/domains/${encodeURIComponent(domain.domain)}`}
      word={{ kind, organisation: name.trim() }}
      // What is told of a domain does not say whether somebody decided it.
      isDecided
      agree="This is what it is"
      note="People and segments are then worked out again; that takes a moment. “Take back” returns to what the tables say."
      onClose={onClose}
    >
      <NativeSelect
        label="Kind"
        description="Free mail, forges and forwarders are nobody’s employer: their people lose this organisation."
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value)}
        data={[...new Set([domain.kind, ...domainKinds])].map((value) => ({ value, label: nameKind(value) }))}
      />
      <TextInput
        label="Name of the organisation"
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </DecisionDialog>
  )
}
