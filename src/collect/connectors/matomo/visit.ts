import { defineColumns, nameColumn, type TableRow, type TableShape } from '../../table/index.ts'

/** Columns of a visit. Its network address is read for its network only. */
export const columns = defineColumns({
  site: ['idSite'],
  visit: ['idVisit'],
  visitor: ['visitorId'],
  person: ['userId'],
  started: ['firstActionTimestamp', 'serverTimestamp'],
  referrer: ['referrerUrl'],
  address: ['visitIp'],
  actions: ['actions'],
})

export const shape: TableShape = {
  what: 'visits as Matomo exports them (Live.getLastVisitsDetails, visits log)',
  dates: [],
  isHeader: (names) =>
    ['idvisit', 'visitorid'].every((name) => names.has(name)) &&
    ['actiondetails', 'servertimestamp', 'lastactiontimestamp', 'typeactiondetails0'].some((name) =>
      names.has(name),
    ),
}

/** What a visitor did, by the names of Matomo. */
export type Action = Readonly<Record<string, string>>

const flatName = /^(\w+) \(actionDetails (\d+)\)$/
const joinedName = /^actionDetails[_. ](\d+)[_. ](\w+)$/

/** The actions of a visit: a list in JSON, a column for each in delimited text. Undefined where the file has none at all. */
export function readActions(row: TableRow): readonly Action[] | undefined {
  if (row.value !== undefined) return readList((row.value as Record<string, unknown>)['actionDetails'])
  const places = placesOf(row.names)
  if (places.length === 0) return undefined
  const actions: Record<string, string>[] = []
  for (const { name, index, place } of places) {
    const cell = row.cells[place] ?? ''
    if (cell === '') continue
    actions[index] = { ...actions[index], [name]: cell }
  }
  return actions.filter((action) => action !== undefined)
}

function readList(list: unknown): readonly Action[] | undefined {
  if (!Array.isArray(list)) return undefined
  return list
    .filter((action): action is Record<string, unknown> => typeof action === 'object' && action !== null)
    .map((action) =>
      Object.fromEntries(
        Object.entries(action)
          .filter(([, cell]) => typeof cell === 'string' || typeof cell === 'number')
          .map(([name, cell]) => [name, String(cell)]),
      ),
    )
}

interface ActionPlace {
  readonly name: string
  readonly index: number
  readonly place: number
}

const known = new WeakMap<readonly string[], readonly ActionPlace[]>()
const mostActions = 10_000

function placesOf(names: readonly string[]): readonly ActionPlace[] {
  const before = known.get(names)
  if (before !== undefined) return before
  const found = names.flatMap((own, place): ActionPlace[] => {
    const flat = flatName.exec(own)
    const joined = joinedName.exec(own)
    const name = flat?.[1] ?? joined?.[2]
    const index = Number(flat?.[2] ?? joined?.[1])
    return name === undefined || index >= mostActions ? [] : [{ name, index, place }]
  })
  known.set(names, found)
  return found
}

/** What names a visit, for the quarantine: addresses, pages and answers are no business of it. */
export function toBareVisit(row: TableRow): TableRow {
  const kept = columns.namesOf('site', 'visit', 'started', 'actions')
  const places = row.names.flatMap((name, place) => (kept.includes(nameColumn(name)) ? [place] : []))
  return {
    ...row,
    names: places.map((place) => row.names[place] ?? ''),
    cells: places.map((place) => row.cells[place] ?? ''),
  }
}
