import { ActionIcon, Button, Checkbox, Menu, Popover } from '@mantine/core'
import {
  IconBaselineDensityMedium,
  IconBaselineDensitySmall,
  IconColumns,
  IconDownload,
} from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { addressOf } from '../../api/ask.ts'
import type { Density } from './density.ts'
import { type ListColumn, writeCsv, writeTabs } from './list-column.ts'
import styles from './list-table.module.css'

interface TableKeysProps<Row> {
  filters?: ReactNode
  columns: readonly ListColumn<Row>[]
  shown: readonly string[]
  rows: readonly Row[]
  density: Density
  onDensity: (density: Density) => void
  onColumns: (ids: string | undefined) => void
  exportOf: string | undefined
  fileName: string
}

/** What stands above a table: its filters on the left; columns, density and taking along on the right. */
export function TableKeys<Row>(props: TableKeysProps<Row>) {
  const { density, onDensity } = props
  const dense = density === 'dense'
  return (
    <div className={styles.keys}>
      <div className={styles.filters}>{props.filters}</div>
      <div className={styles.tools}>
        <ColumnChooser columns={props.columns} shown={props.shown} onColumns={props.onColumns} />
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label="Rows closer together"
          title="Rows closer together"
          aria-pressed={dense}
          onClick={() => onDensity(dense ? 'calm' : 'dense')}
        >
          {dense ? <IconBaselineDensityMedium size={18} /> : <IconBaselineDensitySmall size={18} />}
        </ActionIcon>
        <TakeAlong {...props} />
      </div>
    </div>
  )
}

function ColumnChooser<Row>({
  columns,
  shown,
  onColumns,
}: Pick<TableKeysProps<Row>, 'columns' | 'shown' | 'onColumns'>) {
  const toggle = (id: string, on: boolean) => {
    const next = columns.map((column) => column.id).filter((one) => (one === id ? on : shown.includes(one)))
    onColumns(next.join(','))
  }
  return (
    <Popover position="bottom-end" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Columns" title="Columns">
          <IconColumns size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns on screen">
        <fieldset className={styles.chooser}>
          <legend>Columns on screen</legend>
          {columns.map((column, index) => (
            <Checkbox
              key={column.id}
              label={column.title}
              checked={shown.includes(column.id)}
              // The first column names the row: without it nobody could tell the rows apart.
              disabled={index === 0}
              onChange={(event) => toggle(column.id, event.currentTarget.checked)}
            />
          ))}
          <Button variant="default" size="compact-sm" onClick={() => onColumns(undefined)}>
            The usual ones
          </Button>
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  )
}

function TakeAlong<Row>({ columns, shown, rows, exportOf, fileName }: TableKeysProps<Row>) {
  const [said, setSaid] = useState('')
  const visible = columns.filter((column) => shown.includes(column.id))
  const copy = async () => {
    await navigator.clipboard.writeText(writeTabs(visible, rows))
    setSaid(`${rows.length} rows copied.`)
  }
  return (
    <>
      <span role="status" className={styles.said}>
        {said}
      </span>
      <Menu position="bottom-end" width={250} onClose={() => setSaid('')}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Export" title="Export">
            <IconDownload size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>What is on screen ({rows.length} rows)</Menu.Label>
          <Menu.Item closeMenuOnClick={false} onClick={() => void copy()}>
            Copy for a spreadsheet
          </Menu.Item>
          <Menu.Item onClick={() => saveFile(`${fileName}.csv`, writeCsv(visible, rows))}>
            Save as CSV
          </Menu.Item>
          {exportOf === undefined ? null : (
            <>
              <Menu.Divider />
              <Menu.Label>Everything ({exportOf})</Menu.Label>
              {(['csv', 'jsonl', 'parquet'] as const).map((format) => (
                <Menu.Item
                  key={format}
                  component="a"
                  href={addressOf(`/export/${exportOf}`, { format })}
                  download
                >
                  {{ csv: 'CSV', jsonl: 'JSON Lines', parquet: 'Parquet' }[format]}
                </Menu.Item>
              ))}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

function saveFile(name: string, text: string): void {
  const link = document.createElement('a')
  // The mark at the start tells spreadsheets that the text is UTF-8.
  link.href = URL.createObjectURL(new Blob([`\ufeff${text}`], { type: 'text/csv;charset=utf-8' }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
