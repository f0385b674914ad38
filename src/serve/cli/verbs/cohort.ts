import type { Cohort } from '../../http/contract.ts'
import { formatNumber } from '../../sentence.ts'
import { formatTable } from '../table.ts'
import type { Terminal } from '../terminal.ts'

/** Visitors nobody can name: how many at least, by month, and what is known of them without naming anybody. */
export function printCohort(
  terminal: Terminal,
  { visitors, month, months, groups, smallestGroup }: Cohort,
): undefined {
  if (visitors === null || month === null)
    return void terminal.print(`Fewer than ${smallestGroup} visitors in every month; that is not shown.`)
  terminal.print(`At least ${formatNumber(visitors)} visitors, those of ${month.slice(0, 7)}.`)
  const shown = (count: number | null): string =>
    count === null ? `under ${smallestGroup}` : formatNumber(count)
  terminal.print(
    formatTable(
      [{ title: 'month' }, { title: 'visitors', isNumber: true }],
      months.map((one) => [one.month.slice(0, 7), shown(one.visitors)]),
    ),
  )
  if (groups.length > 0)
    terminal.print(
      formatTable(
        [{ title: 'by' }, { title: 'what' }, { title: 'visitors', isNumber: true }],
        groups.map((group) => [group.by, group.value, formatNumber(group.visitors)]),
      ),
    )
  return undefined
}
