import { Button, Group } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Source } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { askConnectors } from '../../api/questions.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Section } from '../../parts/section.tsx'
import { CollectKey } from './collect-key.tsx'
import { ConnectorForm } from './connector-form.tsx'
import styles from './sources.module.css'

/** The settings of a source, to read and to change. */
export function Configuration({ source }: { source: Source }) {
  const [changing, setChanging] = useState(false)
  if (changing)
    return (
      <Section
        title="How it is to be read"
        note="What was read stays as it is. What could not be read gets another chance when the source is read from the start."
      >
        <ChangeForm source={source} onDone={() => setChanging(false)} />
      </Section>
    )
  return (
    <Section title="How it is read">
      <dl className={styles.settings}>
        <div>
          <dt>connector</dt>
          <dd>{makeInert(source.connector)}</dd>
        </div>
        <div>
          <dt>name of the source</dt>
          <dd>{makeInert(source.id)}</dd>
        </div>
        {Object.entries(source.config).map(([name, value]) => (
          <div key={name}>
            <dt>{makeInert(name)}</dt>
            <dd>{makeInert(typeof value === 'string' ? value : JSON.stringify(value))}</dd>
          </div>
        ))}
      </dl>
      <Group mt={16}>
        <Button variant="default" onClick={() => setChanging(true)}>
          Change the settings…
        </Button>
        {source.form === 'push' || source.lastRun === null ? null : (
          <CollectKey label="Read from the start" sources={[source.id]} again />
        )}
      </Group>
    </Section>
  )
}

function ChangeForm({ source, onDone }: { source: Source; onDone: () => void }) {
  const questions = useQueryClient()
  const { data } = useQuery(askConnectors())
  const connector = data?.items.find((one) => one.name === source.connector)
  const change = useMutation({
    mutationFn: (config: Record<string, unknown>) =>
      tell<Source>('PATCH', `/sources/${encodeURIComponent(source.id)}`, { config }),
    onSuccess: async () => {
      await questions.invalidateQueries()
      onDone()
    },
  })
  if (connector === undefined) return null
  return (
    <>
      <ConnectorForm
        schema={connector.config}
        values={source.config}
        waiting={change.isPending}
        error={change.error}
        submit="Save the settings"
        onSubmit={(config) => change.mutate(config)}
      />
      <Button variant="subtle" mt={8} onClick={onDone}>
        Leave them as they are
      </Button>
    </>
  )
}
