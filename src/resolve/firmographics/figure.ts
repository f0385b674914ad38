import type { FactValue, Fault } from './fact-value.ts'

const most = 10_000_000

/** How many people: `1,200` → `1200`, `51 – 200 employees` → `51-200`, `10,000+` → `10000+`; undefined for anything else. */
export function parseHeadcount(written: string): string | undefined {
  const text = written
    .toLowerCase()
    .replace(/\b(?:employees|staff|people|persons|fte|about|approx\.?|ca\.?)\b|~/g, ' ')
    .trim()
  const range = text.match(
    /^(?<least>[\d.,' \u00a0\u202f]+k?) *(?:-|–|—|to|\.\.\.?) *(?<most>[\d.,' \u00a0\u202f]+k?)$/,
  )
  if (range?.groups !== undefined) {
    const [least, greatest] = [parseCount(range.groups['least']), parseCount(range.groups['most'])]
    return least === undefined || greatest === undefined || least > greatest
      ? undefined
      : `${least}-${greatest}`
  }
  const open = text.match(
    /^(?:(?:>=?|over|more than) *([\d.,' \u00a0\u202f]+k?)|([\d.,' \u00a0\u202f]+k?) *(?:\+|and more|or more))$/,
  )
  if (open !== null) {
    const least = parseCount(open[1] ?? open[2])
    return least === undefined ? undefined : `${least}+`
  }
  return parseCount(text)?.toString()
}

/** The ends of a headcount as `parseHeadcount` writes it. */
export function readHeadcount(value: string): { least: number; most: number } {
  const [least = '', greatest] = value.replace('+', `-${most}`).split('-')
  return { least: Number(least), most: Number(greatest ?? least) }
}

function parseCount(text = ''): number | undefined {
  const thousands = text.trim().endsWith('k')
  const number = parseNumber(text.trim().replace(/k$/, ''), !thousands)
  const count = number === undefined ? undefined : number * (thousands ? 1000 : 1)
  return count === undefined || count > most ? undefined : count
}

const factors: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  tsd: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  mio: 1e6,
  million: 1e6,
  bn: 1e9,
  b: 1e9,
  mrd: 1e9,
  billion: 1e9,
}

/** A sum in euros, whole: `€ 2.5 M` → `2500000`. A number alone is taken for euros; another currency says nothing here. */
export function parseEuros(written: string): FactValue | Fault {
  const text = written.trim()
  if (
    /[\p{Sc}]/u.test(text.replaceAll('€', '')) ||
    /\b(?!eur\b)(?:usd|gbp|chf|jpy|cny|inr|[a-z]*krone?r?|sek|nok|dkk|pln|czk|cad|aud|dollars?|pounds?)\b/i.test(
      text,
    )
  )
    return { fault: 'it is in another currency; size classes are in euros' }
  const bare = text.replace(/€|\beuros?\b|\beur\b/gi, ' ').trim()
  const match = bare.match(/^([\d.,' \u00a0\u202f]*\d) *([a-z]*)\.?$/i)
  const factor = factors[match?.[2]?.toLowerCase() ?? ''] ?? Number.NaN
  const number = parseNumber(match?.[1] ?? '', factor === 1)
  const sum = (number ?? Number.NaN) * factor
  return Number.isFinite(sum) && sum < 1e15
    ? { value: String(Math.round(sum)), scheme: '' }
    : { fault: 'it is no sum in euros, such as 2500000 or 2.5 M' }
}

/** A number with marks of thousands; `marksThousands` says that a lone mark before three digits is one. */
function parseNumber(text: string, marksThousands: boolean): number | undefined {
  const bare = text.replace(/['\u00a0\u202f ]/g, '')
  if (!/^\d[\d.,]*$/.test(bare)) return undefined
  const last = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(','))
  const isGrouped = /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(bare)
  const isWhole = last === -1 || (isGrouped && (marksThousands || /[.,].*[.,]/.test(bare)))
  const whole = (isWhole ? bare : bare.slice(0, last)).replace(/[.,]/g, '')
  const number = Number(isWhole ? whole : `${whole}.${bare.slice(last + 1)}`)
  return Number.isFinite(number) ? number : undefined
}
