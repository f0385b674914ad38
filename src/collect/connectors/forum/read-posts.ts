import { z } from 'zod'
import { type Api, refuseStrange } from './api.ts'
import type { ForumConfig } from './config.ts'
import type { PostsMark } from './cursor.ts'
import type { Categories, ForumRecord } from './record.ts'
import { postsPage } from './shape.ts'

export interface PostsStep {
  readonly records: readonly ForumRecord[]
  readonly mark: PostsMark
  readonly progress: { readonly done: number; readonly total: number; readonly unit: string }
}

/** How many numbers of posts an answer covers at most. */
const span = 50
/** Posts that were hidden or waited for approval when they were passed come to light a little later. */
const overlap = 100
const numbered = z.object({ id: z.number().int(), created_at: z.string().optional() })

/** Walks from the newest post down to those that the last walk began with. */
export async function* readPosts(
  api: Api,
  config: ForumConfig,
  from: PostsMark,
  categories: Categories,
): AsyncGenerator<PostsStep, void, void> {
  const { until } = from
  let mark = from
  for (let isDone = false; !isDone; ) {
    const path = mark.before === undefined ? '/posts.json' : `/posts.json?before=${mark.before}`
    const page = postsPage.safeParse((await api.ask(path)).json)
    if (!page.success) throw refuseStrange(config, path)
    const posts = page.data.latest_posts
    const ids = posts.flatMap((post) => numbered.safeParse(post).data?.id ?? [])
    const records = posts.flatMap((raw, index): ForumRecord[] => {
      const id = numbered.safeParse(raw).data?.id
      const isSeen = id !== undefined && mark.lowest !== undefined && id >= mark.lowest
      if (isSeen || isBefore(raw, config.since)) return []
      const position = id === undefined ? `${path}, item ${index + 1}` : `post ${id}`
      return [{ kind: 'post', raw, position, place: { categories } }]
    })
    const top = mark.top ?? Math.max(0, ...ids)
    const before = findNext(mark, ids)
    isDone =
      before === undefined ||
      before <= 1 ||
      (posts.length > 0 && posts.every((post) => isBefore(post, config.since)))
    const lowest = Math.min(...ids, mark.lowest ?? Number.MAX_SAFE_INTEGER)
    mark = isDone ? { until: Math.max(until, top) } : { until, top, lowest, before }
    const total = Math.max(0, top - until)
    const progress = { done: isDone ? total : Math.min(total, top - lowest), total, unit: 'posts' }
    yield { records, mark, progress }
  }
}

/**
 * Where to ask next; undefined at the end. Newer forums answer the 50 posts below a number; older ones those among 50 numbers up to
 * and with it, which may be none although older ones exist. The lowest post seen is asked for: only older forums repeat it.
 */
function findNext(mark: PostsMark, ids: readonly number[]): number | undefined {
  if (ids.length === 0) {
    const isStep = mark.before !== undefined && mark.before !== mark.lowest
    return isStep && mark.before !== undefined ? mark.before - span : undefined
  }
  const lowest = Math.min(...ids)
  if (mark.until > 0 && lowest <= mark.until - overlap) return undefined
  return mark.lowest !== undefined && lowest >= mark.lowest ? mark.lowest - span : lowest
}

function isBefore(post: unknown, since: string | undefined): boolean {
  const written = numbered.safeParse(post).data?.created_at
  return since !== undefined && written !== undefined && written < since
}
