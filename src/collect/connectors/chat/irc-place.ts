import { readNamedDay } from './irc-stamp.ts'

/** What the path of a log tells of where it was written. */
export interface LogPlace {
  readonly network: string
  readonly channel: string
  /** Whether it is certainly a conversation of two, because a programme names such files by the other's nick. */
  readonly isDirect: boolean
}

const endings = /(?:\.(?:log|txt|raw|weechatlog|gz|irc))+$/i
const dates = /[-_. ]?(?:(?:19|20)\d\d[-_.]?\d\d[-_.]?\d\d|\d{1,2}[A-Z][a-z]{2}\d{4})(?:[-_]\d{1,4})?/

/**
 * `irc.libera.#chan.weechatlog`, `libera/#chan/2024-03-05.log` (znc), `ChannelLogger/libera/#chan/#chan.2024-03-05.log`
 * (limnoria), `Libera/#chan.log` (irssi), `2024/03/05/#ubuntu.txt`.
 */
export function readLogPlace(path: string): LogPlace {
  const pieces = path.split('/').filter((piece) => piece !== '')
  const file = pieces.at(-1) ?? ''
  const weechat = /^irc\.([^.]+)\.(.+?)\.weechatlog(?:\.gz)?$/.exec(file)
  if (weechat !== null) {
    const [, network = '', buffer = ''] = weechat
    const isServer = /^server\b/.test(buffer)
    return { network, channel: isChannel(buffer) ? buffer : '', isDirect: !isChannel(buffer) && !isServer }
  }
  const at = pieces.findLastIndex((piece) => isChannel(piece))
  if (at === -1) return { network: '', channel: '', isDirect: false }
  const isFile = at === pieces.length - 1
  const named = isFile ? cleanName(pieces[at] ?? '') : (pieces[at] ?? '')
  // `#chan/#chan.2024-03-05.log` lies in a folder of its own.
  const above =
    pieces
      .slice(0, at)
      .filter((piece) => !isChannel(piece))
      .at(-1) ?? ''
  return { network: isNetwork(above) ? above : '', channel: named, isDirect: false }
}

function isChannel(name: string): boolean {
  return /^[#&]/.test(name) && name.length > 1
}

/** Folders that say nothing of a network: dates, and what programmes call where they write. */
function isNetwork(name: string): boolean {
  const isDated = /^\d+$/.test(name) || readNamedDay(name) !== undefined
  return (
    name !== '' &&
    !isDated &&
    !/^(?:logs?|irc-?logs?|irc|log_?files?|channels?|channellogger|moddata|tmp)$/i.test(name)
  )
}

function cleanName(file: string): string {
  return file
    .replace(endings, '')
    .replace(dates, '')
    .replace(/[-_.]+$/, '')
}
