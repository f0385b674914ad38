import { createInterface } from 'node:readline'
import { UserError } from '../../../core/index.ts'
import { isWorkspace } from '../../config.ts'
import type { BusinessModel, ChosenModel, List, ModelTakenBack } from '../../http/contract.ts'
import { countOf, formatNumber } from '../../sentence.ts'
import type { ApiClient } from '../api-client.ts'
import { followJob } from '../follow-job.ts'
import type { Invocation } from '../invocation.ts'
import { toInert } from '../terminal.ts'
import { initWorkspace } from './upkeep.ts'

interface InitOptions {
  readonly businessModel?: string | undefined
  readonly dryRun?: true | undefined
  readonly takeBack?: true | undefined
  readonly reason?: string | undefined
}

/** `init`: makes the workspace if there is none, and chooses the business model: the one named, or the one somebody types. */
export async function initialise(invocation: Invocation, options: InitOptions): Promise<undefined> {
  const { terminal, config } = invocation
  if (options.takeBack === true) return takeBack(invocation)
  const asks = options.businessModel === undefined && process.stdin.isTTY === true && !terminal.json
  const wants = options.businessModel !== undefined || asks || options.dryRun === true
  if (!wants) return initWorkspace(invocation)
  if (options.businessModel === undefined && !asks)
    throw new UserError('--dry-run says what a business model would publish: name one with --business-model.')
  const isNew = !isWorkspace(config)
  if (isNew && options.dryRun === true)
    throw new UserError(
      `There is no workspace at ${config.workspace} to try it on; make one with groundswell init.`,
      {
        status: 404,
      },
    )
  if (isNew && asks) await initWorkspace(invocation)
  const client = await invocation.client({ mayCreate: true })
  const model = options.businessModel ?? (await askModel(client, invocation))
  if (model === '') return undefined
  return choose(invocation, client, model, options)
}

async function choose(
  { terminal }: Invocation,
  client: ApiClient,
  model: string,
  { dryRun = undefined, reason = '' }: InitOptions,
): Promise<undefined> {
  const isTrial = dryRun === true
  const told = await client.ask<ChosenModel>('POST', '/api/v1/business-model', { model, isTrial, reason })
  if (told.jobId !== null) await followJob(client, told.jobId, terminal)
  if (terminal.json) return void terminal.printJson(told)
  terminal.print(toInert(`${told.model.title}: ${told.model.sentence}`))
  for (const { name, sentence, total } of told.published)
    terminal.print(toInert(`  + ${name}: ${formatNumber(total)} fit. ${sentence}`))
  for (const name of told.kept) terminal.print(`  = ${name}: is there already and stays as it is`)
  const weights = told.model.criteria.map(({ name, weight }) => `${name} ${Math.round(weight * 100)} %`)
  terminal.print(`Criteria of importance: ${weights.join(', ')}`)
  terminal.print(`Programs that fit: ${told.model.programs.map(({ title }) => title).join('; ')}`)
  const published = countOf(told.published.length, 'segment')
  terminal.print(
    isTrial
      ? `It would publish ${published}; nothing was written.`
      : `It is chosen, and published ${published}. Everything can be changed. What now: groundswell targets`,
  )
  return undefined
}

async function askModel(client: ApiClient, { terminal }: Invocation): Promise<string> {
  const { items } = await client.ask<List<BusinessModel>>('GET', '/api/v1/business-models')
  terminal.print('Which business model does the community serve?')
  for (const [at, { title, sentence }] of items.entries())
    terminal.print(`  ${at + 1}  ${title}: ${sentence}`)
  const reader = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await new Promise<string>((resolve) => {
      reader.question('Number or name (nothing to leave it open): ', resolve)
      reader.once('close', () => resolve(''))
    })
    const word = answer.trim()
    return items[Number(word) - 1]?.model ?? word
  } finally {
    reader.close()
  }
}

async function takeBack({ terminal, client: open }: Invocation): Promise<undefined> {
  const client = await open()
  const told = await client.ask<ModelTakenBack>('DELETE', '/api/v1/business-model')
  if (told.jobId !== null) await followJob(client, told.jobId, terminal)
  if (terminal.json) return void terminal.printJson(told)
  for (const name of told.retired) terminal.print(`  - ${name}: retired`)
  for (const [name, why] of Object.entries(told.kept)) terminal.print(toInert(`  = ${name}: stays, ${why}`))
  terminal.print(`The choice is taken back; ${countOf(told.retired.length, 'segment')} retired.`)
  return undefined
}
