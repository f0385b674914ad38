const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  ndash: '–',
  mdash: '—',
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,8})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD'
  })
}

/** A title or name in one line, without entities, cut at a length. */
export function tidy(text: string, longest = 200): string {
  return decodeEntities(text)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, longest)
    .replace(/[\uD800-\uDBFF]$/, '')
}

const quote = /<aside class="quote[\s\S]*?<\/aside>/g

/** HTML without what it quotes of others, nor anything between two quotations: they may be nested. */
export const dropQuotes = (html: string): string => html.replace(/<(aside|blockquote)\b[\s\S]*<\/\1>/g, ' ')

/** How many characters a reader sees of HTML; quotations of others count nothing. */
export function measureMarkup(html: string): number {
  const own = html.replace(quote, ' ').replace(/<[^>]*>/g, ' ')
  return decodeEntities(own).replace(/\s+/g, ' ').trim().length
}
