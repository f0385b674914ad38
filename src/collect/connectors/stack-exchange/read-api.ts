import { z } from 'zod'
import { UserError } from '../../../core/index.ts'
import { PartialRead, type ReadIo } from '../../connector.ts'
import { answerFrame, questionFrame, refusal, type Wrapper, wrapper } from './api-shape.ts'
import type { StackExchangeConfig } from './config.ts'
import type { ApiCursor } from './cursor.ts'
import type { ApiRecord } from './record.ts'

/** Some questions with what hangs on them, and where to go on. */
export interface ApiPage {
  readonly records: readonly ApiRecord[]
  readonly cursor: { readonly api: ApiCursor }
  readonly notes?: readonly string[]
}

const throttled = 502
/** A quota of which less is left deserves a word. */
const littleQuota = 50

/**
 * Reads questions by when something last happened to them, oldest first, with all their answers and comments. What happens
 * meanwhile only moves a question to the end; so each page begins where the one before ended, and the last tells where to begin next time.
 */
export async function* readApi(
  config: StackExchangeConfig,
  from: ApiCursor,
  io: ReadIo,
): AsyncGenerator<ApiPage, void, void> {
  let { min = toSeconds(config.since), page = 1 } = from
  const filter = from.filter ?? (await makeFilter(config, io))
  let hasMore = true
  while (hasMore) {
    const said = await ask(config, io, '/questions', {
      site: config.site,
      sort: 'activity',
      order: 'asc',
      min: String(min),
      page: String(page),
      pagesize: '100',
      filter,
      ...(config.tagged === undefined ? {} : { tagged: config.tagged }),
    })
    const records = said.items.flatMap((raw, index) =>
      splitQuestion(raw, `questions active since ${min}, item ${index + 1}`),
    )
    const last =
      said.items.flatMap((raw) => questionFrame.safeParse(raw).data?.last_activity_date ?? []).at(-1) ?? min
    hasMore = said.has_more && said.items.length > 0
    page = hasMore && last <= min ? page + 1 : 1
    min = Math.max(min, last)
    const left = said.quota_remaining ?? littleQuota
    const notes = !hasMore && left < littleQuota ? [`${left} requests to the API are left today.`] : undefined
    yield { records, cursor: { api: { min, page, filter } }, ...(notes === undefined ? {} : { notes }) }
    if (hasMore && said.quota_remaining === 0) throw spent(config)
  }
}

const toSeconds = (day: string | undefined): number => (day === undefined ? 0 : Date.parse(day) / 1000)

/** Has the API answer questions with their answers and comments; what it names for that stays valid for ever. */
async function makeFilter(config: StackExchangeConfig, io: ReadIo): Promise<string> {
  const include = 'question.answers;question.comments;answer.comments'
  const said = await ask(config, io, '/filters/create', { include, base: 'default', unsafe: 'false' })
  const made = z.object({ filter: z.string() }).safeParse(said.items[0])
  if (made.success) return made.data.filter
  throw new UserError(`${config.url} does not answer like the API of Stack Exchange.`, { status: 422 })
}

async function ask(
  config: StackExchangeConfig,
  io: ReadIo,
  path: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Wrapper> {
  const query = new URLSearchParams({
    ...parameters,
    ...(config.key === undefined ? {} : { key: config.key }),
  })
  const { status, json } = await io.ask({ url: `${config.url}${path}?${query}`, accepts: [400], readPause })
  if (status === 400) throw refuse(config, json)
  const said = wrapper.safeParse(json)
  if (said.success) return said.data
  throw new UserError(`${config.url} does not answer like the API of Stack Exchange.`, { status: 422 })
}

/** The API answers 400 also to whoever asks too much. */
function refuse(config: StackExchangeConfig, json: unknown): Error {
  const told = refusal.safeParse(json).data
  if (told?.error_id === throttled) return spent(config, told.error_message)
  const reason =
    told === undefined || told.error_message === '' ? 'it does not say why' : told.error_message.slice(0, 300)
  return new UserError(
    `The API of Stack Exchange refuses the request (400): ${reason}. Check the site, the tags and the key.`,
    { status: 422 },
  )
}

function spent({ key }: StackExchangeConfig, told = 'the quota of today is spent'): PartialRead {
  const advice = key === undefined ? ' With a key, which costs nothing, it allows more.' : ''
  return new PartialRead(
    `The API of Stack Exchange allows no more requests now: ${told.slice(0, 300)}.${advice} What was read is kept; the next run goes on from there.`,
  )
}

/** The API tells in its answers for how many seconds it wants to be left alone. */
const readPause = (json: unknown): number => 1000 * (wrapper.safeParse(json).data?.backoff ?? 0)

/** A question, its answers and the comments on them, each by itself. */
function splitQuestion(raw: unknown, position: string): ApiRecord[] {
  const frame = questionFrame.safeParse(raw).data
  if (frame === undefined) return [{ kind: 'api', table: 'questions', raw, question: 0, position }]
  const question = frame.question_id
  const own = `question ${question}`
  const comments = (list: readonly unknown[] | null | undefined, place: string): ApiRecord[] =>
    (list ?? []).map((comment, index) => {
      return {
        kind: 'api',
        table: 'comments',
        raw: comment,
        question,
        position: `${place}, comment ${index + 1}`,
      }
    })
  const answers = (frame.answers ?? []).flatMap((answer, index): ApiRecord[] => {
    const place = `${own}, answer ${index + 1}`
    return [
      { kind: 'api', table: 'answers', raw: answer, question, position: place },
      ...comments(answerFrame.safeParse(answer).data?.comments, place),
    ]
  })
  return [
    { kind: 'api', table: 'questions', raw, question, position: own },
    ...comments(frame.comments, own),
    ...answers,
  ]
}
