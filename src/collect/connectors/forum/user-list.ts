import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Page, PathFacts, ReadIo } from '../../connector.ts'
import {
  defineColumns,
  isTable,
  parseMoment,
  readTable,
  type TableRecord,
  type TableRow,
  type TableShape,
} from '../../table/index.ts'
import type { ForumCursor } from './cursor.ts'
import type { ForumRecord } from './record.ts'

/** The list of members as administrators export it; addresses of networks stand there too and are not looked at. */
const columns = defineColumns({
  id: ['id'],
  username: ['username'],
  name: ['name'],
  email: ['email'],
  created: ['created_at'],
  trustLevel: ['trust_level'],
  admin: ['admin'],
  moderator: ['moderator'],
  staged: ['staged'],
  suspended: ['suspended_at', 'suspended_till'],
  topicsRead: ['topics_entered'],
  postsRead: ['posts_read_count'],
  secondsRead: ['time_read'],
})

const needed = columns.namesOf('id', 'username', 'created', 'trustLevel', 'topicsRead', 'postsRead')

const shape: TableShape = {
  what: 'members as Discourse exports them (user-list-….csv)',
  dates: columns.namesOf('created'),
  isHeader: (names) => needed.every((name) => names.has(name)),
}

const ending = /\.csv(?:\.gz)?$/i
const mostLists = 50

/** Whether a path is an exported list, whatever it is called, or a folder of such under the names they are exported by. */
export async function isUserList(facts: PathFacts): Promise<boolean> {
  if (!(await isTable(facts, shape))) return false
  return facts.kind === 'file' || (await findUserLists(facts.path)).length > 0
}

/** The exported lists at a path: itself, or those in the folder. */
export async function findUserLists(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return ending.test(path) ? [path] : []
  const names = (await readdir(path)).filter((name) => /^user-list/i.test(name) && ending.test(name))
  return names
    .sort()
    .slice(-mostLists)
    .map((name) => join(path, name))
}

/** Reads exported lists that changed since. Who stands in two has joined once. */
export async function* readUserLists(
  paths: readonly string[],
  from: ForumCursor,
  io: ReadIo,
): AsyncGenerator<Page & { readonly cursor: ForumCursor }, void, void> {
  const present = new Set(paths.map((path) => basename(path)))
  let lists = Object.fromEntries(Object.entries(from.lists).filter(([name]) => present.has(name)))
  for (const path of paths) {
    const setting = { path, dateOrder: 'recognised', timeZone: 'UTC' } as const
    const name = basename(path)
    for await (const page of readTable(setting, shape, lists[name], io)) {
      lists = { ...lists, [name]: page.cursor }
      const records = page.records.map((record) => toRecord(record as TableRecord))
      yield { ...page, records, cursor: { ...from, lists } }
    }
  }
}

function toRecord(record: TableRecord): ForumRecord {
  const { position } = record
  // Whatever it says, it says of somebody.
  if (record.kind === 'unreadable') return { kind: 'unreadable', reason: record.reason, position, text: '' }
  const readings = {
    ...toCount('topics_read', columns.read(record, 'topicsRead')),
    ...toCount('posts_read', columns.read(record, 'postsRead')),
    ...toCount('seconds_read', columns.read(record, 'secondsRead')),
  }
  return { kind: 'member', raw: toMember(record), position, readings }
}

/** The member as the API would show her. */
function toMember(row: TableRow): object {
  const read = (key: Parameters<typeof columns.read>[1]): string | undefined =>
    columns.read(row, key) || undefined
  const is = (key: Parameters<typeof columns.read>[1]): boolean => /^(?:true|t|1)$/i.test(read(key) ?? '')
  const created = read('created') ?? ''
  const moment = parseMoment(created, { order: row.context.dateOrder, timeZone: 'UTC' })
  return {
    id: Number(read('id')),
    username: read('username'),
    name: read('name'),
    email: read('email'),
    created_at: 'at' in moment ? new Date(moment.at).toISOString() : created,
    trust_level: read('trustLevel') === undefined ? undefined : Number(read('trustLevel')),
    admin: is('admin'),
    moderator: is('moderator'),
    staged: is('staged'),
    suspended_at: read('suspended'),
  }
}

const toCount = (name: string, cell: string): Record<string, number> =>
  /^\d{1,12}$/.test(cell) ? { [name]: Number(cell) } : {}
