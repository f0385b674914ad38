import { makeLogReader } from './irc-log.ts'
import { toUtc } from './wall-clock.ts'

const fewLines = 200

/** Whether a file begins like a log of IRC: most of its lines can be read, and somebody speaks or comes with a time. */
export function beginsLikeIrc(head: Buffer): boolean {
  const lines = toLines(head)
  const log = makeLogReader({ year: 2000, month: 1, day: 1 }, toUtc)
  let good = 0
  let sure = 0
  for (const line of lines) {
    const read = log.read(line)
    if (read.kind === 'unreadable') continue
    good++
    if (read.kind === 'line' && /^\W?\d|^[A-Z][a-z]{2} /.test(line) && read.line.kind !== 'notice') sure++
    if (read.kind === 'mark') sure++
  }
  return sure > 0 && good >= lines.length * 0.6
}

/** The one channel that the starts of some logs speak of, or none. */
export function findIrcChannel(heads: readonly Buffer[]): string {
  const found = new Set<string>()
  for (const head of heads)
    for (const line of toLines(head)) {
      const [, channel] = /(?:^===|-!-|\*\*\*|-->|\)).* joined (#[^\s,:]{1,50}?)\.?$/.exec(line) ?? []
      if (channel !== undefined) found.add(channel.toLowerCase())
    }
  return found.size === 1 ? ([...found][0] ?? '') : ''
}

function toLines(head: Buffer): string[] {
  const isUtf16 = head[0] === 0xff && head[1] === 0xfe
  if (!isUtf16 && head.includes(0)) return []
  const text = isUtf16
    ? new TextDecoder('utf-16le').decode(head)
    : head.toString('utf8').replace(/^\uFEFF/, '')
  const lines = text.split(/\r?\n/)
  // The last one may be cut, unless it is the only one.
  return (lines.length > 1 ? lines.slice(0, -1) : lines)
    .filter((line) => line.trim() !== '')
    .slice(0, fewLines)
}
