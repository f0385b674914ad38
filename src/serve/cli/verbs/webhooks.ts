import type { AddedWebhook, List, Webhook, WebhookAttempt } from '../../http/contract.ts'
import type { ExitCode, Invocation } from '../invocation.ts'
import { formatTable } from '../table.ts'
import { toInert } from '../terminal.ts'

const path = '/api/v1/webhooks'
const minute = (instant: string): string => instant.slice(0, 16).replace('T', ' ')

/** `webhooks list`. */
export async function listWebhooks({ terminal, client }: Invocation): Promise<undefined> {
  const found = await (await client()).ask<List<Webhook>>('GET', path)
  if (terminal.json) return void terminal.printJson(found)
  const columns = ['id', 'address', 'segment', 'added', 'latest'].map((title) => ({ title }))
  const rows = found.items.map(({ id, url, segment, addedAt, latest }) => [
    id,
    url,
    segment ?? 'all',
    minute(addedAt),
    latest === null ? 'told nothing yet' : `${latest.outcome} ${minute(latest.at)} ${latest.note}`,
  ])
  terminal.print(
    rows.length === 0 ? 'Nobody is told yet: groundswell webhooks add <url>' : formatTable(columns, rows),
  )
  return undefined
}

/** `webhooks add <url>`. */
export async function addWebhook(
  { terminal, client }: Invocation,
  url: string,
  { segment, reason = '' }: { readonly segment?: string | undefined; readonly reason?: string | undefined },
): Promise<undefined> {
  const added = await (await client()).ask<AddedWebhook>('POST', path, {
    url,
    segment: segment ?? null,
    reason,
  })
  if (terminal.json) return void terminal.printJson(added)
  terminal.print(
    `Added as ${added.id}. Its messages are signed with this secret, which is not shown again:\n${added.secret}\nTry it with: groundswell webhooks test ${added.id}`,
  )
  return undefined
}

/** `webhooks remove <id>`. */
export async function removeWebhook({ terminal, client }: Invocation, id: string): Promise<undefined> {
  const left = await (await client()).ask<List<Webhook>>('DELETE', `${path}/${encodeURIComponent(id)}`)
  if (terminal.json) return void terminal.printJson(left)
  terminal.print(toInert(`${id} is told nothing any more.`))
  return undefined
}

/** `webhooks test <id>`; ends with 1 when it was not heard. */
export async function testWebhook(
  { terminal, client }: Invocation,
  id: string,
): Promise<ExitCode | undefined> {
  const told = await (await client()).ask<Pick<WebhookAttempt, 'outcome' | 'status' | 'note'>>(
    'POST',
    `${path}/${encodeURIComponent(id)}/test`,
  )
  if (terminal.json) terminal.printJson(told)
  else
    terminal.print(
      toInert(
        told.outcome === 'delivered'
          ? `It was heard (${told.status}).`
          : `It was not heard: ${told.note || `answered ${told.status}`}`,
      ),
    )
  return told.outcome === 'delivered' ? undefined : 1
}

/** `webhooks log [id]`. */
export async function showLog(
  { terminal, client }: Invocation,
  id: string | undefined,
  limit: string,
): Promise<undefined> {
  const asked = new URLSearchParams({ limit, ...(id === undefined ? {} : { webhook: id }) })
  const found = await (await client()).ask<List<WebhookAttempt>>('GET', `${path}/attempts?${asked}`)
  if (terminal.json) return void terminal.printJson(found)
  const columns = ['when', 'webhook', 'event', 'segment', 'who', 'attempt', 'outcome', 'answer', 'next'].map(
    (title) => ({ title }),
  )
  const rows = found.items.map((one) => [
    one.attemptedAt.slice(0, 19).replace('T', ' '),
    one.webhook,
    one.event,
    one.segment,
    one.subjectId === '0' ? '' : `${one.subjectKind} ${one.subjectId}`,
    String(one.attempt),
    one.outcome,
    one.status === 0 ? one.note : String(one.status),
    one.nextAt === null ? '' : minute(one.nextAt),
  ])
  terminal.print(rows.length === 0 ? 'Nothing was told yet.' : formatTable(columns, rows))
  return undefined
}
