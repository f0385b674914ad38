import type { List, TargetSnapshot } from '../../http/contract.ts'
import type { Invocation } from '../invocation.ts'
import { formatTable } from '../table.ts'
import { percent, quadrantTitles, sayMoney } from '../target-words.ts'
import { toInert } from '../terminal.ts'

interface SnapshotOptions {
  readonly list?: true | undefined
  readonly show?: string | undefined
  readonly reason?: string | undefined
}

const path = '/api/v1/target-snapshots'

/** `targets snapshot`: keeps the matrix of the quarter, or shows what was kept. */
export async function snapshot(
  { terminal, client }: Invocation,
  { list, show, reason = '' }: SnapshotOptions,
): Promise<undefined> {
  const server = await client()
  if (list === true) {
    const kept = await server.ask<List<TargetSnapshot>>('GET', path)
    if (terminal.json) return void terminal.printJson(kept)
    const rows = kept.items.map(({ quarter, version, takenAt, targets, reason: why }) => [
      quarter,
      String(version),
      takenAt.slice(0, 10),
      String(targets.length),
      why,
    ])
    const titles = ['quarter', 'version', 'taken', 'targets', 'reason'].map((title) => ({ title }))
    terminal.print(
      rows.length === 0 ? 'Nothing was kept yet: groundswell targets snapshot' : formatTable(titles, rows),
    )
    return undefined
  }
  const found =
    show === undefined
      ? await server.ask<TargetSnapshot>('POST', path, { reason })
      : await server.ask<TargetSnapshot>('GET', `${path}/${encodeURIComponent(show)}`)
  if (terminal.json) return void terminal.printJson(found)
  const { quarter, version, currency, thresholds, targets } = found
  terminal.print(
    `${quarter}, version ${version}: high was from ${sayMoney(thresholds.impact, currency)} and an importance of ${thresholds.importance}.`,
  )
  for (const { segment, status, quadrant, probabilities } of targets)
    terminal.print(
      toInert(
        quadrant === null || probabilities === null
          ? `  ${segment}: too little`
          : `  ${segment}: ${status === 'undecided' ? 'undecided, ' : ''}${quadrantTitles[quadrant]} ${percent(probabilities[quadrant])}`,
      ),
    )
  return undefined
}
