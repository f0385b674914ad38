import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { makeInert } from '../../parts/inert-text.ts'
import { MovesDialog } from './moves-dialog.tsx'

interface TakeOutDialogProps {
  organisationId: string
  domain: string
  onClose: () => void
}

/** Takes a domain out of an organisation, to stand for another one. */
export function TakeOutDialog({ organisationId, domain, onClose }: TakeOutDialogProps) {
  const [name, setName] = useState('')
  const [asked] = useDebouncedValue(name.trim(), 300)
  return (
    <MovesDialog
      title={`Take ${makeInert(domain)} out`}
      body={asked === '' ? undefined : { organisation: organisationId, domains: [domain], name: asked }}
      path="/organisation-splits"
      action="Take it out"
      onClose={onClose}
    >
      <TextInput
        label="Organisation it stands for"
        description="Its name. What is below the domain goes with it; “Overrule…” takes it back."
        value={name}
        maxLength={200}
        required
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </MovesDialog>
  )
}
