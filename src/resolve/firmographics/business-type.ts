import type { FactValue, Fault } from './fact-value.ts'

/** What an industry makes of a business, how sure that is, and at which place of the rules of methods 4.2 it stands. */
export interface ToldType {
  readonly value: string
  readonly probability: number
  readonly place: number
  readonly because: string
}

/** Of the rules of methods 4.2 the first that fits holds; domains tell academia and public sector before, foundations in between. */
export const places = {
  academia: 1,
  'public-sector': 2,
  'service-provider': 3,
  'device-maker': 4,
  isv: 5,
  si: 6,
  foundation: 7,
  'end-user': 8,
} as const

type Type = keyof typeof places

/** By the digits of NACE and ISIC, whose divisions are the same; where groups differ, codes of every revision. */
const byCode: readonly (readonly [Type, RegExp, number])[] = [
  ['public-sector', /^84/, 0.9],
  ['service-provider', /^(?:61|631)/, 0.85],
  ['device-maker', /^(?:2[6-9]|30)/, 0.8],
  ['isv', /^(?:6201|582|621)/, 0.85],
  ['si', /^(?:6202|6203|6209|622|629)/, 0.8],
]

/** Divisions and groups that hold several types of business; they tell none. */
const telling = /^(?!58$|62$|620$|63$|85$)\d{2}/

/** By words that CRMs offer for industries; ambiguous ones (technology, consulting, engineering) say nothing. */
const byWord: readonly (readonly [Type, RegExp, number])[] = [
  ['academia', /\b(?:higher education|universit|research institut|academi)/, 0.85],
  [
    'public-sector',
    /\b(?:government|public administration|public policy|public safety|military|defen[cs]e and space|legislative|judiciary)/,
    0.85,
  ],
  ['service-provider', /\b(?:telecommunications?|wireless|hosting|internet service provider)\b/, 0.7],
  [
    'device-maker',
    /\b(?:computer hardware|computer networking|consumer electronics|semiconductors?|electrical electronic manufacturing|automotive|aviation aerospace|medical devices?|industrial automation)\b/,
    0.7,
  ],
  [
    'isv',
    /\b(?:computer software|software development|software vendor|software publish|computer games)/,
    0.7,
  ],
  ['si', /\b(?:information technology and services|it services|system integrat|it consult)/, 0.65],
  [
    'foundation',
    /\b(?:non ?profit|not for profit|civic social organization|philanthropy|membership organi[sz]ation)/,
    0.6,
  ],
  [
    'end-user',
    /\b(?:banking|insurance|financial services|finance|retail|wholesale|hospital|health ?care|pharmaceutical|biotechnology|hospitality|food|beverage|apparel|construction|agriculture|chemicals|energy|utilities|oil|mining|logistics|shipping|transportation|airlines|real estate|media|entertainment|legal services|law practice|accounting)/,
    0.6,
  ],
]

/** What the industry of an organisation tells of its business; undefined when it holds several types. */
export function typeOfIndustry({ value, scheme }: FactValue): ToldType | undefined {
  if (!/^(?:NACE|ISIC)/.test(scheme)) return scheme === '' ? typeOfWords(value) : undefined
  const digits = value.replaceAll('.', '')
  // Tertiary education is NACE 85.4, which in ISIC is another kind.
  if (scheme.startsWith('NACE') ? digits.startsWith('854') : digits.startsWith('853'))
    return tell('academia', 0.8, value, scheme)
  const found = byCode.find(([, pattern]) => pattern.test(digits))
  if (found !== undefined) return tell(found[0], found[2], value, scheme)
  return telling.test(digits) ? tell('end-user', 0.7, value, scheme) : undefined
}

function typeOfWords(value: string): ToldType | undefined {
  const plain = value
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
  const found = byWord.find(([, pattern]) => pattern.test(plain))
  return found === undefined ? undefined : tell(found[0], found[2], `“${value}”`, '')
}

const tell = (value: Type, probability: number, industry: string, scheme: string): ToldType => ({
  value,
  probability,
  place: places[value],
  because: scheme === '' ? `its industry is ${industry}` : `its industry is ${scheme} ${industry}`,
})

const words: readonly (readonly [Type, RegExp])[] = [
  ['isv', /^(?:isv|independent software vendor|software vendor|software|software company)\b/],
  ['si', /^(?:si|systems? integrator|integrator|consultancy|consulting|agency|partner si|it services)\b/],
  ['device-maker', /^(?:device maker|device manufacturer|oem|odm|hardware|hardware vendor)\b/],
  [
    'service-provider',
    /^(?:service provider|isp|msp|managed service provider|csp|cloud provider|hosting|hoster|hosting provider|carrier|telecom|telco)\b/,
  ],
  ['end-user', /^(?:end user|enduser|end user enterprise|enterprise|user)\b/],
  ['academia', /^(?:academia|academic|university|education|research|school)\b/],
  ['public-sector', /^(?:public sector|public body|government|administration|authority)\b/],
  ['foundation', /^(?:foundation|community|non ?profit|not for profit|ngo|association)\b/],
]

/** A type of business by its name here or as lists call it. */
export function parseBusinessType(written: string): FactValue | Fault {
  const plain = written
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  if (/^individual/.test(plain)) return { fault: 'individual is said of people, not of organisations' }
  const found = words.find(([, pattern]) => pattern.test(plain))
  return found === undefined
    ? { fault: `it is no type of business: ${Object.keys(places).join(', ')}` }
    : { value: found[0], scheme: '' }
}
