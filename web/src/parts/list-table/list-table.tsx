import { useMediaQuery } from '@mantine/hooks'
import type { UseQueryResult } from '@tanstack/react-query'
import { columnVisibilityFeature, createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table'
import { type ReactNode, useId, useMemo } from 'react'
import type { List } from '../../../../src/serve/http/contract.ts'
import type { ListSearch } from '../../search-params.ts'
import { ProblemNote } from '../problem-note.tsx'
import { type Density, useDensity } from './density.ts'
import { chooseColumns, type ListColumn } from './list-column.ts'
import styles from './list-table.module.css'
import { usualPageSize } from './page-query.ts'
import { SortableHeader } from './sortable-header.tsx'
import { steerRows } from './steer-rows.ts'
import { TableFoot } from './table-foot.tsx'
import { TableKeys } from './table-keys.tsx'
import { WaitingRows } from './waiting-rows.tsx'

interface ListTableProps<Row extends object> {
  /** What the rows are: read to those who cannot see the table. */
  caption: string
  columns: readonly ListColumn<Row>[]
  query: UseQueryResult<List<Row>>
  rowId: (row: Row) => string
  search: ListSearch
  /** Changes what the address holds; `undefined` takes a part out. */
  onSearch: (change: { [K in keyof ListSearch]: ListSearch[K] | undefined }) => void
  /** The order the server answers in when none is asked for. */
  usualSort: { sort: string; order: 'asc' | 'desc' }
  filters?: ReactNode
  /** Where a file of everything can be had. */
  exportOf?: string
  empty: ReactNode
}

const features = tableFeatures({ columnVisibilityFeature })

/** A table of rows the server pages, sorts and searches; the address holds its whole state. */
export function ListTable<Row extends object>(props: ListTableProps<Row>) {
  const { columns, query, search, onSearch } = props
  const narrow = useMediaQuery('(max-width: 700px)') ?? false
  const [density, setDensity] = useDensity()
  const shown = chooseColumns(columns, search.columns, narrow)
  return (
    <div className={styles.whole}>
      <TableKeys
        filters={props.filters}
        columns={columns}
        shown={shown}
        rows={query.data?.items ?? noRows}
        density={density}
        onDensity={setDensity}
        onColumns={(ids) => onSearch({ columns: ids })}
        exportOf={props.exportOf}
        fileName={props.caption}
      />
      {query.error === null ? null : <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.total === 0 ? props.empty : <Rows {...props} shown={shown} density={density} />}
      <TableFoot
        query={query}
        offset={((search.page ?? 1) - 1) * (search.limit ?? usualPageSize)}
        search={search}
        onSearch={onSearch}
      />
    </div>
  )
}

interface RowsProps<Row extends object> extends ListTableProps<Row> {
  shown: readonly string[]
  density: Density
}

function Rows<Row extends object>(props: RowsProps<Row>) {
  const { caption, columns, query, search, onSearch, usualSort, shown } = props
  const captionId = useId()
  const table = useRows(columns, query.data?.items ?? noRows, shown, props.rowId)
  const visible = columns.filter((column) => shown.includes(column.id))
  const sorted = { sort: search.sort ?? usualSort.sort, order: search.order ?? usualSort.order }
  return (
    <section
      className={styles.region}
      aria-labelledby={captionId}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-busy={query.isFetching}
    >
      <table className={styles.table} data-density={props.density} data-stale={query.isPlaceholderData}>
        <caption id={captionId} className={styles.caption}>
          {caption}
        </caption>
        <thead>
          <tr>
            {visible.map((column) => (
              <SortableHeader
                key={column.id}
                column={column}
                sorted={sorted}
                onSort={(change) => onSearch({ ...change, page: undefined })}
              />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={steerRows}>
          {query.isPending ? <WaitingRows columns={visible.length} /> : null}
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {row.getVisibleCells().map((cell) => (
                <td key={cell.id} data-figures={columns.find(({ id }) => id === cell.column.id)?.figures}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const noRows: never[] = []

function useRows<Row extends object>(
  columns: readonly ListColumn<Row>[],
  rows: readonly Row[],
  shown: readonly string[],
  rowId: (row: Row) => string,
) {
  const definitions = useMemo(() => {
    const { display } = createColumnHelper<typeof features, Row>()
    return columns.map((column) =>
      display({ id: column.id, header: column.title, cell: ({ row }) => column.cell(row.original) }),
    )
  }, [columns])
  const columnVisibility = Object.fromEntries(columns.map(({ id }) => [id, shown.includes(id)]))
  return useTable({
    features,
    columns: definitions,
    data: rows as Row[],
    state: { columnVisibility },
    getRowId: rowId,
  })
}
