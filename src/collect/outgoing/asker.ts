import { setTimeout as sleep } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import { type Clock, UserError } from '../../core/index.ts'
import { type Answer, type Ask, PartialRead } from '../connector.ts'
import { type LookUp, openGuardedAgent, refuseForbiddenHost } from './guarded-agent.ts'
import { type HostTurn, openHostTurns } from './host-turn.ts'
import { type Post, parseAddress, postOnce } from './post.ts'
import type { Proxies } from './proxy.ts'
import { readReason } from './reason.ts'
import { type Received, sendOnce } from './send.ts'
import { isRateLimited, readWishedPause } from './wished-pause.ts'

/** All requests of the process go through one asker, so that sources of one host share its limits. */
export interface Asker {
  /** What a source may ask with: only its own hosts. `onWait` hears of every wait longer than a moment. */
  forSource(source: {
    readonly hosts: readonly string[]
    readonly signal: AbortSignal
    onWait?(host: string, milliseconds: number): void
  }): (request: Ask) => Promise<Answer>
  /** Tells somebody something once: no redirects, no second attempt. A UserError (422) where `check` says so. */
  post(post: Post): Promise<{ readonly status: number } | { readonly fault: string }>
  /** Refuses (422) an address that may not be asked; what a name stands for is looked at when it is asked. */
  check(url: string): URL
  close(): Promise<void>
}

export interface AskerOptions {
  readonly clock: Clock
  /** Hosts of private networks the operator allows, as names or addresses without a port. */
  readonly privateHosts: readonly string[]
  /** None unless given. */
  readonly proxies?: Proxies
  /** How this machine looks names up that a proxy is asked for; a test answers itself. */
  readonly lookUp?: LookUp
  /** Waits; a test lets it pass at once. */
  pause?(milliseconds: number, signal: AbortSignal): Promise<void>
}

const attempts = 6
/** Longer, and other sources would wait behind this one; the schedule comes back to it. */
const longestWait = 2 * 60_000
const mostRedirects = 5
const noticeableWait = 2_000

interface Asking {
  readonly options: AskerOptions
  readonly agent: Dispatcher
  readonly hosts: readonly string[]
  readonly signal: AbortSignal
  readonly turnOf: (host: string) => HostTurn
  readonly onWait: ((host: string, milliseconds: number) => void) | undefined
}

export function openAsker(options: AskerOptions): Asker {
  const agent = openGuardedAgent(options.privateHosts, options.proxies, options.lookUp)
  const turnOf = openHostTurns()
  return {
    forSource({ hosts, signal, onWait }) {
      const asking: Asking = { options, agent, hosts, signal, turnOf, onWait }
      return (request) => askFollowing(asking, request)
    },
    post: (post) => postOnce(agent, checkAddress(parseAddress(post.url), options), post),
    check: (url) => checkAddress(parseAddress(url), options),
    close: () => agent.close(),
  }
}

/** Follows redirects; each place is checked like the first. */
async function askFollowing(asking: Asking, first: Ask): Promise<Answer> {
  let request = first
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const url = checkUrl(request.url, asking)
    const received = await asking.turnOf(url.host).lane.run(() => askPatiently(asking, request, url))
    const location = received.headers.get('location')
    if (received.status < 300 || received.status === 304 || location === null)
      return toAnswer(received, request, url)
    request = redirect(request, new URL(location, url).href, received.status)
  }
  throw new UserError(`${first.url} leads from one address to the next without end.`, { status: 422 })
}

/** What is redirected with 303, or a POST with 301 or 302, goes on as a GET; as browsers do. */
function redirect(request: Ask, url: string, status: number): Ask {
  if (status === 307 || status === 308) return { ...request, url }
  const { body: _dropped, ...rest } = request
  return { ...rest, url, method: 'GET' }
}

function checkUrl(text: string, { hosts, options }: Asking): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined) throw new UserError(`“${text.slice(0, 200)}” is not a web address.`, { status: 422 })
  if (!hosts.includes(url.host))
    throw new UserError(
      `The source asks ${hosts.join(', ')}, and was led to ${url.host}, which is not asked. If the server moved, change the address of the source.`,
      { status: 422 },
    )
  return checkAddress(url, options)
}

function checkAddress(url: URL, options: AskerOptions): URL {
  const isPrivate = options.privateHosts.includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isPrivate))
    throw new UserError(
      `${url.origin} is not asked: only https keeps what is sent to itself. Write https://${url.host}.`,
      {
        status: 422,
      },
    )
  refuseForbiddenHost(url.hostname, options.privateHosts)
  return url
}

/** Asks until there is an answer that does not ask for patience. */
async function askPatiently(asking: Asking, request: Ask, url: URL): Promise<Received> {
  const turn = asking.turnOf(url.host)
  let fault = ''
  for (let attempt = 0; attempt < attempts; attempt++) {
    await waitForTurn(asking, url.host, turn)
    const outcome = await sendOnce(asking.agent, request, url, asking.signal)
    const now = asking.options.clock.now().getTime()
    const wished = 'fault' in outcome ? 0 : readWishedPause(outcome, now, request)
    if (!('fault' in outcome) && !isTransient(outcome)) {
      turn.notBefore = Math.max(turn.notBefore, now + wished)
      return outcome
    }
    fault = 'fault' in outcome ? outcome.fault : `answered ${outcome.status}`
    turn.notBefore = Math.max(turn.notBefore, now + (wished > 0 ? wished : backOff(attempt)))
  }
  throw new PartialRead(
    `${url.host} ${fault}, ${attempts} times in a row. What was read is kept; the next run goes on from there.`,
  )
}

const isTransient = ({ status, headers }: Received): boolean =>
  isRateLimited(status, headers) || status === 408 || status === 500 || (status >= 502 && status <= 504)

/** 1, 2, 4 … seconds, spread so that several do not come back together. */
const backOff = (attempt: number): number => 1000 * 2 ** attempt * (0.75 + Math.random() / 2)

async function waitForTurn({ options, signal, onWait }: Asking, host: string, turn: HostTurn): Promise<void> {
  const wait = turn.notBefore - options.clock.now().getTime()
  if (wait <= 0) return signal.throwIfAborted()
  if (wait > longestWait)
    throw new PartialRead(
      `${host} allows no more requests until ${new Date(turn.notBefore).toISOString().slice(0, 16).replace('T', ' ')} UTC. What was read is kept; the next run goes on from there.`,
    )
  if (wait >= noticeableWait) onWait?.(host, wait)
  await (options.pause ?? pause)(wait, signal)
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal })
}

function toAnswer({ status, headers, json, text }: Received, request: Ask, url: URL): Answer {
  if (status < 400 || request.accepts?.includes(status) === true) return { status, headers, json }
  const said =
    readReason(json) ??
    text
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 200)
  const what =
    status === 401 || status === 403
      ? `${url.host} refuses the token (${status}). Check that it is right, has not expired and may read ${url.pathname}`
      : `${url.host} answered ${status} to ${url.pathname}`
  throw new UserError(`${what}${said === '' ? '.' : `: ${said}`}`, { status: 422 })
}
