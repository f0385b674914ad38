import type { Dispatcher } from 'undici'
import { UserError } from '../../core/index.ts'
import { explainFault, findUserError } from './send.ts'

/** A text told to somebody. */
export interface Post {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON, as it is to be sent: it may be signed. */
  readonly body: string
  readonly signal: AbortSignal
}

const patience = 15_000
const mostBytes = 64 << 10

/** Sends a text once, follows nothing and reads nothing of the answer but its status. What went wrong on the way is a fault, in words that follow the host's name. */
export async function postOnce(
  agent: Dispatcher,
  url: URL,
  { headers, body, signal }: Post,
): Promise<{ readonly status: number } | { readonly fault: string }> {
  try {
    const answer = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'groundswell', ...headers },
      body,
      signal,
      headersTimeout: patience,
      bodyTimeout: patience,
    })
    await answer.body.dump({ limit: mostBytes, signal })
    return { status: answer.statusCode }
  } catch (error) {
    if (signal.aborted || !(error instanceof Error)) throw error
    const refusal = findUserError(error)
    if (refusal !== undefined) throw refusal
    return { fault: explainFault(error) }
  }
}

/** Refuses (422) what is no web address, and one that holds a name and password, which would be kept in the clear. */
export function parseAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new UserError(`“${text.slice(0, 200)}” is not a web address.`, { status: 422 })
  if (url.username !== '' || url.password !== '')
    throw new UserError('The address holds a name or password. Messages are signed; leave those out.', {
      status: 422,
    })
  return url
}
