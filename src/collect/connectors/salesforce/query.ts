import { UserError } from '../../../core/index.ts'
import { PartialRead, type ReadIo } from '../../connector.ts'
import type { SalesforceConfig } from './config.ts'
import type { Table } from './record.ts'
import { faults, type QueryPage, queryPage, tokenAnswer } from './shape.ts'

/** The organisation's server. */
export interface Api {
  /** A page of rows; or why there is none. */
  ask(path: string): Promise<QueryPage | Refusal>
  readonly version: string
}

export interface Refusal {
  readonly code: string
  readonly message: string
}

export const isRefusal = (answer: QueryPage | Refusal): answer is Refusal => 'code' in answer

export async function openApi(config: SalesforceConfig, io: ReadIo): Promise<Api> {
  const authorization = `Bearer ${config.token ?? (await fetchToken(config, io))}`
  return {
    version: config.version,
    async ask(path) {
      const { status, json } = await io.ask({
        url: config.url + path,
        headers: { authorization },
        accepts: [400, 403, 404],
      })
      if (status >= 400) return readRefusal(json, path, status)
      const page = queryPage.safeParse(json)
      if (page.success) return page.data
      throw new UserError(
        `${config.url} does not answer like Salesforce. Give the address of the organisation, its My Domain.`,
        {
          status: 422,
        },
      )
    },
  }
}

/** A token for this run, as an app that acts for itself gets one. */
async function fetchToken(config: SalesforceConfig, io: ReadIo): Promise<string> {
  const { url, clientId = '', clientSecret = '' } = config
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  })
  const { json } = await io.ask({ url: `${url}/services/oauth2/token`, body })
  const read = tokenAnswer.safeParse(json)
  if (read.success) return read.data.access_token
  throw new UserError(
    `${url} gave no token to the app. Check its key and secret, and that it may use the client credentials flow.`,
    {
      status: 422,
    },
  )
}

function readRefusal(json: unknown, path: string, status: number): Refusal {
  const [fault] = faults.safeParse(json).data ?? []
  if (fault?.errorCode === 'REQUEST_LIMIT_EXCEEDED')
    throw new PartialRead(
      'Salesforce allows no more requests today. What was read is kept; the next run goes on from there.',
    )
  if (fault === undefined)
    throw new UserError(
      `Salesforce answered ${status} to ${path.split('?')[0]}. Check the address and the version.`,
      {
        status: 422,
      },
    )
  return { code: fault.errorCode, message: fault.message }
}

/** Fields that are asked for beside those every table has; an organisation may hide them. */
const fields: Readonly<Record<Table, readonly string[]>> = {
  Account: ['Name', 'Type', 'Website', 'Industry', 'NumberOfEmployees', 'BillingCountry'],
  Contact: ['FirstName', 'LastName', 'Email', 'HasOptedOutOfEmail', 'Account.Name'],
  Lead: ['FirstName', 'LastName', 'Email', 'HasOptedOutOfEmail', 'Company'],
  Opportunity: [
    'StageName',
    'IsWon',
    'IsClosed',
    'Type',
    'Amount',
    'CloseDate',
    'LastStageChangeDate',
    'Account.Name',
  ],
  Contract: ['ContractNumber', 'Status', 'ActivatedDate', 'StartDate', 'EndDate', 'Account.Name'],
}

/** The first page of a table's rows that changed since a moment, in the order of their change, without the fields that are hidden. */
export async function askTable(
  api: Api,
  table: Table,
  since: string | undefined,
): Promise<{ answer: QueryPage | Refusal; hidden: readonly string[] }> {
  const hidden: string[] = []
  for (;;) {
    const wanted = [
      'Id',
      'CreatedDate',
      'SystemModstamp',
      ...fields[table].filter((name) => !hidden.includes(name)),
    ]
    const condition = since === undefined ? '' : ` WHERE SystemModstamp >= ${since}`
    const question = `SELECT ${wanted.join(', ')} FROM ${table}${condition} ORDER BY SystemModstamp ASC, Id ASC`
    const answer = await api.ask(
      `/services/data/v${api.version}/query?${new URLSearchParams({ q: question })}`,
    )
    const field =
      isRefusal(answer) && answer.code === 'INVALID_FIELD' ? findHidden(answer.message) : undefined
    const name = fields[table].find((one) => one === field)
    if (name === undefined || hidden.includes(name)) return { answer, hidden }
    hidden.push(name)
  }
}

/** Which field a refusal means; of one that lies behind a relation the relation is named. */
function findHidden(message: string): string | undefined {
  const column = message.match(/No such column '(\w+)' on entity/)?.[1]
  const relation = message.match(/Didn't understand relationship '(\w+)' in field path/)?.[1]
  return relation === undefined ? column : `${relation}.Name`
}
