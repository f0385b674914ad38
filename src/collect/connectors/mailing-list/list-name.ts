import { type Header, readHeader } from './header.ts'

/** What a hostile mail says beyond that is not searched for a name. */
const longestValue = 1000

/**
 * What a mail's list is called, e.g. `dev.lists.example.org`: its List-Id, else its address with a dot for @. Empty when the
 * mail does not say.
 */
export function nameList(header: Header): string {
  const id = header.read('list-id').slice(0, longestValue)
  if (id !== '') {
    const inside = /<\s*([^<>\s]+)\s*>/.exec(id)?.[1] ?? /^[^\s"()]+$/.exec(id)?.[0]
    if (inside !== undefined) return tidyName(inside)
  }
  const places = ['x-mailing-list', 'x-beenthere', 'list-post', 'mailing-list'] as const
  for (const place of places) {
    if (!header.has(place)) continue
    const value = header.read(place).slice(0, longestValue)
    const address = /[^\s<>:;,"()]+@[^\s<>;,?"()]+/.exec(value)?.[0]
    // ezmlm tells only the address for help.
    if (address !== undefined)
      return tidyName(address.replace(place === 'mailing-list' ? /-help@/ : '@', '@').replace('@', '.'))
  }
  return ''
}

/** The same, for the start of a mail in bytes. */
export function nameListOf(mail: Buffer): string {
  return nameList(readHeader(mail, 0, mail.length))
}

function tidyName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}._+-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 200)
}
