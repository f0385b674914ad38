import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Organisation } from '../../../../src/serve/http/contract.ts'
import { DecisionDialog } from '../../parts/decision-dialog.tsx'
import { makeInert } from '../../parts/inert-text.ts'
import { nameNetworkClass } from '../../words.ts'

interface NetworkDialogProps {
  network: Organisation['logs']['networks'][number]
  /** Whose own it is held to be. */
  organisation: string
  onClose: () => void
}

const own = 'own'
const classes = ['isp', 'hosting', 'vpn', 'unknown']

/** Says whose a network is, against the file and the tables. */
export function NetworkDialog({ network, organisation, onClose }: NetworkDialogProps) {
  const [kind, setKind] = useState(network.class === 'unknown' || organisation !== '' ? own : network.class)
  const [name, setName] = useState(makeInert(organisation))
  return (
    <DecisionDialog
      title={`Whose network is ${makeInert(network.name || network.domain) || 'this'}?`}
      path={`/networks/${encodeURIComponent(network.networkId)}`}
      word={kind === own ? { organisation: name.trim() } : { class: kind }}
      isDecided={network.isDecided}
      onClose={onClose}
    >
      <NativeSelect
        label="What it is"
        description="Addresses of providers are their customers’, so they name nobody."
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value)}
        data={[
          { value: own, label: 'An organisation’s own' },
          ...classes.map((value) => ({ value, label: nameNetworkClass(value) })),
        ]}
      />
      {kind === own ? (
        <TextInput
          label="Organisation"
          description="Its name or its domain."
          value={name}
          maxLength={200}
          required
          onChange={(event) => setName(event.currentTarget.value)}
        />
      ) : null}
    </DecisionDialog>
  )
}
