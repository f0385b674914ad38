import { z } from 'zod'

/** The parts of the API's JSON that are read; https://api.stackexchange.com/docs tells the rest. */
const id = z.number().int()
const list = z.array(z.unknown())

const owner = z
  .object({
    account_id: id.nullish(),
    user_id: id.nullish(),
    display_name: z.string().nullish(),
    user_type: z.string().nullish(),
  })
  .nullish()
export type Owner = z.output<typeof owner>

export const wrapper = z.object({
  items: list,
  has_more: z.boolean().default(false),
  /** Seconds to wait before the same is asked again. */
  backoff: z.number().nonnegative().nullish(),
  quota_remaining: z.number().nullish(),
})
export type Wrapper = z.output<typeof wrapper>

export const refusal = z.object({ error_id: z.number(), error_message: z.string().default('') })

/** Enough to find what hangs on a question, and where to go on. */
export const questionFrame = z.object({
  question_id: id,
  last_activity_date: z.number().int(),
  answers: list.nullish(),
  comments: list.nullish(),
})
export const answerFrame = z.object({ comments: list.nullish() })

const written = { creation_date: z.number(), owner, score: z.number().nullish() }

export const questionShape = z.object({
  ...written,
  question_id: id,
  title: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  accepted_answer_id: id.nullish(),
  closed_date: z.number().nullish(),
  view_count: z.number().nullish(),
  answer_count: z.number().nullish(),
})
export const answerShape = z.object({
  ...written,
  answer_id: id,
  question_id: id,
  is_accepted: z.boolean().nullish(),
})
export const commentShape = z.object({ ...written, comment_id: id, post_id: id })
