import { z } from 'zod'
import { type Answer, PartialRead, type ReadIo } from '../../connector.ts'
import { readText } from '../../forge/index.ts'
import type { GithubConfig } from './config.ts'
import { findIn } from './find-in.ts'

/** What one request for a page of a list brought. */
export interface ListPage {
  readonly items: readonly unknown[]
  readonly status: number
  readonly hasNext: boolean
  /** How many pages follow, when GitHub tells. */
  readonly pagesLeft: number | undefined
  readonly etag: string | undefined
  /** What GitHub says when it shows no list; empty when it shows one. */
  readonly refusal: string
  /** By GitHub's clock, in milliseconds since 1970. */
  readonly answeredAt: number
}

/** What a GraphQL query brought; `faults` are its own words for what it could not tell. */
export interface Graph {
  readonly data: unknown
  readonly faults: readonly { readonly type: string; readonly message: string }[]
  readonly answeredAt: number
}

export interface Api {
  /** Whether a token is shown, without which GraphQL answers nobody. */
  readonly hasToken: boolean
  /** One object. 404, 410 and 451 mean that it is gone or hidden, which the caller sees by the status. */
  readObject(path: string, params?: Params): Promise<Answer>
  readList(path: string, params: Params, headers?: Readonly<Record<string, string>>): Promise<ListPage>
  query(text: string, variables: Readonly<Record<string, unknown>>): Promise<Graph>
}

type Params = Readonly<Record<string, string | number>>

/** Gone, hidden, or more than GitHub shows of a long list. */
const accepted = [403, 404, 410, 422, 451]
/** As many as GitHub gives. */
export const perPage = 100

export function openApi(config: GithubConfig, io: ReadIo): Api {
  const headers = {
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    ...(config.token === undefined ? {} : { authorization: `Bearer ${config.token}` }),
  }
  const ask = (
    path: string,
    params: Params,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Answer> => {
    const url = new URL(config.url + path)
    for (const [name, value] of Object.entries(params)) url.searchParams.set(name, String(value))
    return io.ask({ url: url.href, headers: { ...headers, ...more }, accepts: accepted })
  }
  const readMoment = (answer: Answer): number => {
    const at = Date.parse(answer.headers.get('date') ?? '')
    return Number.isNaN(at) ? io.clock.now().getTime() : at
  }
  return {
    hasToken: config.token !== undefined,
    readObject: (path, params = {}) => ask(path, params),
    async readList(path, params, more) {
      const answer = await ask(path, { per_page: perPage, ...params }, more)
      return toListPage(answer, path, readMoment(answer))
    },
    async query(text, variables) {
      for (let attempt = 0; ; attempt++) {
        const answer = await io.ask({ url: graphUrl(config.url), headers, body: { query: text, variables } })
        const graph = toGraph(answer, readMoment(answer))
        // It is told with status 200; the next request waits until GitHub wants to be asked again.
        if (!graph.faults.some(({ type }) => type === 'RATE_LIMITED')) return graph
        if (attempt > 0)
          throw new PartialRead(
            `${new URL(config.url).host} allows no more queries for now. What was read is kept; the next run goes on from there.`,
          )
      }
    },
  }
}

/** GitHub Enterprise has it beside `/api/v3`. */
const graphUrl = (url: string): string => `${url.replace(/\/v3$/, '')}/graphql`

function toListPage({ status, headers, json }: Answer, path: string, answeredAt: number): ListPage {
  if (status === 200 && !Array.isArray(json))
    throw new PartialRead(
      `GitHub answered ${path} with something that is not a list. What was read is kept; the next run goes on from there.`,
    )
  const link = headers.get('link') ?? ''
  const last = readLinkedPage(link, 'last')
  const next = readLinkedPage(link, 'next')
  return {
    items: Array.isArray(json) && status === 200 ? json : [],
    status,
    hasNext: /rel="next"/.test(link),
    pagesLeft: last === undefined || next === undefined ? undefined : last - next + 1,
    etag: headers.get('etag') ?? undefined,
    refusal: status < 400 ? '' : explainRefusal(status, json),
    answeredAt,
  }
}

/** `404: Not Found`. */
export function explainRefusal(status: number, json: unknown): string {
  const said = readText(findIn(json, 'message'))
  return said === '' ? String(status) : `${status}: ${said}`
}

/** `<https://api.github.com/…&page=2>; rel="next", <…&page=9>; rel="last"`. */
function readLinkedPage(link: string, relation: string): number | undefined {
  const entry = link.split(',').find((part) => part.includes(`rel="${relation}"`))
  const page = entry?.match(/[?&]page=(\d{1,9})/)?.[1]
  return page === undefined ? undefined : Number(page)
}

const graphAnswer = z.looseObject({
  data: z.unknown(),
  errors: z
    .array(z.looseObject({ type: z.string().catch(''), message: z.string().catch('it does not say why') }))
    .default([])
    .catch([]),
})

function toGraph({ json }: Answer, answeredAt: number): Graph {
  const parsed = graphAnswer.safeParse(json)
  if (!parsed.success)
    throw new PartialRead(
      'GitHub answered a query with something that is no answer. What was read is kept; the next run goes on from there.',
    )
  return { data: parsed.data.data, faults: parsed.data.errors, answeredAt }
}
