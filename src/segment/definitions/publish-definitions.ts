import { Lane, UserError } from '../../core/index.ts'
import { decide, type Store } from '../../store/index.ts'
import { schemes } from '../registry.gen.ts'
import { listSegments } from '../rules/rule.ts'
import {
  type Definition,
  type DefinitionDraft,
  decisionKind,
  findDefinition,
  type Held,
  isNamed,
  parseDefinition,
  readDefinitions,
  readDefinitionVersions,
} from './definition.ts'
import { readKnownSchemes } from './known-schemes.ts'
import { type Nested, orderByNesting } from './nesting.ts'

/** Who says so, when and why. */
interface Told {
  readonly by: string
  readonly at: Date
  readonly reason: string
}

/** Definitions by name, as somebody wrote them. */
export type Written = Readonly<Record<string, unknown>>

/** What publishing some definitions would change. */
export interface DefinitionsPlan {
  readonly published: readonly DefinitionDraft[]
  /** Names of those that say what holds already. */
  readonly unchanged: readonly string[]
  /** Names of those that hold and were not given; only when those are to go. */
  readonly retired: readonly string[]
}

const most = 500

/** Of two published at once the second sees the first: else they could ask about each other. */
const lanes = new WeakMap<Store, Lane>()
function inLane<T>(store: Store, work: () => Promise<T>): Promise<T> {
  const lane = lanes.get(store) ?? new Lane()
  lanes.set(store, lane)
  return lane.run(work)
}

/**
 * What publishing these together would change. Whatever cannot be used, asks about a segment there is not, or makes a circle, is a
 * UserError, and nothing is published then.
 */
export async function planDefinitions(
  store: Store,
  written: Written,
  { retiresOthers }: { readonly retiresOthers: boolean } = { retiresOthers: false },
): Promise<DefinitionsPlan> {
  const drafts = Object.entries(written).map(([name, given]) => parseDefinition(name, given))
  const former = await readDefinitions(store)
  const others = former.filter(({ name }) => !Object.hasOwn(written, name))
  const after = [...(retiresOthers ? [] : others), ...drafts]
  if (after.length > most)
    throw new UserError(`There can be ${most} segments made of rules; these would be ${after.length}.`, {
      status: 422,
    })
  await refuseUnknown(store, after)
  orderByNesting(after)
  const same = (draft: DefinitionDraft): boolean => {
    const held = former.find(({ name }) => name === draft.name)
    if (held !== undefined && held.subject !== draft.subject)
      throw new UserError(
        `“${draft.name}” holds ${held.written.of}; give a segment of ${draft.written.of} another name.`,
        { status: 422 },
      )
    return held !== undefined && JSON.stringify(held.written) === JSON.stringify(draft.written)
  }
  return {
    published: drafts.filter((draft) => !same(draft)),
    unchanged: drafts.filter(same).map(({ name }) => name),
    retired: retiresOthers ? others.map(({ name }) => name) : [],
  }
}

/** Publishes definitions together, each as its next version; those that say what holds already change nothing. */
export function publishDefinitions(
  store: Store,
  written: Written,
  told: Told,
  options?: { readonly retiresOthers: boolean },
): Promise<DefinitionsPlan> {
  return inLane(store, async () => {
    const plan = await planDefinitions(store, written, options)
    for (const { name, written: definition } of plan.published)
      await decide(store, { kind: decisionKind, subject: name, body: { definition }, ...told })
    for (const name of plan.retired)
      await decide(store, { kind: decisionKind, subject: name, body: { definition: null }, ...told })
    return plan
  })
}

/** Publishes one definition. */
export async function publishDefinition(
  store: Store,
  name: string,
  given: unknown,
  told: Told,
): Promise<Definition> {
  await publishDefinitions(store, { [name]: given }, told)
  return findDefinition(store, name)
}

/** Retires a definition: its members leave. One that others ask about is a UserError. */
export function retireDefinition(store: Store, name: string, told: Told): Promise<void> {
  return inLane(store, async () => {
    const definition = await findDefinition(store, name)
    const asking = (await readDefinitions(store)).filter(({ rule }) =>
      listSegments(rule).includes(definition.segment),
    )
    if (asking.length > 0)
      throw new UserError(
        `“${name}” is asked about by ${asking.map((one) => `“${one.name}”`).join(', ')}; change or retire those first.`,
        { status: 409 },
      )
    await decide(store, { kind: decisionKind, subject: name, body: { definition: null }, ...told })
  })
}

/** Publishes what an earlier version said again. */
export async function restoreDefinition(
  store: Store,
  name: string,
  version: number,
  told: Told,
): Promise<Definition> {
  const versions = await readDefinitionVersions(store, name)
  const wanted = versions.find((one) => one.version === version)?.definition
  if (wanted === undefined)
    throw new UserError(`There is no version ${version} of “${name}” with a rule to restore.`, {
      status: 404,
    })
  return publishDefinition(store, name, wanted.written, told)
}

/** A segment nobody knows would be empty for ever without anybody noticing. */
async function refuseUnknown(
  store: Store,
  definitions: readonly (Nested & { readonly subject: Held })[],
): Promise<void> {
  const ofWhatIsKnown = (await readKnownSchemes(store)).flatMap((scheme) => scheme.segments)
  const known = new Set([
    ...[...definitions.filter(isNamed), ...ofWhatIsKnown].map(({ segment }) => segment),
    ...schemes.flatMap((scheme) => scheme.segments.map((segment) => `${scheme.name}/${segment.name}`)),
  ])
  for (const { name, rule } of definitions) {
    const unknown = listSegments(rule).find((segment) => !known.has(segment))
    if (unknown !== undefined)
      throw new UserError(`“${name}” asks about the segment “${unknown}”, which there is not.`, {
        status: 422,
      })
  }
}
