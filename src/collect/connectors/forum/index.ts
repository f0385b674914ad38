import type { Page, ReadIo, StreamConnector } from '../../connector.ts'
import { type ForumConfig, forumConfig, nameSite } from './config.ts'
import { parseCursor } from './cursor.ts'
import { readForum } from './read-forum.ts'
import { hasSavedPages, isSavedForum, readSaved } from './read-saved.ts'
import type { ForumRecord } from './record.ts'
import { toOutcome } from './to-event.ts'
import { findUserLists, isUserList, readUserLists } from './user-list.ts'

/** Reads who opens topics, replies, likes, answers and joins in a forum that runs on Discourse, and how often topics are read. */
export const connector: StreamConnector<ForumConfig> = {
  form: 'stream',
  name: 'forum',
  title: 'Forum',
  reads:
    'a forum that runs on Discourse, by its address, from saved pages of its API (JSON) or its list of members (CSV)',
  config: forumConfig,
  emits: ['forum.topic', 'forum.reply', 'qa.answer', 'forum.like', 'forum.join', 'web.visit'],
  platform: 'discourse',
  async recognise(facts) {
    if (!(await isSavedForum(facts)) && !(await isUserList(facts))) return undefined
    return forumConfig.parse({ path: facts.path, site: nameSite(forumConfig.parse({ path: facts.path })) })
  },
  recogniseAddress: ({ hostname, origin }) =>
    /^discourse\.|\.discourse\.(?:group|org)$/i.test(hostname)
      ? forumConfig.parse({ url: origin })
      : undefined,
  nameSource: nameSite,
  hosts: ({ url }) => (url === undefined ? [] : [new URL(url).host]),
  read,
  toOutcome: (record, config) => toOutcome(record as ForumRecord, config),
}

async function* read(
  config: ForumConfig,
  since: Parameters<typeof parseCursor>[0],
  io: ReadIo,
): AsyncGenerator<Page, void, void> {
  const from = parseCursor(since)
  if (config.path === undefined) return yield* readForum(config, from, io)
  let cursor = from
  const lists = await findUserLists(config.path)
  for await (const page of readUserLists(lists, from, io)) {
    cursor = page.cursor
    yield page
  }
  if (lists.length === 0 || (await hasSavedPages(config.path))) yield* readSaved(config.path, cursor, io)
}
