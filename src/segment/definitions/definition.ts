import { z } from 'zod'
import { UserError } from '../../core/index.ts'
import { type Decision, readDecisions, readVersions, type Store } from '../../store/index.ts'
import { kinds } from '../rules/registry.gen.ts'
import { parseRule, type Rule, type SubjectKind, writeRule } from '../rules/rule.ts'

/** Schemes of segments made of rules, by what they hold. */
export const customSchemes = {
  person: 'custom',
  organisation: 'custom-organisations',
  visitor: 'custom-visitors',
} as const
const subjects = { people: 'person', organisations: 'organisation', visitors: 'visitor' } as const
/** What a segment can hold: people and organisations by name, or visitors nobody can name, who are only counted. */
export type Held = SubjectKind | 'visitor'

/** What somebody here writes down of a segment. */
const writtenDefinition = z.strictObject({
  title: z.string().trim().min(1).max(200),
  of: z.enum(['people', 'organisations', 'visitors']).default('people'),
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
  readonly subject: Held
  readonly version: number
  readonly rule: Rule
  readonly written: WrittenDefinition
  readonly decidedAt: Date
  readonly decidedBy: string
  readonly reason: string
}

export const decisionKind = 'segment'
const namePattern = /^[a-z0-9]+(-[a-z0-9]+)*$/
/** A definition before it is published. */
export type DefinitionDraft = Pick<Definition, 'name' | 'segment' | 'subject' | 'rule' | 'written'>

const body = z.object({ definition: writtenDefinition.nullable() })

/** Reads a definition as somebody wrote it. What is wrong with it, and where, is a UserError (422). */
export function parseDefinition(name: string, given: unknown): DefinitionDraft {
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
  const subject = subjects[read.data.of]
  if (subject === 'visitor' && read.data.tests !== undefined)
    throw new UserError(`“${name}” cannot be tested: of visitors nobody can name, nobody can be named.`, {
      status: 422,
    })
  const rule = parseRule(read.data.rule, kinds, subject)
  // The rule is kept with every default said, so that a later default does not change it.
  const written = { ...read.data, rule: writeRule(rule) as WrittenDefinition['rule'] }
  return { name, segment: `${customSchemes[subject]}/${name}`, rule, written, subject }
}

/** The definitions that hold, by name; now, or as they were decided at an earlier moment. */
export async function readDefinitions(store: Store, asOf?: Date): Promise<Definition[]> {
  const decisions = await readDecisions(store, decisionKind, asOf)
  return decisions.map(toDefinition).filter((definition) => definition !== undefined)
}

/** A definition of people or of organisations. */
export type NamedDefinition = Definition & { readonly subject: SubjectKind }

export const isNamed = <D extends { readonly subject: Held }>(one: D): one is D & { subject: SubjectKind } =>
  one.subject !== 'visitor'

/** Those that hold visitors nobody can name, in the order of their names. */
export async function readCohorts(store: Store): Promise<Definition[]> {
  return (await readDefinitions(store)).filter((one) => !isNamed(one))
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

function toDefinition(decision: Decision): Definition | undefined {
  const { definition: written } = body.parse(decision.body)
  if (written === null) return undefined
  const { version, decidedAt, decidedBy, reason } = decision
  return { ...parseDefinition(decision.subject, written), version, decidedAt, decidedBy, reason }
}
