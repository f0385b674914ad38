import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { z } from 'zod'
import { UserError } from '../../core/index.ts'
import type { AppContext, AppVariables } from './context.ts'
import type { Problem } from './contract.ts'

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not right',
  403: 'Refused',
  404: 'Not found',
  405: 'Not possible here',
  409: 'Not now',
  413: 'Too large',
  422: 'The request is not right',
  429: 'Too many requests',
  500: 'A fault of the program',
  503: 'Not ready yet',
  507: 'The disk is full',
}

/** An answer that says what went wrong, as RFC 9457 `application/problem+json`. */
export function answerProblem(c: Context, status: ContentfulStatusCode, detail: string): Response {
  const problem: Problem = { type: 'about:blank', title: titles[status] ?? 'Problem', status, detail }
  return c.body(JSON.stringify(problem), status, { 'content-type': 'application/problem+json' })
}

/** Every failure of a route: a person's mistake in its own words, anything else logged and answered without its inside. */
export function answerError(context: AppContext) {
  return (error: Error, c: Context<AppVariables>): Response => {
    if (error instanceof UserError) return answerProblem(c, error.status, error.message)
    if (error instanceof HTTPException)
      return answerProblem(
        c,
        error.status as ContentfulStatusCode,
        error.message || 'The request could not be read.',
      )
    const requestId = c.get('requestId')
    context.log.error({ err: error, requestId, path: c.req.path }, 'request failed')
    return answerProblem(
      c,
      500,
      `This failed by a fault of the program, not of yours. The log has the details under request ${requestId}.`,
    )
  }
}

/** What is wrong with a query or a body, field by field. */
export function answerInvalid(
  result: { success: true } | { success: false; error: z.core.$ZodError },
  c: Context<AppVariables>,
): Response | undefined {
  if (result.success) return undefined
  const faults = result.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`)
  return answerProblem(c, 422, `${faults.join('; ')}.`)
}

export const answerNotFound = (c: Context<AppVariables>): Response =>
  answerProblem(c, 404, `There is nothing at ${c.req.path}. The API is described at /api/v1/openapi.json.`)
