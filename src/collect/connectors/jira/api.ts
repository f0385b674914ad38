import { UserError } from '../../../core/index.ts'
import type { Answer, ReadIo } from '../../connector.ts'
import type { JiraConfig } from './config.ts'
import { fieldShape, nameAccount, personShape, serverInfo } from './shape.ts'

/** The server of a Jira, as far as a run must know it. */
export interface Api {
  readonly isCloud: boolean
  /** The field that holds the organisations of who asks. */
  readonly organisationField: string | undefined
  ask(path: string, query: Readonly<Record<string, string>>, accepts?: readonly number[]): Promise<Answer>
  /** An answer without the list that was asked for. */
  refuseStrange(path: string): UserError
}

/** Finds out what kind of Jira it is, and that the token is one of it: without a token Jira answers too, with nothing. */
export async function openApi({ url, user, token }: JiraConfig, io: ReadIo): Promise<Api> {
  const authorization =
    user === undefined ? `Bearer ${token}` : `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`
  // A server of before 2022 answers for requests only to who knows that this may change.
  const headers = { authorization, accept: 'application/json', 'x-experimentalapi': 'opt-in' }
  const ask: Api['ask'] = (path, query, accepts = []) =>
    io.ask({ url: `${url}${path}?${new URLSearchParams(query)}`, headers, accepts })
  const refuseStrange: Api['refuseStrange'] = (path) =>
    new UserError(
      `${url}${path} does not answer like Jira. Give the address of its front page, e.g. https://example.atlassian.net.`,
      { status: 422 },
    )
  const { json: self } = await ask(paths.self, {})
  const me = personShape.safeParse(self).data
  if (me === undefined || nameAccount(me) === undefined) throw refuseStrange(paths.self)
  const { json: info } = await ask(paths.info, {}, [401, 403, 404])
  const { json: fields } = await ask(paths.fields, {}, [401, 403, 404])
  return {
    isCloud: isInCloud(url, serverInfo.safeParse(info).data?.deploymentType),
    organisationField: findOrganisationField(fields),
    ask,
    refuseStrange,
  }
}

const paths = {
  self: '/rest/api/2/myself',
  info: '/rest/api/2/serverInfo',
  fields: '/rest/api/2/field',
}

/** A token that may read requests only may not be told. */
function isInCloud(url: string, deployment: string | undefined): boolean {
  if (deployment !== undefined) return deployment === 'Cloud'
  return /(?:\.atlassian\.net|^api\.atlassian\.com)$/.test(new URL(url).hostname)
}

function findOrganisationField(fields: unknown): string | undefined {
  const list: readonly unknown[] = Array.isArray(fields) ? fields : []
  return list
    .flatMap((raw) => fieldShape.safeParse(raw).data ?? [])
    .find(({ schema }) => schema.custom === 'com.atlassian.servicedesk:sd-customer-organizations')?.id
}
