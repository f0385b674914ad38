const hidden = /^(?:style|script|head|title|param)$/
const quoting = /^(?:blockquote|excerpt)$/
const breaking = /^(?:br|p|div|tr|li|table|ul|ol|pre|h[1-6]|paragraph|nl)$/

/**
 * HTML or text/enriched (RFC 1896) as text, good enough to be measured: tags away, entities to one character, what is
 * quoted or hidden left out. Reads every character once, whatever it is given.
 */
export function toPlainText(markup: string): string {
  const pieces: string[] = []
  const closings = new Map<string, boolean>()
  let skipping = ''
  let depth = 0
  let at = 0
  while (at < markup.length) {
    const open = markup.indexOf('<', at)
    if (skipping === '') pieces.push(markup.slice(at, open === -1 ? markup.length : open))
    if (open === -1) break
    if (markup.startsWith('<<', open)) {
      pieces.push('<')
      at = open + 2
      continue
    }
    const close = markup.indexOf('>', open)
    if (close === -1) break
    const tag = readTag(markup, open, close)
    at = markup.startsWith('<!--', open) ? findAfter(markup, '-->', open) : close + 1
    if (skipping !== '') {
      if (tag.name === skipping) depth += tag.isClosing ? -1 : 1
      if (depth === 0) skipping = ''
    } else if (
      (hidden.test(tag.name) || quoting.test(tag.name)) &&
      !tag.isClosing &&
      isClosed(markup, tag.name, closings)
    ) {
      skipping = tag.name
      depth = 1
    } else if (breaking.test(tag.name)) pieces.push('\n')
  }
  return pieces.join('').replace(/&(?:#?\w{1,10});/g, (entity) => (entity === '&nbsp;' ? ' ' : '*'))
}

/** A tag that is never closed would hide all the rest. */
function isClosed(markup: string, name: string, known: Map<string, boolean>): boolean {
  const before = known.get(name)
  if (before !== undefined) return before
  const found = new RegExp(`</${name}`, 'i').test(markup)
  known.set(name, found)
  return found
}

function readTag(markup: string, open: number, close: number): { name: string; isClosing: boolean } {
  const text = markup.slice(open + 1, Math.min(close, open + 20))
  const [, slash = '', name = ''] = /^(\/?)\s*([a-z][a-z0-9]*)/i.exec(text) ?? []
  return { name: name.toLowerCase(), isClosing: slash !== '' }
}

function findAfter(markup: string, mark: string, from: number): number {
  const at = markup.indexOf(mark, from)
  return at === -1 ? markup.length : at + mark.length
}
