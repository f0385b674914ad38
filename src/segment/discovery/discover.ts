import { randomUUID } from 'node:crypto'
import { UserError } from '../../core/index.ts'
import type { Store } from '../../store/index.ts'
import { kinds } from '../rules/registry.gen.ts'
import { parseRule, type Rule, sayRule, writeRule } from '../rules/rule.ts'
import type { ClusteringMethod } from './clustering-method.ts'
import type { Cluster, Discovery } from './discovery.ts'
import { compareInTime, type Grouping } from './drift.ts'
import { features } from './features/feature.ts'
import { layOutFeatures, listTraits } from './features/lay-out-features.ts'
import { gatherFeatures, type KnownPeople, readFeatures } from './features/read-features.ts'
import { type Found, findGroups } from './find-groups.ts'
import { judgeGroup, judgeWhole, suggestName } from './judge-groups.ts'
import { keepDiscovery, keepMembers, readLatestGrouping } from './keep-discoveries.ts'
import { measureLifts } from './lifts.ts'
import { methods } from './registry.gen.ts'
import { judgeJaccard } from './stability.ts'
import { drawSample, type Random, seedRandom } from './statistics/random.ts'
import { openPauses } from './statistics/unhurried.ts'
import { type Fidelity, measureFidelity } from './surrogate/measure-fidelity.ts'
import { learnSurrogate, writeGroupRule } from './surrogate/write-rules.ts'

export interface DiscoveryRequest {
  /** The name of a method; by the number of people when undefined. */
  readonly method?: string | undefined
  /** How many groups, 2 to 12; chosen when undefined. */
  readonly k?: number | undefined
  /** The same again gives the same groups of the same people. */
  readonly seed?: number | undefined
}

export interface DiscoveryOptions {
  readonly asOf: Date
  readonly madeAt: Date
  readonly signal: AbortSignal
  onStep(step: string, done: number, total: number | null, unit: string): void
}

/** Among fewer, groups are chance. */
const fewest = 30
/** A tree learns from so many. */
const learnedFrom = 20_000
const keptLifts = 12

/**
 * Seeks groups among all people known by name, and says of each how large it is, what distinguishes it, how surely it is found again, and
 * by which rule it could be told. Keeps what it found. A UserError when there are too few people, or too many for the method.
 */
export async function discoverGroups(
  store: Store,
  request: DiscoveryRequest,
  options: DiscoveryOptions,
): Promise<Discovery> {
  const { asOf, signal, onStep } = options
  if (request.method !== undefined) findMethod(request.method)
  onStep('gather what people are compared by', 0, null, '')
  await gatherFeatures(store, asOf, signal)
  const known = await readFeatures(store, signal)
  const method = chooseMethod(request.method, known.people.length)
  const { table, used } = layOutFeatures(known, method.compares)
  if (used.length === 0)
    throw new UserError(
      'Everybody is alike in all that people are compared by: there are no groups to find.',
      { status: 422 },
    )
  const seed = request.seed ?? 1
  const random = seedRandom(seed)
  const pause = openPauses(signal)
  const found = await findGroups(table, { method, k: request.k, random, pause, onStep })

  onStep('say the groups as rules', 0, null, '')
  const discoveryId = randomUUID()
  const before = await readLatestGrouping(store)
  const { labels, k } = found.fit
  const grouping: Grouping = { people: known.people, labels, k }
  const rules = writeRules(known, found, random, asOf)
  await keepMembers(store, discoveryId, grouping)
  const fidelity = await measureFidelity(store, { discovery: discoveryId, rules, asOf, signal })

  onStep('measure what distinguishes them', 0, null, '')
  const reasons = judgeWhole(found.stabilities, fidelity.accuracy)
  const discovery: Discovery = {
    discoveryId,
    madeAt: options.madeAt.toISOString(),
    asOf: asOf.toISOString(),
    method: method.name,
    methodTitle: method.title,
    seed,
    people: known.people.length,
    sampled: found.sampled,
    choice: found.choice,
    features: features.map((one) => ({ name: one.name, title: one.title, isUsed: used.includes(one) })),
    clusters: describeClusters(known, found, rules, fidelity, reasons),
    fidelity: fidelity.accuracy,
    reasons,
    warnings: found.fit.warnings,
    drift: before === undefined ? null : describeDrift(before, grouping),
  }
  signal.throwIfAborted()
  await keepDiscovery(store, discovery)
  return discovery
}

export function findMethod(name: string): ClusteringMethod {
  const method = methods.find((one) => one.name === name)
  if (method !== undefined) return method
  const names = methods.map((one) => one.name).join(', ')
  throw new UserError(`There is no method “${name}” to find groups; there are ${names}.`, { status: 422 })
}

/** PAM where it can look at every two people, averages beyond. */
function chooseMethod(name: string | undefined, people: number): ClusteringMethod {
  if (people < fewest)
    throw new UserError(
      `Groups are sought among people who did something; ${people} are known, and among fewer than ${fewest} groups are chance. Collect more, then run the stages.`,
      { status: 422 },
    )
  const pam = findMethod('pam')
  const method =
    name === undefined ? (people <= pam.most ? pam : findMethod('k-prototypes')) : findMethod(name)
  if (people > method.most)
    throw new UserError(
      `${method.title} (${method.name}) looks at every two people, and can do so for ${method.most}; there are ${people}. Choose k-prototypes or latent-classes.`,
      { status: 422 },
    )
  return method
}

function writeRules(known: KnownPeople, { fit }: Found, random: Random, asOf: Date): (Rule | undefined)[] {
  const surrogate = learnSurrogate(known, fit, drawSample(random, known.people.length, learnedFrom))
  return Array.from({ length: fit.k }, (_, group) => {
    const written = writeGroupRule(surrogate, group, asOf)
    return written === undefined ? undefined : parseRule(written, kinds, 'person')
  })
}

function describeClusters(
  known: KnownPeople,
  { fit, stabilities }: Found,
  rules: readonly (Rule | undefined)[],
  fidelity: Fidelity,
  whole: readonly string[],
): Cluster[] {
  const lifts = measureLifts(listTraits(known), fit)
  const sizes = new Array<number>(fit.k).fill(0)
  for (const label of fit.labels) sizes[label] = (sizes[label] as number) + 1
  return sizes.map((size, group) => {
    const [rule, own] = [rules[group], lifts[group] ?? []]
    const fits = fidelity.groups[group] ?? { precision: 0, recall: 0, fits: 0 }
    const reasons = [...whole, ...judgeGroup(rule !== undefined, fits)]
    const stability = stabilities[group] ?? 0
    return {
      cluster: group + 1,
      size,
      share: size / fit.labels.length,
      name: suggestName(own, group + 1),
      stability,
      steadiness: judgeJaccard(stability),
      lifts: own.slice(0, keptLifts).map(({ feature: _, ...lift }) => lift),
      rule: rule === undefined ? null : writeRule(rule),
      sentence: rule === undefined ? '' : `People who ${sayRule(rule)}.`,
      ...fits,
      canPublish: reasons.length === 0,
      reasons,
    }
  })
}

function describeDrift(
  before: Grouping & { readonly discoveryId: string; readonly madeAt: Date },
  now: Grouping,
): Discovery['drift'] {
  const { people, becomes, migration, agreement, shift, verdict } = compareInTime(before, now)
  return {
    discoveryId: before.discoveryId,
    madeAt: before.madeAt.toISOString(),
    people,
    becomes: becomes.map((group) => (group < 0 ? null : group + 1)),
    migration,
    agreement: agreement ?? null,
    shift,
    verdict,
  }
}
