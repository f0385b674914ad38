import { UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { ListColumn } from './list-column.ts'
import styles from './list-table.module.css'

interface SortableHeaderProps<Row> {
  column: ListColumn<Row>
  sorted: { sort: string; order: 'asc' | 'desc' }
  onSort: (change: { sort: string; order: 'asc' | 'desc' }) => void
}

export function SortableHeader<Row>({ column, sorted, onSort }: SortableHeaderProps<Row>) {
  const { sort, title, figures, firstOrder = 'desc' } = column
  if (sort === undefined)
    return (
      <th scope="col" data-figures={figures}>
        {title}
      </th>
    )
  const active = sorted.sort === sort
  const next = active ? (sorted.order === 'asc' ? 'desc' : 'asc') : firstOrder
  const Arrow = (active ? sorted.order : next) === 'asc' ? IconArrowUp : IconArrowDown
  return (
    <th
      scope="col"
      data-figures={figures}
      aria-sort={active ? (sorted.order === 'asc' ? 'ascending' : 'descending') : 'none'}
    >
      <UnstyledButton className={styles.sort} onClick={() => onSort({ sort, order: next })}>
        {title}
        <Arrow size={14} aria-hidden data-active={active} className={styles.arrow} />
      </UnstyledButton>
    </th>
  )
}
