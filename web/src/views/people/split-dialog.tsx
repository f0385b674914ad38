import { Checkbox } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Person } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { useStartWork } from '../../api/live-job.ts'
import { makeInert, shorten } from '../../parts/inert-text.ts'
import { ConsequencesDialog } from './consequences-dialog.tsx'
import styles from './profile.module.css'

/** Takes aliases out of a person, for good: what they have in common joins them no more. */
export function SplitDialog({
  person,
  first,
  onClose,
}: {
  person: Person
  first: string
  onClose: () => void
}) {
  const questions = useQueryClient()
  const start = useStartWork()
  const [out, setOut] = useState<readonly string[]>([first])
  const body = { person: person.personId, aliases: out }
  const split = async (reason: string) => {
    await tell('POST', '/identity/splits', { ...body, reason })
    await start({ stages: ['resolve', 'segment'] })
    await questions.invalidateQueries()
  }
  return (
    <ConsequencesDialog
      title="This is not the same person"
      body={body}
      action="Take out what is chosen"
      onConfirm={split}
      onClose={onClose}
    >
      <Checkbox.Group
        label="Who is somebody else?"
        description="Those you choose are taken to be one other person."
        value={[...out]}
        onChange={setOut}
      >
        <div className={styles.choices}>
          {person.aliasList.map((alias) => (
            <Checkbox
              key={alias.aliasId}
              value={alias.aliasId}
              label={shorten(
                makeInert([alias.name || alias.username, alias.email && `<${alias.email}>`].join(' ')),
                90,
              )}
            />
          ))}
        </div>
      </Checkbox.Group>
    </ConsequencesDialog>
  )
}
