/**
 * What a source says is shown, never obeyed: characters that move the cursor, reverse the reading direction of what
 * follows or hide are replaced by visible signs. React escapes markup; this does the rest. Joiners (U+200C, U+200D) stay,
 * because Persian, Hindi and family emoji need them.
 */
export function makeInert(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\r\n\t]+/g, ' ')
    .replace(controls, '\ufffd')
    .replace(deceivers, '\ufffd')
    .replace(towers, '$1')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
const controls = /[\x00-\x1f\x7f]/g

/** C1 controls, direction marks and overrides, invisible spaces, line separators, interlinear and tag characters, private use. */
const deceivers =
  /[\u0080-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}\u{f0000}-\u{10ffff}]/gu

/** Four marks on one letter are more than any script needs; the rest would climb into the lines above and below. */
const towers = /(\p{M}{4})\p{M}+/gu

/** For places without room for a long text, such as chart labels: cut between characters, never inside one. */
export function shorten(text: string, characters: number): string {
  const signs = [...makeInert(text)]
  return signs.length <= characters ? signs.join('') : `${signs.slice(0, characters - 1).join('')}…`
}
