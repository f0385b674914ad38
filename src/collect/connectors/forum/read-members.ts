import type { ReadIo } from '../../connector.ts'
import { type Api, readServerTime, refuseStrange } from './api.ts'
import type { ForumConfig } from './config.ts'
import type { ListMark } from './cursor.ts'
import type { ListStep } from './read-topics.ts'
import type { Categories, ForumRecord } from './record.ts'
import { actionsPage, directoryPage, listedMember, profilePage } from './shape.ts'
import { readTally, writeTally } from './tally.ts'

/** Statuses by which a forum says that something is hidden, gone, or further than it lets anybody look. */
const hidden = [400, 403, 404, 410]
const actionsAtOnce = 30
/** Each may take several requests, which an interrupted run makes again. */
const membersAtOnce = 10

/** All members, as administrators may list them: oldest first, 100 at a time. `isAllowed` is false where the key may not. */
export async function* readAdminList(
  api: Api,
  config: ForumConfig,
  from: number,
): AsyncGenerator<{ records: readonly ForumRecord[]; page: number; isAllowed: boolean }, void, void> {
  // The last page is read again: it had room for more.
  for (let page = Math.max(1, from); ; page++) {
    const path = `/admin/users/list/active.json?order=created&asc=true&ascending=true&page=${page}`
    const { status, json } = await api.ask(path, hidden)
    if (status >= 400) return yield { records: [], page: from, isAllowed: false }
    if (!Array.isArray(json)) throw refuseStrange(config, path)
    const records = json.map((raw: unknown, index): ForumRecord => {
      return { kind: 'member', raw, position: `members page ${page}, item ${index + 1}` }
    })
    if (records.length > 0 || page === 1) yield { records, page, isAllowed: true }
    if (records.length === 0) return
  }
}

interface Walk {
  readonly api: Api
  readonly config: ForumConfig
  readonly categories: Categories
  /** Whether joining must be read from each profile, because no list tells of it. */
  readonly readsProfiles: boolean
  readonly io: ReadIo
}

/** Walks through the directory of members for those who joined and what was liked since the last walk; a step for every ten members. */
export async function* readDirectory(walk: Walk, from: ListMark): AsyncGenerator<ListStep, void, void> {
  const tally = readTally(from.known, from.noted)
  let mark = from
  let seen = 0
  for (let isDone = false; !isDone; ) {
    const path = `/directory_items.json?period=all&order=days_visited&page=${mark.page}`
    const answer = await walk.api.ask(path, hidden)
    if (answer.status >= 400) {
      yield { records: [], mark: endWalk(mark), notes: explainHidden(answer.status, mark.page, seen) }
      return
    }
    const page = directoryPage.safeParse(answer.json)
    if (!page.success) throw refuseStrange(walk.config, path)
    const { directory_items: items, meta, total_rows_directory_items: rows } = page.data
    const total = meta?.total_rows_directory_items ?? rows ?? undefined
    const beganAt = mark.beganAt ?? readServerTime(answer, walk.io)
    const [...noted] = mark.noted
    let line = mark.within > 0 ? (noted.pop() ?? '') : ''
    let records: ForumRecord[] = []
    for (const [index, raw] of items.entries()) {
      if (index < mark.within) continue
      const read = await readMember(walk, raw, tally, `${path}, item ${index + 1}`)
      line += read.entry
      records.push(...read.records)
      seen++
      const within = index + 1
      if (within % membersAtOnce !== 0 && within !== items.length) continue
      mark = { ...mark, beganAt, noted: [...noted, line], within }
      yield { records, mark, progress: { done: seen, ...(total ? { total } : {}), unit: 'members' } }
      records = []
    }
    isDone = items.length === 0
    mark = isDone ? endWalk(mark) : { ...mark, page: mark.page + 1, within: 0 }
    yield { records: [], mark }
  }
}

const endWalk = ({ noted, beganAt, knownAt }: ListMark): ListMark => ({
  known: noted,
  knownAt: beganAt ?? knownAt,
  noted: [],
  page: 0,
  within: 0,
})

function explainHidden(status: number, page: number, seen: number): string[] {
  if (page === 0)
    return [`The forum does not show its directory of members (${status}), so who liked what is not known.`]
  return [`The forum lists no more than ${seen} of its members; of others what they liked is not known.`]
}

/** What is new of one member: that she joined, the first time she is seen; and what she liked since. */
async function readMember(
  walk: Walk,
  raw: unknown,
  tally: ReturnType<typeof readTally>,
  position: string,
): Promise<{ records: ForumRecord[]; entry: string }> {
  const listed = listedMember.safeParse(raw).data
  if (listed === undefined) {
    const reason = 'it is no entry of the directory of members'
    return { records: [{ kind: 'unreadable', reason, position, text: '' }], entry: '' }
  }
  const { id, username } = listed.user
  const before = tally.get(id)
  const likes = listed.likes_given ?? 0
  const records: ForumRecord[] = []
  if (walk.readsProfiles && before === undefined) records.push(await readProfile(walk.api, username))
  const fresh = likes - (before?.count ?? 0)
  if (fresh > 0) records.push(...(await readLikes(walk, username, fresh)))
  return { records, entry: writeTally(id, { count: likes, isSettled: false }) }
}

async function readProfile(api: Api, username: string): Promise<ForumRecord> {
  const { status, json } = await api.ask(`/u/${encodeURIComponent(username)}.json`, hidden)
  if (status >= 400) return { kind: 'idle', reason: 'her profile is hidden or gone' }
  const page = profilePage.safeParse(json)
  if (page.success) return { kind: 'member', raw: page.data.user, position: `member ${page.data.user.id}` }
  return { kind: 'unreadable', reason: 'it is no profile', position: 'a profile', text: '' }
}

/** The latest likes of a member, at least as many as are new. */
async function readLikes({ api, categories }: Walk, username: string, fresh: number): Promise<ForumRecord[]> {
  const records: ForumRecord[] = []
  for (let offset = 0; offset < fresh; offset += actionsAtOnce) {
    const path = `/user_actions.json?username=${encodeURIComponent(username)}&filter=1&offset=${offset}`
    const { status, json } = await api.ask(path, hidden)
    if (status >= 400) return [...records, { kind: 'idle', reason: 'what she liked is hidden' }]
    const page = actionsPage.safeParse(json)
    const actions = page.success ? page.data.user_actions : []
    if (actions.length === 0) break
    for (const [index, raw] of actions.entries())
      records.push({ kind: 'action', raw, categories, position: `likes, item ${offset + index + 1}` })
  }
  return records
}
