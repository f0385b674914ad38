/**
 * A number as people and tools write it: with a currency, with marks of thousands, with a point or a comma before the
 * fraction; undefined if a cell holds none. A lone comma before three digits marks thousands, a lone point never does.
 */
export function parseQuantity(text: string): number | undefined {
  const match = text
    .trim()
    .match(
      /^(?:[\p{Sc}]|[A-Z]{3})? ?([+-]?[\d.,'\u00a0\u202f ]*\d(?:[eE][+-]?\d{1,2})?) ?(?:[\p{Sc}%]|[A-Z]{3})?$/u,
    )
  if (match === null) return undefined
  const bare = (match[1] ?? '').replace(/['\u00a0\u202f ]/g, '')
  const pointed = bare.replace(/,/g, (_mark, at: number) => (isFraction(bare, at) ? '.' : ''))
  const isGrouped = /^[+-]?\d{1,3}(\.\d{3}){2,}$/.test(pointed)
  const number = Number(pointed.replace(isGrouped ? /\./g : /\.(?=\d{3}\.)/g, ''))
  return Number.isFinite(number) ? number : undefined
}

/** Whether a comma stands before the fraction: it is the last mark, the only comma, and not one of thousands. */
function isFraction(text: string, at: number): boolean {
  const rest = text.slice(at + 1)
  const isLast = !/[.,]/.test(rest) && text.indexOf(',') === at
  return isLast && (text.includes('.') || !/^\d{3}$/.test(rest))
}
