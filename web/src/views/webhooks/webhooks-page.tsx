import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { AddedWebhook, Webhook, WebhookAttempt } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { askDefinitions, askWebhookAttempts, askWebhooks } from '../../api/questions.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Page } from '../../parts/page.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Section } from '../../parts/section.tsx'
import { WaitingLines } from '../../parts/waiting.tsx'
import { When } from '../../parts/when.tsx'
import { WideTable } from '../../parts/wide-table.tsx'
import styles from './webhooks.module.css'

/** Who is told of changes of segments, and what they were told. */
export function WebhooksPage() {
  const { data, error, refetch } = useQuery(askWebhooks())
  return (
    <Page
      title="Webhooks"
      above={<Link to="/segments">Segments</Link>}
      lead="Other programs are told who comes into and leaves the segments made of rules: the segment, the id, the moment and the reason; no name and no address."
    >
      {error === null ? null : <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <WaitingLines lines={2} height={60} /> : null}
      {data === undefined ? null : <Told webhooks={data.items} />}
      <AddWebhook />
      <Log />
    </Page>
  )
}

function useChange<G, T>(change: (given: G) => Promise<T>) {
  const questions = useQueryClient()
  return useMutation({ mutationFn: change, onSettled: () => questions.invalidateQueries() })
}

function Told({ webhooks }: { webhooks: readonly Webhook[] }) {
  const test = useChange((id: string) =>
    tell<Pick<WebhookAttempt, 'outcome' | 'status' | 'note'>>(
      'POST',
      `/webhooks/${encodeURIComponent(id)}/test`,
    ),
  )
  const remove = useChange((id: string) => tell('DELETE', `/webhooks/${encodeURIComponent(id)}`))
  const error = test.error ?? remove.error
  const isBusy = test.isPending || remove.isPending
  return (
    <Section title="Who is told">
      {webhooks.length === 0 ? <p>Nobody yet.</p> : null}
      {webhooks.length === 0 ? null : (
        <WideTable label="Webhooks">
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Address</th>
                <th scope="col">Segment</th>
                <th scope="col">Latest</th>
                <th scope="col">Change</th>
              </tr>
            </thead>
            <tbody>
              {webhooks.map((webhook) => (
                <WebhookRow
                  key={webhook.id}
                  webhook={webhook}
                  isBusy={isBusy}
                  onTest={() => test.mutate(webhook.id)}
                  onRemove={() => remove.mutate(webhook.id)}
                />
              ))}
            </tbody>
          </table>
        </WideTable>
      )}
      {error === null ? null : <ProblemNote error={error} />}
      {test.data === undefined ? null : (
        <p role="status">
          {test.data.outcome === 'delivered'
            ? `The test was heard (${test.data.status}).`
            : `The test was not heard: ${makeInert(test.data.note) || `answered ${test.data.status}`}`}
        </p>
      )}
    </Section>
  )
}

interface WebhookRowProps {
  webhook: Webhook
  isBusy: boolean
  onTest: () => void
  onRemove: () => void
}

function WebhookRow({ webhook: { url, segment, latest }, isBusy, onTest, onRemove }: WebhookRowProps) {
  const key = { size: 'compact-sm', variant: 'default', disabled: isBusy } as const
  return (
    <tr>
      <td className={styles.wide}>{makeInert(url)}</td>
      <td>{segment === null ? 'all' : makeInert(segment)}</td>
      <td className={styles.wide}>
        {latest === null ? (
          'told nothing yet'
        ) : (
          <>
            {latest.outcome} <When at={latest.at} precise /> {makeInert(latest.note)}
          </>
        )}
      </td>
      <td>
        <div className={styles.keys}>
          <Button {...key} aria-label={`Test ${makeInert(url)}`} onClick={onTest}>
            Test
          </Button>
          <Button {...key} aria-label={`Remove ${makeInert(url)}`} onClick={onRemove}>
            Remove
          </Button>
        </div>
      </td>
    </tr>
  )
}

function AddWebhook() {
  const [url, setUrl] = useState('')
  const [segment, setSegment] = useState('')
  const definitions = useQuery(askDefinitions())
  const add = useChange(() =>
    tell<AddedWebhook>('POST', '/webhooks', { url: url.trim(), segment: segment === '' ? null : segment }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate(undefined, { onSuccess: () => setUrl('') })
  }
  return (
    <Section
      title="Tell another program"
      note="Messages are signed as Standard Webhooks has it, tried again for a day and a half when they are not heard, and told again after a crash: each has an id that stays the same."
    >
      <form onSubmit={submit} className={styles.form}>
        <TextInput
          className={styles.address}
          label="Address, with https"
          required
          maxLength={2000}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <NativeSelect
          label="Of segment"
          value={segment}
          onChange={(event) => setSegment(event.currentTarget.value)}
          data={[
            { value: '', label: 'All made of rules' },
            ...(definitions.data?.items ?? []).map(({ segment: value, definition }) => ({
              value,
              label: makeInert(definition.title),
            })),
          ]}
        />
        <Button type="submit" loading={add.isPending}>
          Add
        </Button>
      </form>
      {add.error === null ? null : <ProblemNote error={add.error} />}
      {add.data === undefined ? null : (
        <div role="status">
          Its messages are signed with this secret. It is not shown again.
          <code className={styles.secret}>{add.data.secret}</code>
        </div>
      )}
    </Section>
  )
}

function Log() {
  const { data, error, refetch } = useQuery(askWebhookAttempts())
  return (
    <Section title="What was told" note="The latest 50 attempts.">
      {error === null ? null : <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 ? <p>Nothing yet.</p> : null}
      {data === undefined || data.items.length === 0 ? null : (
        <WideTable label="What was told">
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">What</th>
                <th scope="col">Segment</th>
                <th scope="col">Who</th>
                <th scope="col">Attempt</th>
                <th scope="col">Outcome</th>
                <th scope="col">Next attempt</th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((one) => (
                <tr key={`${one.webhook} ${one.messageId} ${one.attempt}`}>
                  <td>
                    <When at={one.attemptedAt} precise />
                  </td>
                  <td>{one.event}</td>
                  <td>{makeInert(one.segment)}</td>
                  <td>{one.subjectId === '0' ? '' : `${one.subjectKind} ${one.subjectId}`}</td>
                  <td>{one.attempt}</td>
                  <td className={styles.wide}>
                    {one.outcome} {one.status === 0 ? makeInert(one.note) : `(${one.status})`}
                  </td>
                  <td>{one.nextAt === null ? '' : <When at={one.nextAt} precise />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </WideTable>
      )}
    </Section>
  )
}
