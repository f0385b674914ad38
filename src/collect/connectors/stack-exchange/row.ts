const attribute = /\s([A-Za-z_][\w.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** Behind the end nothing may stand but the start of another tag: it could be a row that lost its own. */
const rowEnd = /^\s*(?:\/>|>\s*<\/row\s*>)\s*(?:<\/?[a-z]{0,8})?$/i
const longestShown = 500

/** The values of a row by name, as they stand there; most are never looked at. */
export class Row {
  readonly #values: ReadonlyMap<string, string>

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values
  }

  has(name: string): boolean {
    return this.#values.has(name)
  }

  /** Empty when there is none. */
  read(name: string): string {
    return decodeEntities(this.readEscaped(name))
  }

  /** The same with its entities, for what is only measured. */
  readEscaped(name: string): string {
    return this.#values.get(name) ?? ''
  }
}

/** Reads a row `<row Id="1" Title="a &amp; b" />`; undefined when it is not closed. */
export function readRow(text: string): Row | undefined {
  if (!text.startsWith('<row')) return undefined
  const values = new Map<string, string>()
  let end = '<row'.length
  for (const match of text.matchAll(attribute)) {
    if (match.index !== end) return undefined
    end = match.index + match[0].length
    values.set(match[1] ?? '', match[2] ?? match[3] ?? '')
  }
  return rowEnd.test(text.slice(end)) ? new Row(values) : undefined
}

/** One number of a row, without reading the rest of it; undefined when it has none. */
export function readNumber(text: string, name: string): number | undefined {
  const start = text.indexOf(` ${name}="`)
  if (start === -1) return undefined
  const from = start + name.length + 3
  const digits = text.slice(from, Math.min(text.indexOf('"', from), from + 12))
  return /^\d{1,10}$/.test(digits) ? Number(digits) : undefined
}

/** The start of a row for whoever has to look after it, without what somebody wrote. */
export function showRow(text: string): string {
  return text.slice(0, longestShown).replace(/\s(?:Body|Text|AboutMe)\s*=.*$/s, ' …')
}

/** Text without entities, as people wrote it. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,8})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name)] ?? whole
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD'
  })
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
