import { UserError } from '../../../core/index.ts'
import type { Answer, ReadIo } from '../../connector.ts'
import type { ForumConfig } from './config.ts'

/** The forum's server as the walks ask it. */
export interface Api {
  /** What a path answers, e.g. `/posts.json?before=5`; a status that the forum uses for “not for you” or “no more” is answered too. */
  ask(path: string, accepts?: readonly number[]): Promise<Answer>
}

export function openApi(config: ForumConfig, io: ReadIo): Api {
  const headers: Record<string, string> =
    config.apiKey === undefined ? {} : { 'api-key': config.apiKey, 'api-username': config.apiUser }
  return {
    ask: (path, accepts = []) => io.ask({ url: `${config.url ?? ''}${path}`, headers, accepts }),
  }
}

/** What an answer without the list that was asked for means. */
export function refuseStrange(config: ForumConfig, path: string): UserError {
  return new UserError(
    `${config.url ?? ''}${path} does not answer like a forum that runs on Discourse. Give the address of its front page, with the folder if it lies in one.`,
    { status: 422 },
  )
}

/** The moment by the server's clock, because ours may differ. */
export function readServerTime(answer: Answer, io: ReadIo): number {
  const moment = Date.parse(answer.headers.get('date') ?? '')
  return Number.isNaN(moment) ? io.clock.now().getTime() : moment
}
