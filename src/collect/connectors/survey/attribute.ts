import type { TableRow } from '../../table/index.ts'
import { nameColumn } from '../../table/index.ts'
import { columnsOf, plainAttributes } from './column.ts'
import type { SurveyConfig } from './config.ts'

const longestAnswer = 100
const longestValue = 200

/** What somebody said of themselves: answers to the questions that are mapped, by attribute. */
export function readAttributes(row: TableRow, config: SurveyConfig): Record<string, string> {
  const answers = new Map<string, Set<string>>()
  for (const [place, cell] of row.cells.entries()) {
    const said = readAnswer(cell, row.names[place] ?? '')
    if (said === undefined) continue
    for (const attribute of attributesOf(row.names, config)[place] ?? [])
      answers.set(attribute, (answers.get(attribute) ?? new Set()).add(said))
  }
  const columns = columnsOf(config)
  for (const key of plainAttributes) {
    const cell = columns.read(row, key)
    if (!answers.has(key) && cell !== '') answers.set(key, new Set([cell.slice(0, longestAnswer)]))
  }
  return Object.fromEntries(
    [...answers].map(([attribute, said]) => [attribute, [...said].join('; ').slice(0, longestValue)]),
  )
}

/** An answer; of a box that was ticked the label, which stands in the header. */
function readAnswer(cell: string, header: string): string | undefined {
  const clean = cell.replace(/[\s;]+$/, '')
  if (clean === '' || /^(no|nein|non|false|0|n\/a|not selected|unchecked)$/i.test(clean)) return undefined
  if (!/^(yes|ja|oui|true|1|x|checked|selected)$/i.test(clean)) return clean.slice(0, longestAnswer)
  const label = header.match(/\[([^\]]+)\]\s*$/)?.[1] ?? header.replace(/^\d+[a-z]?\d?\. ?/, '')
  return label.replace(/\.$/, '').slice(0, longestAnswer)
}

const places = new WeakMap<readonly string[], { config: SurveyConfig; attributes: string[][] }>()

/** Which attributes each column tells of. Columns without a header belong to the question before them. */
function attributesOf(names: readonly string[], config: SurveyConfig): string[][] {
  const found = places.get(names)
  if (found?.config === config) return found.attributes
  let before: string[] = []
  const attributes = names.map((name) => {
    if (nameColumn(name) === '') return before
    before = config.questions.flatMap(({ column, attribute }) => (fits(name, column) ? [attribute] : []))
    return before
  })
  places.set(names, { config, attributes })
  return attributes
}

function fits(name: string, column: string): boolean {
  return column.endsWith('*')
    ? name.trim().toLowerCase().startsWith(column.slice(0, -1).trim().toLowerCase())
    : nameColumn(name) === nameColumn(column)
}
