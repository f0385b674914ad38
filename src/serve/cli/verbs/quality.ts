import type { Quality } from '../../http/contract.ts'
import { formatNumber } from '../../sentence.ts'
import type { Invocation } from '../invocation.ts'
import { formatTable } from '../table.ts'
import { type ListOptions, toQuery } from './lists.ts'

/** `quality`: what resolve doubts, what concerns most acts first, and what would mend it. */
export async function listDoubts({ client, terminal }: Invocation, options: ListOptions): Promise<undefined> {
  const list = await (await client()).ask<Quality>('GET', `/api/v1/quality${toQuery(options)}`)
  if (terminal.json) {
    terminal.printJson(list)
    return
  }
  const columns = [
    { title: 'acts', isNumber: true },
    { title: 'id' },
    { title: 'who or what' },
    { title: 'doubt' },
  ]
  const rows = list.items.map(({ weight, subjectId, name, sentence }) => [
    formatNumber(weight),
    subjectId,
    name,
    sentence,
  ])
  terminal.print(rows.length === 0 ? 'Nothing is in doubt.' : formatTable(columns, rows))
  if (list.next !== null)
    terminal.print(
      `${formatNumber(list.items.length)} of ${formatNumber(list.total)}; more with --offset ${list.next}.`,
    )
}
