import type { Problem } from '../../../src/serve/http/contract.ts'

/** What the server answers when it cannot do what was asked: a sentence, and often what to do. */
export class Refusal extends Error {
  readonly status: number
  readonly detail: string

  constructor(status: number, title: string, detail: string) {
    super(title)
    this.name = 'Refusal'
    this.status = status
    this.detail = detail
  }
}

export type Parameters = Readonly<Record<string, string | number | undefined>>

/** The path with its parameters; those without a value are left out. */
export function addressOf(path: string, parameters: Parameters = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined && value !== '') search.set(name, String(value))
  const text = search.toString()
  return `/api/v1${path}${text === '' ? '' : `?${text}`}`
}

/** Asks the server; throws a Refusal with its words, or with ours when it could not be reached. */
export async function ask<T>(path: string, parameters: Parameters = {}, signal?: AbortSignal): Promise<T> {
  return send<T>(addressOf(path, parameters), signal === undefined ? {} : { signal })
}

/** Tells the server something; the answer may be empty. */
export async function tell<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T> {
  const init: RequestInit = { method }
  if (body !== undefined) {
    init.body = JSON.stringify(body)
    init.headers = { 'content-type': 'application/json' }
  }
  return send<T>(addressOf(path), init)
}

async function send<T>(address: string, init: RequestInit): Promise<T> {
  const response = await fetch(address, init).catch((cause: unknown) => {
    if (init.signal?.aborted) throw cause
    throw new Refusal(
      0,
      'Groundswell does not answer.',
      'The program behind this page has stopped or cannot be reached. Start it again with “groundswell start”, then reload.',
    )
  })
  if (!response.ok) throw await readRefusal(response)
  const text = await response.text()
  return (text === '' ? null : JSON.parse(text)) as T
}

async function readRefusal(response: Response): Promise<Refusal> {
  const text = await response.text()
  try {
    const problem = JSON.parse(text) as Partial<Problem>
    return new Refusal(response.status, problem.title ?? response.statusText, problem.detail ?? '')
  } catch {
    return new Refusal(response.status, `The server answered ${response.status}.`, text.slice(0, 300))
  }
}
