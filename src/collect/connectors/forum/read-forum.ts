import type { Page, ReadIo } from '../../connector.ts'
import { type Api, openApi } from './api.ts'
import type { ForumConfig } from './config.ts'
import type { ForumCursor } from './cursor.ts'
import { readAdminList, readDirectory } from './read-members.ts'
import { readPosts } from './read-posts.ts'
import { readTopics } from './read-topics.ts'
import type { Categories } from './record.ts'
import { sitePage } from './shape.ts'

interface Visit {
  readonly api: Api
  readonly config: ForumConfig
  readonly io: ReadIo
  readonly categories: Categories
  /** Moves on with each page. */
  cursor: ForumCursor
}

/** Reads what is new in a forum: posts, then what was read and accepted, then who joined and who liked what. */
export async function* readForum(
  config: ForumConfig,
  from: ForumCursor,
  io: ReadIo,
): AsyncGenerator<Page, void, void> {
  const api = openApi(config, io)
  const visit: Visit = { api, config, io, categories: await readCategories(api), cursor: from }
  yield* visitPosts(visit)
  if (config.readers && !from.isPastTopics) yield* visitTopics(visit)
  if (config.members) yield* visitMembers(visit)
  visit.cursor = { ...visit.cursor, isPastTopics: false }
  yield { records: [], cursor: visit.cursor }
}

async function* visitPosts(visit: Visit): AsyncGenerator<Page, void, void> {
  const { api, config, categories } = visit
  for await (const { mark, ...page } of readPosts(api, config, visit.cursor.posts, categories)) {
    visit.cursor = { ...visit.cursor, posts: mark }
    yield { ...page, cursor: visit.cursor }
  }
}

async function* visitTopics(visit: Visit): AsyncGenerator<Page, void, void> {
  const { api, config } = visit
  for await (const { mark, ...page } of readTopics(api, config, visit.cursor.topics, visit)) {
    visit.cursor = { ...visit.cursor, topics: mark, isPastTopics: mark.beganAt === undefined }
    yield { ...page, cursor: visit.cursor }
  }
}

async function* visitMembers(visit: Visit): AsyncGenerator<Page, void, void> {
  const { api, config, categories, io } = visit
  let readsProfiles = true
  if (config.apiKey !== undefined)
    for await (const { page, isAllowed, records } of readAdminList(api, config, visit.cursor.adminPage)) {
      readsProfiles = !isAllowed
      visit.cursor = { ...visit.cursor, adminPage: page }
      yield { records, cursor: visit.cursor, ...(isAllowed ? {} : { notes: [mayNotList] }) }
    }
  const walk = { api, config, categories, readsProfiles, io }
  for await (const { mark, ...page } of readDirectory(walk, visit.cursor.members)) {
    visit.cursor = { ...visit.cursor, members: mark }
    yield { ...page, cursor: visit.cursor }
  }
}

const mayNotList =
  'The key may not list all members, so of those who never wrote only the ones in the directory are known.'

/** Which categories there are and which are not open to everybody; a forum that hides the list has shown nothing that is not. */
async function readCategories(api: Api): Promise<Categories> {
  const { json } = await api.ask('/site.json', [403, 404])
  return toCategories(json)
}

export function toCategories(json: unknown): Categories {
  const page = sitePage.safeParse(json)
  const found = page.success ? page.data.categories : []
  return new Map(
    found.map(({ id, name, read_restricted }) => [
      id,
      { name: name ?? '', isPrivate: read_restricted === true },
    ]),
  )
}
