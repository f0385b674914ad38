import { UserError } from '../../core/index.ts'
import { parseBusinessType } from './business-type.ts'
import { regionOf, regions } from './country.ts'
import type { FactValue, Fault } from './fact-value.ts'
import { parseEuros, parseHeadcount } from './figure.ts'
import { describeIndustry, parseIndustry } from './industry.ts'

interface Choice {
  readonly value: string
  readonly title: string
}

interface FactForm {
  readonly title: string
  readonly question: string
  /** The values it can take; without any, what `parse` understands. */
  readonly choices: readonly Choice[]
  readonly parse: (written: string, scheme: string) => FactValue | Fault
}

const businessTypes: readonly Choice[] = [
  { value: 'isv', title: 'Software vendor (ISV)' },
  { value: 'si', title: 'Integrator or consultancy (SI)' },
  { value: 'device-maker', title: 'Device maker' },
  { value: 'service-provider', title: 'Service provider' },
  { value: 'end-user', title: 'End-user enterprise' },
  { value: 'academia', title: 'Academia' },
  { value: 'public-sector', title: 'Public sector' },
  { value: 'foundation', title: 'Foundation or community' },
]

const sizeClasses: readonly Choice[] = [
  { value: 'micro', title: 'Micro' },
  { value: 'small', title: 'Small' },
  { value: 'medium', title: 'Medium' },
  { value: 'large', title: 'Large' },
]

const plain = (value: string | undefined, fault: string): FactValue | Fault =>
  value === undefined ? { fault } : { value, scheme: '' }

/** What can be known of an organisation beside what its people do. Of each one value holds. */
export const factForms = {
  headcount: {
    title: 'Headcount',
    question: 'How many people work there?',
    choices: [],
    parse: (written) => plain(parseHeadcount(written), 'it is no number of people, such as 120 or 51-200'),
  },
  turnover: {
    title: 'Turnover',
    question: 'How much does it turn over in a year, in euros?',
    choices: [],
    parse: parseEuros,
  },
  balance_sheet: {
    title: 'Balance sheet',
    question: 'What does its balance sheet add up to, in euros?',
    choices: [],
    parse: parseEuros,
  },
  size_class: {
    title: 'Size class',
    question: 'How large is it, by the definition of the European Union?',
    choices: sizeClasses,
    parse: (written) =>
      plain(
        sizeClasses.find(({ value }) => value === written.trim().toLowerCase())?.value,
        'it is no size class: micro, small, medium or large',
      ),
  },
  industry: {
    title: 'Industry',
    question: 'In which industry is it?',
    choices: [],
    parse: parseIndustry,
  },
  business_type: {
    title: 'Business type',
    question: 'What is it to a project: who builds with it, sells it, or uses it?',
    choices: businessTypes,
    parse: parseBusinessType,
  },
  region: {
    title: 'Region',
    question: 'In which region of the world is it at home?',
    choices: regions,
    parse: (written) => plain(regionOf(written), 'it is no country or region that is known'),
  },
} as const satisfies Readonly<Record<string, FactForm>>

export type FactName = keyof typeof factForms
export const factNames = Object.keys(factForms) as readonly FactName[]

/** Reads what somebody wrote of a fact; a value, or why it is none. */
export const parseFact = (fact: FactName, written: string, scheme = ''): FactValue | Fault =>
  (factForms[fact] satisfies FactForm as FactForm).parse(makeWellFormed(written.slice(0, 500)), scheme)

/** The name of a fact as it stands in an address; another is a mistake (404). */
export function parseFactName(text: string): FactName {
  const found = factNames.find((name) => name === text)
  if (found === undefined)
    throw new UserError(`There is no fact ${text}. Choose one of: ${factNames.join(', ')}.`, { status: 404 })
  return found
}

/** A value in words: `62.01` of NACE Rev. 2 → “NACE Rev. 2 62.01, section J, information and communication”. */
export function sayFact(fact: FactName, { value, scheme }: FactValue): string {
  if (fact === 'industry') return describeIndustry({ value, scheme })
  if (fact === 'turnover' || fact === 'balance_sheet') return `€ ${Number(value).toLocaleString('en')}`
  const choices: readonly Choice[] = factForms[fact].choices
  return choices.find((choice) => choice.value === value)?.title ?? value
}

/** Half of a character outside the basic plane, which no file can hold, becomes �. */
const makeWellFormed = (text: string): string => Buffer.from(text).toString()
