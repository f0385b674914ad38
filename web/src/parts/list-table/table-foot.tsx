import { Button } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { List } from '../../../../src/serve/http/contract.ts'
import type { ListSearch } from '../../search-params.ts'
import { formatCount } from '../figures.ts'
import styles from './list-table.module.css'

interface TableFootProps {
  query: UseQueryResult<List<unknown>>
  offset: number
  search: ListSearch
  onSearch: (change: { page: number | undefined }) => void
}

/** Which rows these are, of how many, and the way to the others. */
export function TableFoot({ query, offset, search, onSearch }: TableFootProps) {
  const list = query.data
  if (list === undefined || list.total === 0) return null
  const page = search.page ?? 1
  const turn = (to: number) => onSearch({ page: to <= 1 ? undefined : to })
  const last = offset + list.items.length
  return (
    <nav className={styles.foot} aria-label="Pages of the table">
      <p role="status">
        {list.items.length === 0
          ? `There are only ${formatCount(list.total)} rows.`
          : `${formatCount(offset + 1)}–${formatCount(last)} of ${formatCount(list.total)}`}
      </p>
      {list.items.length > 1 ? <p className={styles.hint}>↑ ↓ move between rows, Enter opens</p> : null}
      {page === 1 && list.next === null ? null : (
        <div className={styles.turn}>
          <Button size="xs" variant="default" disabled={page <= 1} onClick={() => turn(page - 1)}>
            Previous
          </Button>
          <Button size="xs" variant="default" disabled={list.next === null} onClick={() => turn(page + 1)}>
            Next
          </Button>
        </div>
      )}
    </nav>
  )
}
