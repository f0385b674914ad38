/** What one line of an IRC log says. */
export type IrcLine =
  | { readonly kind: 'said'; readonly nick: string; readonly text: string; readonly isAction: boolean }
  | { readonly kind: 'joined'; readonly nick: string; readonly channel: string }
  | { readonly kind: 'renamed'; readonly from: string; readonly to: string }
  | { readonly kind: 'notice'; readonly reason: string }

/** Bold, colours and the like. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what clients write into logs
const formatting = /\x03(?:\d{1,2}(?:,\d{1,2})?)?|\x04(?:[\da-f]{6})?|[\x02\x0f\x11\x16\x1d\x1e\x1f]/gi
const nickForm = /^[^\s<>,#&:;!?.@"'*+/=][^\s<>,#&:;!?@"'*+=]{0,63}$/

/** How a programme marks what is no message. */
export interface IrcStyle {
  /** mIRC and HexChat mark joins and changes of names like what somebody does; elsewhere such a line is a joke. */
  readonly hasStarNotices: boolean
}

/**
 * What stands after the time, in the forms of irssi, weechat, znc, energymech, eggdrop, limnoria, mIRC, HexChat and the bots of
 * irclogs.ubuntu.com. Undefined if it is none of these.
 */
export function readIrcLine(body: string, style: IrcStyle): IrcLine | undefined {
  const clean = body.replace(formatting, '')
  const tabbed = clean.startsWith('\t') ? readTabbed(clean.slice(1)) : undefined
  if (tabbed !== undefined) return tabbed
  const text = clean.trimStart()
  if (text.startsWith('<') && !text.startsWith('<--')) return readSaid(text)
  const marked = /^(-!-|\*{3}|===|-->|<--|--|=!=|>>>|-->\||\|<--|\*)(?:[ \t]+|$)(.*)$/s.exec(text)
  if (marked !== null) return readMarked(marked[1] ?? '', (marked[2] ?? '').trim(), style)
  if (/^-[^\s-][^\s]{0,100}-(\s|$)/.test(text))
    return { kind: 'notice', reason: 'a notice sent to the channel' }
  return readBare(text)
}

function readSaid(text: string): IrcLine | undefined {
  const [, nick = '', said = ''] =
    /^<[ @+%&~!*]{0,20}([^<>\t]{1,64}?) {0,20}>(?:[ \t]+(.*))?$/s.exec(text) ?? []
  return nick === '' ? undefined : { kind: 'said', nick, text: said, isAction: false }
}

/** weechat: who or what, a tab, the rest. */
function readTabbed(text: string): IrcLine | undefined {
  const tab = text.indexOf('\t')
  if (tab === -1 || tab > 68) return undefined
  const who = text.slice(0, tab).trim()
  const rest = text.slice(tab + 1)
  if (who === '') return { kind: 'notice', reason: otherNotice }
  const nick = who.replace(/^[@+%&~!]/, '')
  if (!nickForm.test(nick) || /^-|^=|^\*/.test(who)) return undefined
  return { kind: 'said', nick, text: rest, isAction: false }
}

const otherNotice = 'a notice of the server or the programme'

function readMarked(mark: string, rest: string, style: IrcStyle): IrcLine | undefined {
  const isShared = mark === '*' || mark === '==='
  const isNotice = mark !== '*' || style.hasStarNotices || withHost.test(rest)
  // The bots of irclogs.ubuntu.com used to write "] " for "]", also within nicks.
  const mended = mark === '===' ? rest.replaceAll('] ', ']') : rest
  const notice = isNotice ? (readNotice(rest) ?? readNotice(mended)) : undefined
  if (notice !== undefined) return notice
  const [, nick = '', text = ''] = (isShared ? /^(\S+)(?:\s+(.*))?$/s.exec(rest) : null) ?? []
  const isDeed = nickForm.test(nick) && !/^(?:you|you're|topic|channel|users|end|now)$/i.test(nick)
  return isDeed ? { kind: 'said', nick, text, isAction: true } : { kind: 'notice', reason: otherNotice }
}

/** eggdrop marks nothing but who spoke. */
function readBare(text: string): IrcLine | undefined {
  const action = /^Action: (\S+) ?(.*)$/s.exec(text)
  if (action !== null) return { kind: 'said', nick: action[1] ?? '', text: action[2] ?? '', isAction: true }
  const notice = readNotice(text)
  if (notice !== undefined) return notice
  return /^(?:[#&]\S+: |Topic changed on |Last message repeated )/.test(text)
    ? { kind: 'notice', reason: otherNotice }
    : undefined
}

const host = String.raw`[[(<]\S*[@!]\S*[\])>]|\(\)|\[\]`
const leaving = 'somebody left'
const join = new RegExp(
  String.raw`^(?:joins?: (\S+)(?:\s.*)?|(\S+)\s+(?:(?:${host})\s+)?(?:has )?joined(?: channel)? ([#&+!]\S*?)\.?|(\S+)\s+(?:${host})\s+(?:has )?joined\.?)$`,
  'i',
)
const rename = /^(?:nick change: (\S+) -> (\S+)|(\S+)\s+(?:is|are) now known as (\S+))$/i
const withHost = new RegExp(String.raw`^\S+\s+(?:${host})\s`)
const leave = new RegExp(
  String.raw`^(?:(?:parts?|quits?): \S+|\S+\s+(?:(?:${host})\s+)?(?:has )?(?:left|quit|parted)(?: irc\b|\s+#|\s*\(|\s*\[|:|\.?$))`,
  'i',
)
const others: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:mode\/|mode [#&+!])|^\S+ sets? mode|mode change |^\S+ gives (?:channel operator|voice)|^\[?[+-]o /i,
    'a change of modes',
  ],
  [
    /^topic (?:for|set|changed)|^\S+ (?:has )?(?:changes|changed|sets|set) (?:the )?topic\b/i,
    'the topic of a channel',
  ],
  [/^\S+ (?:was |has been |has )?kicked(?: \S+)? (?:from|by|off|\()/i, 'somebody was kicked'],
  [/^netsplit\b/i, leaving],
]

function readNotice(rest: string): IrcLine | undefined {
  const joined = join.exec(rest)
  const joiner = joined?.[1] ?? joined?.[2] ?? joined?.[4]
  if (joiner !== undefined) return { kind: 'joined', nick: joiner, channel: joined?.[3] ?? '' }
  const renamed = rename.exec(rest)
  const [from, to] = [renamed?.[1] ?? renamed?.[3], renamed?.[2] ?? renamed?.[4]]
  if (from !== undefined && to !== undefined)
    return /^you(?:'re)?$/i.test(from)
      ? { kind: 'notice', reason: otherNotice }
      : { kind: 'renamed', from, to }
  if (leave.test(rest)) return { kind: 'notice', reason: leaving }
  const other = others.find(([form]) => form.test(rest))
  return other === undefined ? undefined : { kind: 'notice', reason: other[1] }
}
