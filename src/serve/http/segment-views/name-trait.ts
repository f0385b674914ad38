import { attributes, type FactName, sayFact } from '../../../resolve/index.ts'
import type { Store } from '../../../store/index.ts'
import { allSchemes, allSegments } from '../questions/schemes.ts'
import { canHaveSeveral, leastProbability, type TraitSort } from '../questions/traits.ts'

/** Something that can be so of a subject: of which sort it is, its name there, and the value. */
export interface TraitKey {
  readonly sort: TraitSort
  readonly name: string
  readonly value: string
}

type RuleText = Record<string, unknown>

/** How traits are told: the titles of groups and values, and the rule that fits whom one is so of. */
export interface TraitWords {
  group(trait: TraitKey): string
  value(trait: TraitKey): string
  rule(trait: TraitKey): RuleText
}

/** Titles of schemes and segments come from the workspace, others from the code. */
export async function readTraitWords(store: Store): Promise<TraitWords> {
  const [schemes, segments] = await Promise.all([
    store.read(allSchemes(undefined)),
    store.read(allSegments(undefined)),
  ])
  const schemeTitles = new Map(schemes.map(({ scheme, title }) => [scheme, title]))
  const segmentTitles = new Map(segments.map(({ segment, title }) => [segment, title]))
  return {
    group: (trait) =>
      trait.sort === 'scheme' ? (schemeTitles.get(trait.name) ?? trait.name) : groupTitle(trait),
    value: (trait) =>
      trait.sort === 'scheme' ? (segmentTitles.get(trait.value) ?? trait.value) : valueTitle(trait),
    rule: ruleOf,
  }
}

const factTitles: Readonly<Record<string, string>> = {
  size_class: 'Size class',
  industry: 'Industry',
  business_type: 'Business type',
  region: 'Region',
}
const employerTitles: Readonly<Record<string, string>> = {
  corporate: 'Company',
  education: 'Education or research',
  government: 'Public body',
  foundation: 'Foundation or community',
}

const attributeOf = (name: string) => attributes.find((one) => one.name === name)

function groupTitle({ sort, name }: TraitKey): string {
  if (sort === 'employer') return 'Kind of employer'
  return (sort === 'fact' ? factTitles[name] : attributeOf(name)?.title) ?? name
}

function valueTitle({ sort, name, value }: TraitKey): string {
  if (sort === 'employer') return employerTitles[value] ?? value
  if (sort === 'fact') return sayFact(name as FactName, { value, scheme: '' })
  return attributeOf(name)?.values.find((one) => one.name === value)?.title ?? value
}

const p = leastProbability

function ruleOf({ sort, name, value }: TraitKey): RuleText {
  switch (sort) {
    case 'scheme':
      return { member: { of: value } }
    case 'attribute':
      return { attribute: { name, is: value, p } }
    case 'employer':
      return { 'works-for': { kinds: [value], p } }
    case 'fact':
      return { firmographic: { fact: name, is: value, p } }
  }
}

/** Those of a segment of whom a rule is true as well. */
export const within = (segment: string, rule: RuleText): RuleText => ({
  all: [{ member: { of: segment } }, rule],
})

/** Of a scheme that divides everybody is in one segment at most; rules may fit the same people, and somebody has several interests. */
export const isDividing = (scheme: string): boolean => !scheme.startsWith('custom') && !canHaveSeveral(scheme)
