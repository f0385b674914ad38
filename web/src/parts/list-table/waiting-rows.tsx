import { Skeleton } from '@mantine/core'

/** Rows that keep the table's room while the first page is on its way. */
export function WaitingRows({ columns }: { columns: number }) {
  const rows = Array.from({ length: 12 }, (_, row) => `row ${row}`)
  const cells = Array.from({ length: columns }, (_, cell) => `cell ${cell}`)
  return rows.map((row, down) => (
    <tr key={row}>
      {cells.map((cell, across) => (
        <td key={cell}>
          <Skeleton height={12} radius="sm" width={`${80 - ((down * 13 + across * 29) % 45)}%`} />
        </td>
      ))}
    </tr>
  ))
}
