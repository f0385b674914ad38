const ampersand = 38
const semicolon = 59
const longestEntity = 10

/**
 * How many characters a reader sees of HTML that stands escaped in a value (`&lt;p&gt;a &amp;amp; b`): tags count nothing, each
 * entity one, blanks in a row one. Nothing is unpacked, because most of a dump is such text and only its length is wanted.
 */
export function measureMarkup(escaped: string): number {
  let length = 0
  let isInTag = false
  let isAfterBlank = true
  for (let at = 0; at < escaped.length; at++) {
    const code = escaped.charCodeAt(at)
    if (code === ampersand) {
      const end = findEntityEnd(escaped, at)
      const entity = end === -1 ? '' : escaped.slice(at + 1, end)
      if (end !== -1) at = end
      if (entity === 'lt') isInTag = true
      if (isInTag) {
        if (entity === 'gt') isInTag = false
        continue
      }
      if (!isBlankEntity(entity)) {
        // `&amp;lt;` is the entity of a character that would be markup.
        if (entity === 'amp') at = skipInnerEntity(escaped, at)
        length++
        isAfterBlank = false
        continue
      }
    } else if (isInTag) continue
    else if (code > 32) {
      length++
      isAfterBlank = false
      continue
    }
    if (!isAfterBlank) length++
    isAfterBlank = true
  }
  return isAfterBlank ? Math.max(0, length - 1) : length
}

function isBlankEntity(entity: string): boolean {
  return entity === '#xA' || entity === '#xD' || entity === '#x9' || entity === '#10' || entity === '#13'
}

/** Where the semicolon is; -1 when the ampersand begins no entity. */
function findEntityEnd(text: string, at: number): number {
  const stop = Math.min(text.length, at + longestEntity)
  for (let end = at + 1; end < stop; end++) {
    const code = text.charCodeAt(end)
    if (code === semicolon) return end
    if (!isWord(code) && code !== 35) return -1
  }
  return -1
}

function skipInnerEntity(text: string, at: number): number {
  const end = findEntityEnd(text, at)
  return end === -1 || end === at + 1 ? at : end
}

function isWord(code: number): boolean {
  return (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 122)
}
