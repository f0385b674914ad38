import type { ReadIo } from '../../connector.ts'
import { type Api, readServerTime, refuseStrange } from './api.ts'
import type { ForumConfig } from './config.ts'
import type { ListMark } from './cursor.ts'
import type { Categories, ForumRecord } from './record.ts'
import { listedTopic, postShape, topicPage, topicsPage } from './shape.ts'
import { readTally, type Tallied, writeTally } from './tally.ts'

export interface ListStep {
  readonly records: readonly ForumRecord[]
  readonly mark: ListMark
  readonly progress?: { readonly done: number; readonly total?: number; readonly unit: string }
  readonly notes?: readonly string[]
}

/** Walks through all topics, oldest first because new ones then move no page, for what was read and accepted since the last walk. */
export async function* readTopics(
  api: Api,
  config: ForumConfig,
  from: ListMark,
  known: { readonly categories: Categories; readonly io: ReadIo },
): AsyncGenerator<ListStep, void, void> {
  const tally = readTally(from.known, from.noted)
  let mark = from
  for (let isDone = false; !isDone; ) {
    const path = `/latest.json?order=created&ascending=true&no_definitions=true&page=${mark.page}`
    const answer = await api.ask(path)
    const page = topicsPage.safeParse(answer.json)
    if (!page.success) throw refuseStrange(config, path)
    const { topics, more_topics_url: more } = page.data.topic_list
    const beganAt = mark.beganAt ?? readServerTime(answer, known.io)
    const records: ForumRecord[] = []
    let line = ''
    for (const [index, raw] of topics.entries()) {
      const listed = listedTopic.safeParse(raw).data
      const before = listed === undefined ? undefined : tally.get(listed.id)
      const position = listed === undefined ? `${path}, item ${index + 1}` : `topic ${listed.id}`
      const views = before === undefined ? {} : { before: { views: before.count, at: from.knownAt } }
      records.push({ kind: 'topic', raw, position, ...views })
      if (listed === undefined) continue
      const isSolved = listed.has_accepted_answer === true
      if (isSolved && before?.isSettled !== true)
        records.push(await readAccepted(api, listed.id, known.categories))
      const now: Tallied = { count: Math.max(listed.views ?? 0, before?.count ?? 0), isSettled: isSolved }
      tally.set(listed.id, now)
      line += writeTally(listed.id, now)
    }
    const noted = [...mark.noted, line]
    isDone = !more || topics.length === 0
    mark = isDone
      ? { known: noted, knownAt: beganAt, noted: [], page: 0, within: 0 }
      : { ...mark, beganAt, noted, page: mark.page + 1 }
    yield { records, mark, progress: { done: tally.size, unit: 'topics' } }
  }
}

/** The post that was accepted as the answer of a topic. */
async function readAccepted(api: Api, topic: number, categories: Categories): Promise<ForumRecord> {
  const answer = await api.ask(`/t/${topic}.json`, [403, 404, 410])
  const page = topicPage.safeParse(answer.json)
  if (answer.status >= 400 || !page.success)
    return { kind: 'idle', reason: 'its topic was deleted or is not shown to us' }
  const { title, category_id: category, accepted_answer: accepted, accepted_answers: several } = page.data
  const number = accepted?.post_number ?? several?.[0]?.post_number
  if (number === undefined)
    return { kind: 'idle', reason: 'its topic no longer tells which answer was accepted' }
  const place = {
    categories,
    ...(title ? { title } : {}),
    ...(typeof category === 'number' ? { category } : {}),
  }
  const position = `topic ${topic}, post ${number}`
  const near = page.data.post_stream.posts.find(
    (post) => postShape.safeParse(post).data?.post_number === number,
  )
  if (near !== undefined) return { kind: 'accepted', raw: near, position, place }
  const own = await api.ask(`/posts/by_number/${topic}/${number}.json`, [403, 404, 410])
  if (own.status >= 400) return { kind: 'idle', reason: 'its topic was deleted or is not shown to us' }
  return { kind: 'accepted', raw: own.json, position, place }
}
