import { expect, test } from 'vitest'
import { chooseColumns, type ListColumn, writeCsv, writeTabs } from './list-column.ts'

interface Boat {
  name: string
  crew: number
}

const columns: ListColumn<Boat>[] = [
  { id: 'name', title: 'Name', cell: (boat) => boat.name, text: (boat) => boat.name },
  {
    id: 'crew',
    title: 'Crew',
    cell: (boat) => boat.crew,
    text: (boat) => String(boat.crew),
    leftOut: 'narrow',
  },
  { id: 'port', title: 'Port', cell: () => '', text: () => '', leftOut: 'always' },
]

test('the usual columns depend on the room', () => {
  expect(chooseColumns(columns, undefined, false)).toEqual(['name', 'crew'])
  expect(chooseColumns(columns, undefined, true)).toEqual(['name'])
})

test('the address decides when it names columns that exist, in their own order', () => {
  expect(chooseColumns(columns, 'port,name,hull', true)).toEqual(['name', 'port'])
  expect(chooseColumns(columns, 'hull', false)).toEqual(['name', 'crew'])
})

test('a file quotes every cell and disarms formulas', () => {
  expect(writeCsv(columns.slice(0, 2), [{ name: '=HYPERLINK("x"),\n', crew: 3 }])).toBe(
    '"Name","Crew"\r\n"\'=HYPERLINK(""x""),\n","3"',
  )
})

test('copied rows keep one line each', () => {
  expect(writeTabs(columns.slice(0, 2), [{ name: 'Sea\tGull\nII', crew: 2 }])).toBe(
    'Name\tCrew\nSea Gull II\t2',
  )
})
