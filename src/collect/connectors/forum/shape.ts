import { z } from 'zod'

/** The parts of Discourse's JSON that are read; whatever else there is does not matter. */
const id = z.number().int()
const word = z.string().nullish()
const flag = z.boolean().nullish()

export const postShape = z.object({
  id,
  topic_id: id,
  post_number: id,
  created_at: z.string(),
  post_type: z.number().nullish(),
  user_id: id.nullish(),
  username: word,
  name: word,
  display_username: word,
  cooked: word,
  topic_title: word,
  category_id: id.nullish(),
  reply_to_post_number: id.nullish(),
  deleted_at: word,
  user_deleted: flag,
  hidden: flag,
  staff: flag,
  accepted_answer: flag,
})
export type Post = z.output<typeof postShape>

export const topicShape = z.object({
  id,
  created_at: z.string(),
  views: z.number().int().nonnegative(),
  archetype: word,
})

/** A member as her profile, or an administrator's list, shows her. */
export const memberShape = z.object({
  id,
  username: z.string().min(1),
  name: word,
  email: word,
  created_at: z.string(),
  trust_level: z.number().int().nullish(),
  admin: flag,
  moderator: flag,
  staged: flag,
  suspended_at: word,
  suspended_till: word,
  website: word,
})

export const actionShape = z.object({
  action_type: z.number().int(),
  created_at: z.string(),
  topic_id: id,
  post_id: id.nullish(),
  post_number: id.nullish(),
  category_id: id.nullish(),
  acting_user_id: id.nullish(),
  acting_username: word,
  acting_name: word,
  deleted: flag,
})

const list = z.array(z.unknown())

/** Pages of the API. */
export const postsPage = z.object({ latest_posts: list })
export const topicsPage = z.object({ topic_list: z.object({ topics: list, more_topics_url: word }) })
export const topicPage = z.object({
  id,
  title: word,
  category_id: id.nullish(),
  archetype: word,
  accepted_answer: z.object({ post_number: id }).nullish(),
  accepted_answers: z.array(z.object({ post_number: id })).nullish(),
  post_stream: z.object({ posts: list }),
})
export const directoryPage = z.object({
  directory_items: list,
  meta: z
    .object({ total_rows_directory_items: z.number().nullish(), load_more_directory_items: word })
    .nullish(),
  total_rows_directory_items: z.number().nullish(),
})
export const actionsPage = z.object({ user_actions: list })
export const profilePage = z.object({ user: z.object({ id, username: z.string() }).loose() })
export const sitePage = z.object({
  categories: z.array(z.object({ id, name: word, read_restricted: flag })),
})
export const listedTopic = z.object({
  id,
  views: z.number().int().nonnegative().nullish(),
  has_accepted_answer: flag,
})
export const listedMember = z.object({
  likes_given: z.number().int().nonnegative().nullish(),
  user: z.object({ id, username: z.string().min(1) }),
})
