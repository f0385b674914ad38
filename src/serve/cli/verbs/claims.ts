import { UserError } from '../../../core/index.ts'
import type { AccountClaim, AliasRef, IssuedClaim, List } from '../../http/contract.ts'
import type { Invocation } from '../invocation.ts'
import { formatTable } from '../table.ts'
import { toInert } from '../terminal.ts'
import { type ListOptions, toQuery } from './lists.ts'

/** `identity prove <alias>`: the link, and the code if the other account is known. Both are told this once. */
export async function issueLink(
  { client, terminal }: Invocation,
  alias: string,
  { second, days }: { second?: string; days: string },
): Promise<undefined> {
  if (!/^\d{1,2}$/.test(days) || Number(days) < 1 || Number(days) > 90)
    throw new UserError(`“${days}” is no number of days. Name one from 1 to 90.`)
  const body = { alias, days: Number(days), ...(second === undefined ? {} : { second }) }
  const issued = await (await client()).ask<IssuedClaim>('POST', '/api/v1/identity/claims', body)
  if (terminal.json) {
    terminal.printJson(issued)
    return undefined
  }
  const { claim, link, code, notes } = issued
  const lines = [
    `Send this to ${sayAlias(claim.alias)} and to nobody else. It is told only now, and good until ${claim.expiresAt.slice(0, 10)}.`,
    `  link: ${link}`,
    ...(code === null ? [] : [`  code, to be written with the other account: ${code}`]),
    ...notes,
  ]
  for (const line of lines) terminal.print(toInert(line))
  return undefined
}

/** `identity claims`. */
export async function listClaims({ client, terminal }: Invocation, options: ListOptions): Promise<undefined> {
  const list = await (await client()).ask<List<AccountClaim>>(
    'GET',
    `/api/v1/identity/claims${toQuery(options)}`,
  )
  if (terminal.json) {
    terminal.printJson(list)
    return undefined
  }
  const columns = ['claim', 'alias', 'state', 'good until', 'what became of it'].map((title) => ({ title }))
  const rows = list.items.map(({ claimId, alias, state, expiresAt, sentence }) => [
    claimId,
    sayAlias(alias),
    state,
    expiresAt.slice(0, 10),
    sentence,
  ])
  terminal.print(rows.length === 0 ? 'Nobody was given a link yet.' : formatTable(columns, rows))
  return undefined
}

/** `identity withdraw <claim>`. */
export async function withdrawLink({ client, terminal }: Invocation, claim: string): Promise<undefined> {
  const path = `/api/v1/identity/claims/${encodeURIComponent(claim)}`
  const told = await (await client()).ask<AccountClaim>('DELETE', path)
  if (terminal.json) terminal.printJson(told)
  else terminal.print('Taken back. It joins nobody from the next “groundswell resolve” on.')
  return undefined
}

const sayAlias = ({ aliasId, personId, platform, name, username, email }: AliasRef): string =>
  personId === null
    ? `${aliasId} (not known any more)`
    : `${aliasId} ${name === '' ? username : name} ${email === '' ? `on ${platform}` : `<${email}>`}`
