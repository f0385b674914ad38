import { z } from 'zod'
import { UserError } from '../core/index.ts'
import {
  type DefinitionsPlan,
  planDefinitions,
  publishDefinitions,
  readDefinitions,
  retireDefinition,
} from '../segment/index.ts'
import { decide, readDecisions, type Store } from '../store/index.ts'
import type { BusinessModel } from './business-model.ts'
import { type Priorities, weighCriteria } from './priorities.ts'
import { businessModels } from './registry.gen.ts'
import { inTargetLane, type Told } from './target-decision.ts'

const kind = 'target-model'
const subject = 'ours'
const body = z.object({
  model: z.string().nullable(),
  /** Names of the definitions it published then. */
  published: z.array(z.string()).default([]),
})

/** The business model that was chosen. */
export interface ModelChoice {
  readonly model: BusinessModel
  readonly published: readonly string[]
  readonly chosenAt: Date
  readonly chosenBy: string
  readonly reason: string
}

/** A business model by its name. A UserError names those there are. */
export function findBusinessModel(name: string): BusinessModel {
  const found = businessModels.find((model) => model.name === name)
  if (found !== undefined) return found
  throw new UserError(
    `There is no business model “${name}”. There are: ${businessModels.map((model) => model.name).join(', ')}.`,
    { status: 404 },
  )
}

/** The weights of the criteria a model begins with. */
export const weighModel = ({ comparisons }: BusinessModel): Priorities => weighCriteria(comparisons)

/** The choice that holds; undefined before one was made, or after it was taken back. */
export async function readModelChoice(store: Store): Promise<ModelChoice | undefined> {
  const [decision] = await readDecisions(store, kind)
  if (decision === undefined) return undefined
  const { model: name, published } = body.parse(decision.body)
  // A model whose folder was deleted is not chosen any more.
  const model = businessModels.find((one) => one.name === name)
  if (model === undefined) return undefined
  return {
    model,
    published,
    chosenAt: decision.decidedAt,
    chosenBy: decision.decidedBy,
    reason: decision.reason,
  }
}

/** What choosing a model would publish; a segment somebody here has changed under that name stays as it is. */
export async function planModel(
  store: Store,
  model: BusinessModel,
): Promise<{ readonly plan: DefinitionsPlan; readonly kept: readonly string[] }> {
  const former = await readDefinitions(store)
  const mine = Object.entries(definitionsOf(model))
  const kept = mine.filter(([name]) => former.some((one) => one.name === name)).map(([name]) => name)
  const fresh = Object.fromEntries(mine.filter(([name]) => !kept.includes(name)))
  return { plan: await planDefinitions(store, fresh), kept }
}

/** Chooses a model: publishes its segments that are not there yet, and keeps the choice as a decision. */
export function chooseModel(store: Store, model: BusinessModel, told: Told): Promise<DefinitionsPlan> {
  return inTargetLane(store, async () => {
    const { plan } = await planModel(store, model)
    const names = plan.published.map(({ name }) => name)
    const former = await readModelChoice(store)
    const all = definitionsOf(model)
    const fresh = Object.fromEntries(names.map((name) => [name, all[name]]))
    const reason = told.reason === '' ? `for the business model “${model.title}”` : told.reason
    // The choice first: killed in between, choosing again publishes what is missing.
    const published = [...new Set([...(former?.published ?? []), ...names])]
    await decide(store, { kind, subject, body: { model: model.name, published }, ...told })
    return names.length === 0 ? plan : publishDefinitions(store, fresh, { ...told, reason })
  })
}

/** Takes the choice back: retires what it published and nobody changed since. Names of those that stay, each with why. */
export function takeModelBack(
  store: Store,
  told: Told,
): Promise<{ readonly retired: readonly string[]; readonly kept: Readonly<Record<string, string>> }> {
  return inTargetLane(store, async () => {
    const choice = await readModelChoice(store)
    if (choice === undefined)
      throw new UserError('No business model is chosen, so there is nothing to take back.', { status: 404 })
    await decide(store, { kind, subject, body: { model: null }, ...told })
    const retired: string[] = []
    const kept: Record<string, string> = {}
    for (const { name, version } of await readDefinitions(store)) {
      if (!choice.published.includes(name)) continue
      if (version > 1) {
        kept[name] = 'somebody changed it since'
        continue
      }
      try {
        await retireDefinition(store, name, told)
        retired.push(name)
      } catch (error) {
        // Others ask about it: it stays, and the caller is told.
        if (!(error instanceof UserError)) throw error
        kept[name] = error.message
      }
    }
    return { retired, kept }
  })
}

const definitionsOf = (model: BusinessModel): Record<string, unknown> =>
  Object.fromEntries(
    model.segments.map(({ name, title, of, rule, purpose }) => [name, { title, of, rule, purpose }]),
  )
