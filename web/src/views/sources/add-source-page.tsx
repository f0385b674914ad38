import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { AddedSource, Connector, Detected, Preview } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { useStartWork } from '../../api/live-job.ts'
import { askConnectors } from '../../api/questions.ts'
import { Name } from '../../parts/name.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Section } from '../../parts/section.tsx'
import { WaitingLines } from '../../parts/waiting.tsx'
import { ConnectorCards } from './connector-cards.tsx'
import { ConnectorForm } from './connector-form.tsx'
import { PreviewTable } from './preview-table.tsx'
import styles from './sources.module.css'

const route = getRouteApi('/sources/add')

/** Two ways to a source: type a path and let it be recognised, or choose the kind and fill in its form. */
export function AddSourcePage() {
  const { connector: named } = route.useSearch()
  const connectors = useQuery(askConnectors())
  const [detected, setDetected] = useState<Detected>()
  const chosen = connectors.data?.items.find((one) => one.name === (detected?.connector ?? named))
  return (
    <Page
      title="Add a source"
      above={<Link to="/sources">Sources</Link>}
      lead="Groundswell reads what lies on this machine, asks the servers you name, or takes in what your programs send. Nothing is changed there, and nothing it knows leaves."
    >
      <PathField onDetected={setDetected} />
      {detected !== undefined && chosen !== undefined ? (
        <Section title={`This is ${articleFor(chosen.title)} ${chosen.title}. Is this how to read it?`}>
          <AddForm key={JSON.stringify(detected)} connector={chosen} config={detected.config} />
        </Section>
      ) : null}
      {detected === undefined && chosen !== undefined ? (
        <Section title={chosen.title} note={`It reads ${chosen.reads}.`}>
          <AddForm key={chosen.name} connector={chosen} config={{}} />
        </Section>
      ) : null}
      <Section title="Or choose the kind of source">
        {connectors.error === null ? null : (
          <ProblemNote error={connectors.error} onRetry={() => void connectors.refetch()} />
        )}
        {connectors.isPending ? <WaitingLines lines={2} height={64} /> : null}
        <ConnectorCards
          connectors={connectors.data?.items ?? []}
          chosen={chosen?.name}
          onChoose={() => setDetected(undefined)}
        />
      </Section>
    </Page>
  )
}

function PathField({ onDetected }: { onDetected: (detected: Detected | undefined) => void }) {
  const [path, setPath] = useState('')
  const look = useMutation({
    mutationFn: () => tell<Detected>('POST', '/detect', { path: path.trim() }),
    onSuccess: onDetected,
    onError: () => onDetected(undefined),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (path.trim() !== '') look.mutate()
  }
  return (
    <form onSubmit={submit} className={styles.pathForm}>
      <TextInput
        className={styles.path}
        label="Path of a folder or file, or a web address"
        description="A repository, a log, an archive of mails, an export; or the address of a project on a forge. It is looked at before anything is added."
        placeholder="/home/you/src/project"
        value={path}
        onChange={(event) => setPath(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
      />
      <Button type="submit" loading={look.isPending} disabled={path.trim() === ''}>
        Look at it
      </Button>
      {look.error === null ? null : (
        <div className={styles.full}>
          <ProblemNote error={look.error} />
        </div>
      )}
    </form>
  )
}

function AddForm({ connector, config }: { connector: Connector; config: Record<string, unknown> }) {
  const questions = useQueryClient()
  const navigate = route.useNavigate()
  const start = useStartWork()
  const add = useMutation({
    mutationFn: async (values: Record<string, unknown>) => {
      const source = await tell<AddedSource>('POST', '/sources', {
        connector: connector.name,
        config: values,
      })
      if (source.form !== 'push') await start({ sources: [source.id] })
      return source
    },
    onSuccess: async (source) => {
      await questions.invalidateQueries()
      // Secrets that were made are told this once, so whoever made them sees them first.
      if (Object.keys(source.made).length === 0)
        await navigate({ to: '/sources/$id', params: { id: source.id } })
    },
  })
  const preview = useMutation({
    mutationFn: (values: Record<string, unknown>) =>
      tell<Preview>('POST', '/preview', { connector: connector.name, config: values }),
  })
  if (add.data !== undefined && Object.keys(add.data.made).length > 0)
    return <MadeSecrets source={add.data} />
  return (
    <>
      <ConnectorForm
        schema={connector.config}
        values={config}
        waiting={add.isPending}
        error={add.error ?? preview.error}
        submit="Add and collect"
        onSubmit={(values) => add.mutate(values)}
        onPreview={isRead(connector) ? (values) => preview.mutate(values) : undefined}
        previewing={preview.isPending}
      />
      {preview.data === undefined ? null : <PreviewTable preview={preview.data} />}
    </>
  )
}

/** Whether a connector goes and reads; to others programs send, so there is nothing to show before. */
function isRead({ config }: Connector): boolean {
  const fields = (config['properties'] ?? {}) as object
  return Object.hasOwn(fields, 'path') || Object.hasOwn(fields, 'url')
}

/** What was made for a new source and is not shown again. */
function MadeSecrets({ source }: { source: AddedSource }) {
  return (
    <div className={styles.form} role="status">
      <p>
        <Name text={source.id} /> is added. Copy this now: it is kept encrypted and never shown again.
      </p>
      {Object.entries(source.made).map(([field, secret]) => (
        <TextInput
          key={field}
          label={field}
          value={secret}
          readOnly
          onFocus={(event) => event.target.select()}
        />
      ))}
      <Link to="/sources/$id" params={{ id: source.id }}>
        I have copied it: go to the source
      </Link>
    </div>
  )
}

const articleFor = (word: string): string => (/^[aeiou]/i.test(word) ? 'an' : 'a')
