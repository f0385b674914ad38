import { classifySize } from '../organisations/size-class.ts'
import { places, typeOfIndustry } from './business-type.ts'
import { type FactName, factNames, sayFact } from './fact.ts'
import type { FactValue } from './fact-value.ts'
import { readHeadcount } from './figure.ts'

/** What a person here, a list or a CRM says of one fact of one organisation. */
export interface Statement extends FactValue {
  readonly fact: FactName
  readonly family: 'decision' | 'list' | 'crm'
  readonly at: Date
  readonly source: string
  readonly sentence: string
  /** Said of the organisation itself, not of one that was made part of it. */
  readonly isOwn: boolean
}

/** A fact as `stated_facts` keeps it; the lowest preference holds. */
export interface ChosenFact extends FactValue {
  readonly fact: FactName
  readonly probability: number
  readonly status: 'overridden' | 'stated' | 'inferred'
  readonly preference: number
  readonly evidence: string
  readonly source: string
}

/** A person's word ends the question; lists are kept by hand, CRMs filled in passing. */
const families = {
  decision: { rank: 0, probability: 1, status: 'overridden' },
  list: { rank: 1, probability: 0.97, status: 'stated' },
  crm: { rank: 2, probability: 0.9, status: 'stated' },
} as const

/** Rules of business types come after all that is stated, in the order of `places`. */
export const firstInferred = 100

/** Of all statements on one organisation, what holds of each fact, and what follows from it. */
export function chooseFacts(statements: readonly Statement[]): ChosenFact[] {
  const stated = factNames.flatMap((fact) => choose(statements.filter((one) => one.fact === fact)))
  const known = new Map(stated.map((one) => [one.fact, one]))
  return [
    ...stated,
    ...(known.has('size_class') ? [] : inferSize(known)),
    ...(known.has('business_type') ? [] : inferType(known.get('industry'))),
  ]
}

/** The latest word of the family that ranks first, about the organisation itself before its parts; who says otherwise is named. */
function choose(statements: readonly Statement[]): ChosenFact[] {
  const [first, ...others] = statements.toSorted(
    (one, other) =>
      families[one.family].rank - families[other.family].rank ||
      Number(other.isOwn) - Number(one.isOwn) ||
      other.at.getTime() - one.at.getTime() ||
      (one.source < other.source ? -1 : 1),
  )
  if (first === undefined) return []
  const { fact, value, scheme, source, sentence } = first
  const { rank, probability, status } = families[first.family]
  const dissent = others.filter((one) => one.value !== value || one.scheme !== scheme)
  const said = dissent.map((one) => `${one.source} says ${sayFact(fact, one)}`)
  return [
    {
      fact,
      value,
      scheme,
      probability,
      status,
      preference: rank,
      source,
      evidence: [sentence, ...new Set(said)].join('; '),
    },
  ]
}

/** The class of the European Union. A range of staff that lies in two classes is taken at its lower end, and is less sure. */
function inferSize(known: ReadonlyMap<FactName, ChosenFact>): ChosenFact[] {
  const headcount = known.get('headcount')
  if (headcount === undefined) return []
  const [turnover, balanceSheet] = [known.get('turnover'), known.get('balance_sheet')]
  const money = { turnover: toNumber(turnover), balanceSheet: toNumber(balanceSheet) }
  const { least, most } = readHeadcount(headcount.value)
  const lower = classifySize({ staff: least, ...money })
  const isSure = lower.size === classifySize({ staff: most, ...money }).size
  const used = [headcount, turnover, balanceSheet].filter((one) => one !== undefined)
  const figures = used.map(
    (one) => `${one.fact.replace('_', ' ')} ${sayFact(one.fact, one)} (${one.evidence})`,
  )
  return [
    {
      fact: 'size_class',
      value: lower.size,
      scheme: `2003/361/EC, ${lower.basis}`,
      probability: Math.min(...used.map(({ probability }) => probability)) * (isSure ? 1 : unsureShare),
      status: 'inferred',
      preference: firstInferred,
      evidence: `${figures.join(', ')}${isSure ? '' : '; the range lies in two classes, the lower one is taken'}`,
      source: headcount.source,
    },
  ]
}

const unsureShare = 0.6
const toNumber = (fact: ChosenFact | undefined): number | undefined =>
  fact === undefined ? undefined : Number(fact.value)

function inferType(industry: ChosenFact | undefined): ChosenFact[] {
  const told = industry === undefined ? undefined : typeOfIndustry(industry)
  if (industry === undefined || told === undefined) return []
  return [
    {
      fact: 'business_type',
      value: told.value,
      scheme: '',
      probability: told.probability * industry.probability,
      status: 'inferred',
      preference: firstInferred + told.place,
      evidence: `${told.because} (${industry.evidence})`,
      source: industry.source,
    },
  ]
}

/** What kinds of domains tell, at their places among the rules. */
export const typesOfKinds = [
  { kind: 'education', type: 'academia', preference: firstInferred + places.academia },
  { kind: 'government', type: 'public-sector', preference: firstInferred + places['public-sector'] },
  { kind: 'foundation', type: 'foundation', preference: firstInferred + places.foundation },
] as const
