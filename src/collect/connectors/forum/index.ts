import type { Page, ReadIo, StreamConnector } from '../../connector.ts'
import { type ForumConfig, forumConfig, nameSite } from './config.ts'
import { parseCursor } from './cursor.ts'
import { readForum } from './read-forum.ts'
import { isSavedForum, readSaved } from './read-saved.ts'
import type { ForumRecord } from './record.ts'
import { toOutcome } from './to-event.ts'

/** Reads who opens topics, replies, likes, answers and joins in a forum that runs on Discourse, and how often topics are read. */
export const connector: StreamConnector<ForumConfig> = {
  form: 'stream',
  name: 'forum',
  title: 'Forum',
  reads: 'a forum that runs on Discourse, by its address or from saved pages of its API (JSON)',
  config: forumConfig,
  emits: ['forum.topic', 'forum.reply', 'qa.answer', 'forum.like', 'forum.join', 'web.visit'],
  platform: 'discourse',
  async recognise(facts) {
    if (!(await isSavedForum(facts))) return undefined
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
  if (config.path !== undefined) yield* readSaved(config.path, from, io)
  else yield* readForum(config, from, io)
}
