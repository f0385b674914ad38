import { type Answer, PartialRead, type ReadIo } from '../../connector.ts'
import type { GitlabConfig } from './config.ts'

/** What one request for a page of a list brought. */
export interface ListPage {
  readonly items: readonly unknown[]
  readonly status: number
  /** The number of the next page, if there is one. */
  readonly next: number | undefined
  /** How many pages follow, when GitLab tells; of long lists it does not. */
  readonly pagesLeft: number | undefined
  /** By GitLab's clock, in milliseconds since 1970. */
  readonly answeredAt: number
}

export interface Api {
  /** One object. A status other than 200 means that it is gone or hidden. */
  readObject(path: string): Promise<Answer>
  readList(path: string, params: Readonly<Record<string, string | number>>): Promise<ListPage>
}

/** Switched off or hidden, gone, or moved away. */
const accepted = [403, 404, 410]

export function openApi(config: GitlabConfig, io: ReadIo): Api {
  const headers: Record<string, string> =
    config.token === undefined ? {} : { authorization: `Bearer ${config.token}` }
  const ask = (path: string, params: Readonly<Record<string, string | number>>): Promise<Answer> => {
    const url = new URL(`${config.url}/api/v4${path}`)
    for (const [name, value] of Object.entries(params)) url.searchParams.set(name, String(value))
    return io.ask({ url: url.href, headers, accepts: accepted })
  }
  return {
    readObject: (path) => ask(path, {}),
    async readList(path, params) {
      const answer = await ask(path, { ...params, per_page: 100 })
      const at = Date.parse(answer.headers.get('date') ?? '')
      return toListPage(answer, path, Number.isNaN(at) ? io.clock.now().getTime() : at)
    },
  }
}

function toListPage({ status, headers, json }: Answer, path: string, answeredAt: number): ListPage {
  if (status === 200 && !Array.isArray(json))
    throw new PartialRead(
      `GitLab answered ${path} with something that is not a list. What was read is kept; the next run goes on from there.`,
    )
  const next = readNumber(headers.get('x-next-page')) ?? readLinkedPage(headers.get('link'))
  const total = readNumber(headers.get('x-total-pages'))
  return {
    items: Array.isArray(json) && status === 200 ? json : [],
    status,
    next,
    pagesLeft: next === undefined ? 0 : total === undefined ? undefined : total - next + 1,
    answeredAt,
  }
}

const readNumber = (text: string | null): number | undefined =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined

/** `<https://gitlab.com/api/v4/…&page=2&per_page=100>; rel="next"`. */
function readLinkedPage(link: string | null): number | undefined {
  const entry = link?.split(',').find((part) => part.includes('rel="next"'))
  return readNumber(entry?.match(/[?&]page=(\d+)/)?.[1] ?? null)
}
