import { basename } from 'node:path'
import { UserError } from '../../core/index.ts'
import { readHolder } from '../../store/index.ts'
import { type Config, exampleWorkspace, isWorkspace } from '../config.ts'
import type { Job, Problem } from '../http/contract.ts'

/**
 * The command line's way to the API: through the server that holds the workspace, or through the same app in this process.
 * So every verb has one implementation, whichever door is open.
 */
export interface ApiClient {
  /** The JSON answer of a route; its problem becomes the error a person sees. */
  ask<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T>
  /** The answer as it comes, e.g. a file. */
  fetch(path: string): Promise<Response>
  /** Follows a job to its end, telling each change. */
  follow(jobId: string, tell: (job: Job) => void): Promise<Job>
  close(): Promise<void>
}

type Send = (path: string, init: RequestInit) => Promise<Response>

/** Opens the door that is there. `program` names this command to others that want the workspace meanwhile. */
export async function openApiClient(
  config: Config,
  { program, mayCreate }: { program: string; mayCreate: boolean },
): Promise<ApiClient> {
  const holder = readHolder(config.workspace)
  if (holder?.url !== undefined) {
    const { url } = holder
    return clientOf(
      (path, init) => fetchFrom(url, path, init),
      async () => undefined,
    )
  }
  if (!mayCreate && !isWorkspace(config)) throw new UserError(sayMissing(config), { status: 404 })
  const { openSession } = await import('../session.ts')
  const session = await openSession(config, program)
  return clientOf(
    async (path, init) => session.app.request(`http://localhost${path}`, init),
    () => session.close(),
  )
}

function sayMissing({ workspace }: Config): string {
  const missing = `There is no workspace at ${workspace}.`
  return isWorkspace({ workspace: exampleWorkspace(), clickhouseUrl: undefined })
    ? `${missing} The example is beside it: name it with --workspace ${basename(exampleWorkspace())}. Make your own with groundswell start <paths>.`
    : `${missing} Make one with groundswell start <paths>, or name another with --workspace.`
}

async function fetchFrom(url: string, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`${url}${path}`, init)
  } catch (error) {
    throw new UserError(
      `The server that holds this workspace (${url}) does not answer. Try again, or stop that process.`,
      {
        status: 409,
        cause: error,
      },
    )
  }
}

function clientOf(send: Send, close: () => Promise<void>): ApiClient {
  const request: Send = async (path, init) => {
    const response = await send(path, init)
    if (response.ok) return response
    throw await readProblem(response)
  }
  return {
    async ask<T>(method: string, path: string, body?: unknown) {
      const response = await request(path, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
      return (await response.json()) as T
    },
    fetch: (path) => request(path, {}),
    async follow(jobId, tell) {
      const response = await request(`/api/v1/jobs/${encodeURIComponent(jobId)}/progress`, {})
      let last: Job | undefined
      for await (const job of readJobs(response)) {
        last = job
        tell(job)
      }
      if (last?.endedAt == null)
        throw new UserError('The server ended before the job did. Look at it again once it runs.', {
          status: 409,
        })
      return last
    },
    close,
  }
}

async function readProblem(response: Response): Promise<Error> {
  const text = await response.text()
  const problem =
    response.headers.get('content-type')?.includes('json') === true
      ? (JSON.parse(text) as Problem)
      : undefined
  const detail = problem?.detail ?? `The server answered ${response.status}.`
  if (response.status === 500) return new Error(detail)
  return new UserError(detail, { status: 400 })
}

/** The jobs of a stream of server-sent events. */
async function* readJobs(response: Response): AsyncGenerator<Job> {
  let rest = ''
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    rest += decoder.decode(chunk as Uint8Array, { stream: true })
    const events = rest.split('\n\n')
    rest = events.pop() ?? ''
    for (const event of events) {
      const data = event
        .split('\n')
        .filter((line) => line.startsWith('data: '))
        .map((line) => line.slice(6))
        .join('\n')
      if (data !== '') yield JSON.parse(data) as Job
    }
  }
}
