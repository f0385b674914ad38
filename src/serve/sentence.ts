const number = new Intl.NumberFormat('en-GB')

/** “2,000”. */
export function formatNumber(value: number): string {
  return number.format(value)
}

/** “1 record”, “2,000 records”, “no people”. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count === 0 ? 'no' : number.format(count)} ${count === 1 ? one : many}`
}

/** A text that ends like a sentence. */
export function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

export function startSentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
