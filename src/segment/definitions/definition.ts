import { z } from 'zod'
import { Lane, UserError } from '../../core/index.ts'
import { type Decision, decide, readDecisions, readVersions, type Store } from '../../store/index.ts'
import { schemes } from '../registry.gen.ts'
import { kinds } from '../rules/registry.gen.ts'
import { listSegments, parseRule, type Rule, type SubjectKind, writeRule } from '../rules/rule.ts'

/** Schemes of segments made of rules, by what they hold. */
export const customSchemes = { person: 'custom', organisation: 'custom-organisations' } as const

/** What somebody here writes down of a segment. */
export const writtenDefinition = z.strictObject({
  title: z.string().trim().min(1).max(200),
  of: z.enum(['people', 'organisations']).default('people'),
  rule: z.record(z.string(), z.unknown()),
  /** Why it is there: what is done with it. */
  purpose: z.string().max(2000).default(''),
  /** Who answers for it. */
  owner: z.string().max(200).default(''),
  /** The last day on which it is of use. */
  expires: z.iso.date().optional(),
  /** Who has to be in it and who has not: addresses or names of people, domains or names of organisations, or ids. */
  tests: z
    .strictObject({
      in: z.array(z.string().min(1).max(500)).max(200).default([]),
      out: z.array(z.string().min(1).max(500)).max(200).default([]),
    })
    .optional(),
})
export type WrittenDefinition = z.infer<typeof writtenDefinition>

/** A segment made of a rule, as it holds now or held at one version. */
export interface Definition {
  /** Short name, unique; `custom/<name>` or `custom-organisations/<name>` is its segment. */
  readonly name: string
  readonly segment: string
  readonly subject: SubjectKind
  readonly version: number
  readonly rule: Rule
  readonly written: WrittenDefinition
  readonly decidedAt: Date
  readonly decidedBy: string
  readonly reason: string
}

const decisionKind = 'segment'
const namePattern = /^[a-z0-9]+(-[a-z0-9]+)*$/
const body = z.object({ definition: writtenDefinition.nullable() })
const most = 500

/** Reads a definition as somebody wrote it. What is wrong with it, and where, is a UserError (422). */
export function parseDefinition(
  name: string,
  given: unknown,
): Pick<Definition, 'rule' | 'written' | 'subject'> {
  if (!namePattern.test(name) || name.length > 80)
    throw new UserError(
      `“${name}” is no name of a segment: use small letters, digits and single hyphens, at most 80.`,
      { status: 422 },
    )
  const read = writtenDefinition.safeParse(given)
  if (!read.success)
    throw new UserError(
      `The segment “${name}” cannot be used: ${z.prettifyError(read.error).replaceAll('✖ ', '').split('\n').join(' ')}.`,
      { status: 422 },
    )
  const subject = read.data.of === 'people' ? 'person' : 'organisation'
  const rule = parseRule(read.data.rule, kinds, subject)
  // The rule is kept with every default said, so that a later default does not change it.
  const written = { ...read.data, rule: writeRule(rule) as WrittenDefinition['rule'] }
  return { rule, written, subject }
}

/** The definitions that hold, by name; now, or as they were decided at an earlier moment. */
export async function readDefinitions(store: Store, asOf?: Date): Promise<Definition[]> {
  const decisions = await readDecisions(store, decisionKind, asOf)
  return decisions.map(toDefinition).filter((definition) => definition !== undefined)
}

/** One version of a definition, or its retirement. */
export interface DefinitionVersion {
  readonly version: number
  readonly decidedAt: Date
  readonly decidedBy: string
  readonly reason: string
  /** Undefined where it was retired. */
  readonly definition: Definition | undefined
}

/** All versions of a definition, the latest first. */
export async function readDefinitionVersions(store: Store, name: string): Promise<DefinitionVersion[]> {
  const versions = await readVersions(store, decisionKind, name)
  return versions.map((decision) => ({ ...decision, definition: toDefinition(decision) }))
}

interface Told {
  readonly by: string
  readonly at: Date
  readonly reason: string
}

/** Of two published at once the second sees the first: else they could ask about each other. */
const lanes = new WeakMap<Store, Lane>()
function inLane<T>(store: Store, work: () => Promise<T>): Promise<T> {
  const lane = lanes.get(store) ?? new Lane()
  lanes.set(store, lane)
  return lane.run(work)
}

/** Publishes a definition as its next version; one that says what holds already changes nothing. Cycles are a UserError. */
export function publishDefinition(
  store: Store,
  name: string,
  given: unknown,
  told: Told,
): Promise<Definition> {
  return inLane(store, () => publish(store, name, given, told))
}

async function publish(store: Store, name: string, given: unknown, told: Told): Promise<Definition> {
  const parsed = parseDefinition(name, given)
  const others = (await readDefinitions(store)).filter((other) => other.name !== name)
  if (others.length >= most)
    throw new UserError(`There are ${most} segments made of rules already; retire one first.`, {
      status: 422,
    })
  const draft = { name, segment: nameSegment(parsed.subject, name), ...parsed }
  refuseUnknown(draft, others)
  orderByNesting([...others, draft])
  const [latest] = await readDefinitionVersions(store, name)
  const former = latest?.definition
  if (former !== undefined && former.subject !== parsed.subject)
    throw new UserError(
      `“${name}” holds ${former.written.of}; give a segment of ${parsed.written.of} another name.`,
      {
        status: 422,
      },
    )
  if (former !== undefined && JSON.stringify(former.written) === JSON.stringify(parsed.written)) return former
  const decision = await decide(store, {
    kind: decisionKind,
    subject: name,
    body: { definition: parsed.written },
    ...told,
  })
  return { ...draft, version: decision.version, decidedAt: told.at, decidedBy: told.by, reason: told.reason }
}

/** Retires a definition: its members leave. One that others ask about is a UserError. */
export function retireDefinition(store: Store, name: string, told: Told): Promise<void> {
  return inLane(store, () => retire(store, name, told))
}

async function retire(store: Store, name: string, told: Told): Promise<void> {
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

/** The definition that holds under a name. A UserError (404) when there is none. */
export async function findDefinition(store: Store, name: string): Promise<Definition> {
  const definitions = await readDefinitions(store)
  const found = definitions.find((one) => one.name === name)
  if (found !== undefined) return found
  const names = definitions.map((one) => one.name).join(', ')
  throw new UserError(
    `There is no segment “${name}” made of a rule. ${names === '' ? 'None was published yet.' : `There are: ${names}.`}`,
    { status: 404 },
  )
}

type Nested = Pick<Definition, 'name' | 'segment' | 'rule'>

/** Definitions in layers: each asks only about those of layers before. A cycle is a UserError (422). */
export function orderByNesting<D extends Nested>(definitions: readonly D[]): D[][] {
  const layers: D[][] = []
  let left = [...definitions]
  while (left.length > 0) {
    const waiting = new Set(left.map(({ segment }) => segment))
    const next = left.filter(({ rule }) => listSegments(rule).every((segment) => !waiting.has(segment)))
    if (next.length === 0)
      throw new UserError(
        `These segments ask about each other in a circle: ${left.map(({ name }) => name).join(', ')}.`,
        { status: 422 },
      )
    layers.push(next)
    left = left.filter((definition) => !next.includes(definition))
  }
  return layers
}

/** A segment nobody knows would be empty for ever without anybody noticing. */
function refuseUnknown(draft: Nested, others: readonly Definition[]): void {
  const known = new Set([
    draft.segment,
    ...others.map(({ segment }) => segment),
    ...schemes.flatMap((scheme) => scheme.segments.map((segment) => `${scheme.name}/${segment.name}`)),
  ])
  const unknown = listSegments(draft.rule).find((segment) => !known.has(segment))
  if (unknown !== undefined)
    throw new UserError(`The rule asks about the segment “${unknown}”, which there is not.`, { status: 422 })
}

const nameSegment = (subject: SubjectKind, name: string): string => `${customSchemes[subject]}/${name}`

function toDefinition(decision: Decision): Definition | undefined {
  const { definition: written } = body.parse(decision.body)
  if (written === null) return undefined
  const { rule, subject } = parseDefinition(decision.subject, written)
  const { version, decidedAt, decidedBy, reason } = decision
  const name = decision.subject
  return {
    name,
    segment: nameSegment(subject, name),
    subject,
    version,
    rule,
    written,
    decidedAt,
    decidedBy,
    reason,
  }
}
