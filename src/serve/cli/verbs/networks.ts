import { UserError } from '../../../core/index.ts'
import type { Networks } from '../../http/contract.ts'
import { countOf, formatNumber } from '../../sentence.ts'
import type { Invocation } from '../invocation.ts'
import { formatTable } from '../table.ts'
import { toInert } from '../terminal.ts'
import { type ListOptions, toQuery } from './lists.ts'

const again = 'It holds when the stages run next: groundswell run'

/** `networks list`. */
export async function listNetworks(
  { client, terminal }: Invocation,
  options: ListOptions,
): Promise<undefined> {
  const networks = await (await client()).ask<Networks>('GET', `/api/v1/networks${toQuery(options)}`)
  if (terminal.json) {
    terminal.printJson(networks)
    return
  }
  const columns = [
    { title: 'id' },
    { title: 'AS', isNumber: true },
    { title: 'network' },
    { title: 'class' },
    { title: 'of' },
    { title: 'addresses', isNumber: true },
    { title: 'visits', isNumber: true },
    { title: 'downloads', isNumber: true },
    { title: 'why' },
  ]
  const rows = networks.items.map((network) => [
    network.networkId,
    network.number === 0 ? '' : String(network.number),
    network.name || network.domain,
    network.class,
    network.organisation?.name ?? '',
    formatNumber(network.endpoints),
    formatNumber(network.visits),
    formatNumber(network.downloads),
    network.reason,
  ])
  const { others, smallestGroup, next, total } = networks
  terminal.print(rows.length === 0 ? 'No network can be shown.' : formatTable(columns, rows))
  if (next !== null)
    terminal.print(`${formatNumber(rows.length)} of ${formatNumber(total)}; more with --offset ${next}.`)
  if (others.networks > 0)
    terminal.print(
      `${countOf(others.networks, 'network')} with fewer than ${smallestGroup} addresses in a month: ${countOf(others.visits, 'visit')}, ${countOf(others.downloads, 'download')}.`,
    )
}

interface DecideOptions {
  readonly organisation?: string | undefined
  readonly class?: string | undefined
  readonly reason?: string | undefined
  readonly takeBack?: boolean | undefined
}

/** `networks decide <id>`. */
export async function decideNetwork(
  { client: open, terminal }: Invocation,
  id: string,
  { takeBack = false, organisation, class: decided, reason }: DecideOptions,
): Promise<undefined> {
  const words = [organisation, decided].filter((word) => word !== undefined)
  if (words.length !== (takeBack ? 0 : 1))
    throw new UserError('Say one of --organisation, --class and --take-back.')
  const client = await open()
  const path = `/api/v1/networks/${encodeURIComponent(id)}`
  const answer = takeBack
    ? await client.ask<object>('DELETE', path)
    : await client.ask<object>('PUT', path, {
        ...(organisation === undefined ? {} : { organisation }),
        ...(decided === undefined ? {} : { class: decided }),
        ...(reason === undefined ? {} : { reason }),
      })
  if (terminal.json) {
    terminal.printJson(answer)
    return
  }
  terminal.print(takeBack ? 'Taken back.' : toInert(`Network ${id}: ${words.join('')}.`))
  terminal.print(again)
}

/** `networks group <addresses>`. */
export async function decideGroup(
  { client, terminal }: Invocation,
  addresses: string,
  { reason }: { readonly reason?: string | undefined },
): Promise<undefined> {
  const decided = await (await client()).ask<{ addresses: number }>('PUT', '/api/v1/smallest-group', {
    addresses: Number(addresses),
    ...(reason === undefined ? {} : { reason }),
  })
  if (terminal.json) {
    terminal.printJson(decided)
    return
  }
  terminal.print(`Organisations and networks are shown from ${decided.addresses} addresses in a month on.`)
  terminal.print(again)
}
