/**
 * What a change of nick says of the two. `variant`: one is the other with a mark of what somebody does just now, or a tail to make
 * it free (`ann|away`, `ann_`). `guest`: one of them is given to anybody who is not logged in (`Guest1234`), and says nothing
 * beyond this moment. `other`: both are names of their own.
 */
export type RenameKind = 'variant' | 'guest' | 'other'

const guest =
  /^(?:(?:guest|webchat|qwebirc|unidentified|unregistered|unknown|anonymous|user|nick)[-_|]?\d+|(?:mib|kiwi|androirc|cgi|web)_[\da-z]+|guest|\d+)$/
const doing =
  /[-_](?:away|afk|brb|bbl|gone|busy|idle|dnd|out|off|sleep(?:ing)?|zz+|work(?:ing)?|home|lunch|dinner|food|phone|mobile|laptop|school|class|tv)$/

export function nameRename(from: string, to: string): RenameKind {
  const [before, after] = [fold(from), fold(to)]
  if (guest.test(before) || guest.test(after)) return 'guest'
  return stem(before) === stem(after) ? 'variant' : 'other'
}

/** On IRC {}|^ are the small letters of []\~. */
function fold(nick: string): string {
  return nick.toLowerCase().replace(/[[\]\\~]/g, (sign) => '{}|^'[`[]\\~`.indexOf(sign)] ?? sign)
}

/** What is left of a nick without marks; of one that is nothing else, itself. */
function stem(nick: string): string {
  const bare = nick
    .replace(/^(.+?)\|.*$/, '$1')
    .replace(/^(.+)\{[^{}]*\}$/, '$1')
    .replace(doing, '')
    .replace(/[-_`^]+$/, '')
    .replace(/^[_`^]+/, '')
  return bare === '' ? nick : bare
}
