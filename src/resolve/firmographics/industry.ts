import type { FactValue, Fault } from './fact-value.ts'

/** Sections with their last divisions: those of NACE Rev. 2 are ISIC Rev. 4's, those of NACE Rev. 2.1 ISIC Rev. 5's. */
type Sections = readonly (readonly [letter: string, last: number, title: string])[]

const common: Sections = [
  ['A', 3, 'agriculture, forestry and fishing'],
  ['B', 9, 'mining and quarrying'],
  ['C', 33, 'manufacturing'],
  ['D', 35, 'electricity, gas, steam and air conditioning'],
  ['E', 39, 'water supply, sewerage, waste'],
  ['F', 43, 'construction'],
  ['G', 47, 'wholesale and retail trade'],
  ['H', 53, 'transportation and storage'],
  ['I', 56, 'accommodation and food service'],
]

const earlier: Sections = [
  ...common,
  ['J', 63, 'information and communication'],
  ['K', 66, 'finance and insurance'],
  ['L', 68, 'real estate'],
  ['M', 75, 'professional, scientific and technical activities'],
  ['N', 82, 'administrative and support services'],
  ['O', 84, 'public administration and defence'],
  ['P', 85, 'education'],
  ['Q', 88, 'health and social work'],
  ['R', 93, 'arts, entertainment and recreation'],
  ['S', 96, 'other services'],
  ['T', 98, 'households as employers'],
  ['U', 99, 'extraterritorial organisations'],
]

const later: Sections = [
  ...common,
  ['J', 60, 'publishing, broadcasting and content'],
  ['K', 63, 'telecommunication, programming, consulting and computing infrastructure'],
  ['L', 66, 'finance and insurance'],
  ['M', 68, 'real estate'],
  ['N', 75, 'professional, scientific and technical activities'],
  ['O', 82, 'administrative and support services'],
  ['P', 84, 'public administration and defence'],
  ['Q', 85, 'education'],
  ['R', 88, 'health and social work'],
  ['S', 93, 'arts, sports and recreation'],
  ['T', 96, 'other services'],
  ['U', 98, 'households as employers'],
  ['V', 99, 'extraterritorial organisations'],
]

/** Sections of a scheme, if which revision it is is told. */
function sectionsOf(scheme: string): Sections | undefined {
  if (scheme === 'NACE Rev. 2' || scheme === 'ISIC Rev. 4') return earlier
  return scheme === 'NACE Rev. 2.1' || scheme === 'ISIC Rev. 5' ? later : undefined
}

/** Schemes whose codes are kept as they are; what they mean is not looked up. */
const otherSchemes = /^(?:naics|sic|gics|icb|anzsic|wz|ateco|naf)\b.*$/i

/** `nace_rev_2.1` → `NACE Rev. 2.1`; undefined for what is no scheme. */
export function parseScheme(written: string): string | undefined {
  const text = written.replace(/[\s_,-]+/g, ' ').trim()
  const [, name = '', revision] = text.match(/^(nace|isic) ?(?:rev(?:ision)?\.? ?)?(\d(?:\.\d)?)?\b/i) ?? []
  if (name === '') return otherSchemes.test(text) ? text.toUpperCase().slice(0, 40) : undefined
  return revision === undefined ? name.toUpperCase() : `${name.toUpperCase()} Rev. ${revision}`
}

const code = /^(?:([A-V])[\s.-]?)?(\d{2}(?:\.?\d{1,2})?(?:\.\d)?)(?![\d.])/i

/** An industry as a code of a scheme, e.g. `J62.01 Programming` of NACE, or in words where no code stands. */
export function parseIndustry(written: string, scheme: string): FactValue | Fault {
  const text = written.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  const named = text.match(
    /^((?:nace|isic)(?:[\s_,]*rev[\s_.]*)?(?:[\s_.]*\d(?:\.\d)?(?=\s))?)[\s:,-]+(.*)$/i,
  )
  const stated = parseScheme(named?.[1] ?? scheme)
  const rest = named?.[2] ?? text
  if (scheme.trim() !== '' && stated === undefined)
    return { fault: `“${scheme.trim().slice(0, 40)}” is no scheme of industries, such as NACE Rev. 2` }
  if (rest === '') return { fault: 'it is empty' }
  if (stated !== undefined && !/^(?:NACE|ISIC)/.test(stated)) return { value: shorten(rest), scheme: stated }
  const letter = rest.match(/^(?:section )?([A-V])$/i)?.[1]
  const found = rest.match(code)
  if (stated === undefined) {
    if (found !== null)
      return {
        fault:
          'which scheme the code is of is not said; name the column nace or isic, or add one named scheme',
      }
    return /\p{L}{2}/u.test(rest) ? { value: shorten(rest), scheme: '' } : { fault: 'it names no industry' }
  }
  if (letter !== undefined) return { value: letter.toUpperCase(), scheme: stated }
  if (found === null) return { fault: `it is no code of ${stated}` }
  const digits = (found[2] ?? '').replaceAll('.', '')
  if (digits.startsWith('00')) return { fault: `it is no code of ${stated}` }
  const value =
    stated.startsWith('NACE') && digits.length > 2 ? `${digits.slice(0, 2)}.${digits.slice(2)}` : digits
  return { value, scheme: stated }
}

const shorten = (text: string): string => [...text].slice(0, 100).join('')

/** `62.01` of NACE Rev. 2 → “NACE Rev. 2 62.01, section J, information and communication”. */
export function describeIndustry({ value, scheme }: FactValue): string {
  const sections = sectionsOf(scheme)
  const base = scheme === '' ? value : `${scheme} ${value}`
  if (sections === undefined || !/^(?:[A-V]|\d{2}.*)$/.test(value)) return base
  const division = Number(value.slice(0, 2))
  const section = sections.find(([letter, last]) => letter === value || division <= last)
  if (section === undefined) return base
  const [letter, , title] = section
  return letter === value ? `${base}, ${title}` : `${base}, section ${letter}, ${title}`
}
