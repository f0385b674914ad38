import { resolve } from 'node:path'
import { UserError } from '../../../core/index.ts'
import type { CompanyList, ImportedCompanies, List } from '../../http/contract.ts'
import { countOf, formatNumber } from '../../sentence.ts'
import type { Invocation } from '../invocation.ts'
import { formatTable } from '../table.ts'
import { toInert } from '../terminal.ts'

const again = 'It holds when the stages run next: groundswell run'

interface FactOptions {
  readonly scheme?: string | undefined
  readonly reason?: string | undefined
  readonly takeBack?: boolean | undefined
}

interface FactDecision {
  readonly override: { readonly value: string; readonly scheme: string } | null
}

/** `organisations fact <id> <fact> [value]`: decides a fact of an organisation, or takes that back. */
export async function decideFact(
  { client: open, terminal }: Invocation,
  { id, fact, value }: { readonly id: string; readonly fact: string; readonly value: string | undefined },
  { scheme, reason, takeBack = false }: FactOptions,
): Promise<undefined> {
  if (takeBack === (value !== undefined)) throw new UserError('Give the value, or say --take-back.')
  const client = await open()
  const path = `/api/v1/organisations/${encodeURIComponent(id)}/facts/${encodeURIComponent(fact)}`
  const decided = takeBack
    ? await client.ask<FactDecision>('DELETE', path)
    : await client.ask<FactDecision>('PUT', path, {
        value,
        ...(scheme === undefined ? {} : { scheme }),
        ...(reason === undefined ? {} : { reason }),
      })
  if (terminal.json) {
    terminal.printJson(decided)
    return
  }
  const { override } = decided
  terminal.print(
    override === null
      ? 'Taken back.'
      : toInert([`${fact}:`, override.scheme, override.value].filter(Boolean).join(' ')),
  )
  terminal.print(again)
}

/** `organisations import <file>`. */
export async function importCompanies({ client, terminal }: Invocation, file: string): Promise<undefined> {
  const path = resolve(file)
  const report = await (await client()).ask<ImportedCompanies>('POST', '/api/v1/organisations/import', {
    path,
  })
  if (terminal.json) {
    terminal.printJson(report)
    return
  }
  const { read, matched, alreadySo, unmatched, left, unread, unreadCells } = report
  terminal.print(
    `${countOf(read, 'row')} read: ${matched} matched, ${alreadySo} already so, ${unmatched} not matched.`,
  )
  printLeft(terminal, left, unmatched)
  if (unread > 0) terminal.print(`${countOf(unread, 'cell')} could not be understood:`)
  printLeft(terminal, unreadCells, unread)
  if (matched > 0) terminal.print(again)
}

function printLeft(terminal: Invocation['terminal'], left: ImportedCompanies['left'], all: number): void {
  for (const { position, text, reason } of left) terminal.print(toInert(`  ${position}: ${reason}: ${text}`))
  if (all > left.length) terminal.print(`  and ${formatNumber(all - left.length)} more`)
}

/** `organisations lists`, also to take one back. */
export async function listCompanyLists(
  { client: open, terminal }: Invocation,
  takeBack: string | undefined,
): Promise<undefined> {
  const client = await open()
  if (takeBack !== undefined) {
    const path = `/api/v1/company-lists/${encodeURIComponent(takeBack)}`
    const dropped = await client.ask<{ organisations: number }>('DELETE', path)
    if (terminal.json) terminal.printJson(dropped)
    else {
      terminal.print(`Taken back; it spoke of ${countOf(dropped.organisations, 'organisation')}.`)
      terminal.print(again)
    }
    return
  }
  const list = await client.ask<List<CompanyList>>('GET', '/api/v1/company-lists')
  if (terminal.json) {
    terminal.printJson(list)
    return
  }
  const columns = [{ title: 'list' }, { title: 'organisations', isNumber: true }, { title: 'imported' }]
  const rows = list.items.map((one) => [
    one.list,
    formatNumber(one.organisations),
    one.importedAt.slice(0, 10),
  ])
  terminal.print(rows.length === 0 ? 'No list was imported yet.' : formatTable(columns, rows))
}
