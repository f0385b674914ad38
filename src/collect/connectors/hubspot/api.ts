import { UserError } from '../../../core/index.ts'
import type { Answer, ReadIo } from '../../connector.ts'
import type { HubspotConfig } from './config.ts'
import type { Stages } from './record.ts'
import { associationShape, objectShape, pipelineShape, resultsPage } from './shape.ts'

/** HubSpot's server; a body makes it a question with conditions, which changes nothing either. */
export interface Api {
  ask(path: string, body?: object, accepts?: readonly number[]): Promise<Answer>
}

export function openApi({ url, token }: HubspotConfig, io: ReadIo): Api {
  const headers = { authorization: `Bearer ${token}` }
  return {
    ask: (path, body, accepts = []) =>
      io.ask({ url: url + path, headers, accepts, ...(body === undefined ? {} : { body }) }),
  }
}

/** The objects an answer lists. */
export function readResults(
  { json }: Answer,
  path: string,
): { results: readonly unknown[]; after?: string; total?: number } {
  const page = resultsPage.safeParse(json)
  if (!page.success) throw new UserError(`HubSpot answered ${path} without a list.`, { status: 422 })
  const { results, paging, total } = page.data
  const after = paging?.next?.after
  return {
    results,
    ...(after === undefined ? {} : { after }),
    ...(typeof total === 'number' ? { total } : {}),
  }
}

/** Stages of deals by their inner names; none where the token may not read them. */
export async function readStages(api: Api): Promise<Stages> {
  const path = '/crm/v3/pipelines/deals'
  const answer = await api.ask(path, undefined, [403, 404])
  if (answer.status >= 400) return new Map()
  const stages = readResults(answer, path).results.flatMap(
    (raw) => pipelineShape.safeParse(raw).data?.stages ?? [],
  )
  return new Map(
    stages.map(({ id, label, metadata }) => {
      const isWon = metadata?.isClosed === 'true' && Number(metadata.probability ?? 0) === 1
      return [id, { label, isWon, isLost: metadata?.isClosed === 'true' && !isWon }]
    }),
  )
}

/** Names of companies by number, as far as they may be read. */
export async function readCompanyNames(api: Api, ids: Iterable<string>): Promise<Map<string, string>> {
  const inputs = [...new Set(ids)].filter((id) => /^\d+$/.test(id)).map((id) => ({ id }))
  const names = new Map<string, string>()
  if (inputs.length === 0) return names
  const path = '/crm/v3/objects/companies/batch/read'
  const answer = await api.ask(path, { properties: ['name', 'domain'], inputs }, [403, 404])
  if (answer.status >= 400) return names
  for (const raw of readResults(answer, path).results) {
    const company = objectShape.safeParse(raw).data
    const name = company?.properties['name'] || company?.properties['domain']
    if (company !== undefined && name) names.set(company.id, name)
  }
  return names
}

/** The company of each deal; of several the first. */
export async function readDealCompanies(api: Api, ids: readonly string[]): Promise<Map<string, string>> {
  const path = '/crm/v4/associations/deals/companies/batch/read'
  const answer = await api.ask(path, { inputs: ids.map((id) => ({ id })) }, [403, 404])
  if (answer.status >= 400) return new Map()
  return new Map(
    readResults(answer, path).results.flatMap((raw) => {
      const read = associationShape.safeParse(raw).data
      const company = read?.to[0]?.toObjectId
      return read === undefined || company === undefined ? [] : [[read.from.id, company] as const]
    }),
  )
}
