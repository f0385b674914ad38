import type { Categories, ForumRecord } from './record.ts'
import {
  actionsPage,
  directoryPage,
  memberShape,
  postShape,
  postsPage,
  profilePage,
  sitePage,
  topicPage,
  topicsPage,
} from './shape.ts'

/** The records of a saved page of the API, whichever it is; undefined when it is none. */
export function readSavedPage(
  json: unknown,
  file: string,
  categories: Categories,
): readonly ForumRecord[] | undefined {
  const at = (index: number): string => `${file}, item ${index + 1}`
  const members = readMemberList(json)
  if (members !== undefined)
    return members.map((raw, index) => ({ kind: 'member', raw, position: at(index) }))
  const posts = postsPage.safeParse(json).data?.latest_posts
  if (posts !== undefined)
    return posts.map((raw, index) => ({ kind: 'post', raw, position: at(index), place: { categories } }))
  const topics = topicsPage.safeParse(json).data?.topic_list.topics
  if (topics !== undefined) return topics.map((raw, index) => ({ kind: 'topic', raw, position: at(index) }))
  const actions = actionsPage.safeParse(json).data?.user_actions
  if (actions !== undefined)
    return actions.map((raw, index) => ({ kind: 'action', raw, categories, position: at(index) }))
  const topic = readTopic(json, file, categories)
  if (topic !== undefined) return topic
  const profile = profilePage.safeParse(json).data?.user
  if (profile !== undefined) return [{ kind: 'member', raw: profile, position: file }]
  if (directoryPage.safeParse(json).success)
    return [{ kind: 'idle', reason: 'the directory does not tell when its members joined' }]
  if (sitePage.safeParse(json).success) return [{ kind: 'idle', reason: 'it only describes the forum' }]
  return undefined
}

/** The list administrators see: it has no name of its own, so its first member must be whole. */
function readMemberList(json: unknown): readonly unknown[] | undefined {
  return Array.isArray(json) && memberShape.safeParse(json[0]).success ? json : undefined
}

/** A topic with its first posts, or with some more of them. */
function readTopic(json: unknown, file: string, categories: Categories): ForumRecord[] | undefined {
  const page = topicPage.safeParse(json)
  if (!page.success) return undefined
  const {
    title,
    category_id: category,
    archetype,
    accepted_answer: accepted,
    accepted_answers: several,
  } = page.data
  const number = accepted?.post_number ?? several?.[0]?.post_number
  const place = {
    categories,
    ...(title ? { title } : {}),
    ...(typeof category === 'number' ? { category } : {}),
    ...(archetype === 'private_message' ? { isLetter: true } : {}),
  }
  const position = (index: number): string => `${file}, post ${index + 1}`
  const posts = page.data.post_stream.posts.flatMap((raw, index): ForumRecord[] => {
    const post: ForumRecord = { kind: 'post', raw, position: position(index), place }
    const read = postShape.safeParse(raw).data
    const isAccepted = number !== undefined && read?.post_number === number && read.accepted_answer !== true
    return isAccepted ? [post, { kind: 'accepted', raw, position: position(index), place }] : [post]
  })
  // What only continues a topic has neither a title nor a number of readers.
  return title ? [{ kind: 'topic', raw: json, position: file }, ...posts] : posts
}
