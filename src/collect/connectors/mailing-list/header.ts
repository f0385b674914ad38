/** The headers that are read; all others are passed over without being taken apart. */
const wanted = [
  'from',
  'date',
  'subject',
  'message-id',
  'references',
  'in-reply-to',
  'received',
  'list-id',
  'list-post',
  'mailing-list',
  'x-mailing-list',
  'x-beenthere',
  'reply-to',
  'cc',
  'to',
  'sender',
  'resent-from',
  'x-original-from',
  'x-mailman-original-from',
  'original-from',
  'x-bugzilla-who',
  'x-github-sender',
  'x-gitlab-project',
  'x-jira-fingerprint',
  'x-gerrit-messagetype',
  'x-jenkins-job',
  'auto-submitted',
  'x-autoreply',
  'x-autorespond',
  'precedence',
  'return-path',
  'x-no-archive',
  'archive',
  'x-imap',
  'x-imapbase',
  'content-type',
  'content-transfer-encoding',
  'content-disposition',
] as const

export type HeaderName = (typeof wanted)[number]

const slots = new Map<string, number>(wanted.map((name, slot) => [name, slot]))
const received = slots.get('received') ?? -1
const longestName = 60
/** Whether a wanted name begins with a letter and is so long: most headers are passed over by this alone. */
const shapes = new Uint8Array(128 * longestName)
for (const name of wanted) shapes[name.charCodeAt(0) * longestName + name.length] = 1

const longestHeader = 1 << 18
const newline = 0x0a

/** The header of a mail or of a part of one. Values are cut out only when they are asked for. */
export class Header {
  /** Where the body begins in the mail. */
  readonly end: number
  /** How many lines looked like headers, wanted or not. */
  readonly lines: number
  readonly #text: string
  /** Begin and end of each wanted value; 0 where there is none, as no value begins a header. */
  readonly #places: Uint32Array

  constructor(text: string, places: Uint32Array, lines: number, end: number) {
    this.#text = text
    this.#places = places
    this.lines = lines
    this.end = end
  }

  /** Unfolded and trimmed, bytes as Latin-1; of several the first, of Received the last, which is the mail's first hop. */
  read(name: HeaderName): string {
    const slot = slots.get(name) ?? 0
    const start = this.#places[slot * 2] ?? 0
    return start === 0 ? '' : unfold(this.#text.slice(start, this.#places[slot * 2 + 1]))
  }

  has(name: HeaderName): boolean {
    return this.#places[(slots.get(name) ?? 0) * 2] !== 0
  }
}

/**
 * Reads the header that begins at `start` of a mail and ends before `end`. Lines that are no header are passed over:
 * archives hold mails with a stray line in the middle.
 */
export function readHeader(mail: Buffer, start: number, end: number): Header {
  const stop = findHeaderEnd(mail, start, Math.min(end, start + longestHeader))
  const text = mail.toString('latin1', start, stop)
  const places = new Uint32Array(wanted.length * 2)
  let lines = 0
  for (let at = 0; at < text.length; ) {
    let lineEnd = text.indexOf('\n', at)
    if (lineEnd === -1) lineEnd = text.length
    const colon = findColon(text, at, lineEnd)
    if (colon === -1) {
      at = lineEnd + 1
      continue
    }
    lines++
    const valueEnd = findValueEnd(text, lineEnd)
    const slot = findSlot(text, at, colon)
    if (slot !== -1 && (slot === received || isEmpty(text, places, slot))) {
      places[slot * 2] = colon + 1
      places[slot * 2 + 1] = valueEnd
    }
    at = valueEnd + 1
  }
  return new Header(text, places, lines, findBody(mail, stop, end))
}

/** Where the first blank line begins, or `stop`. */
function findHeaderEnd(mail: Buffer, start: number, stop: number): number {
  if (start >= stop || isBlankAt(mail, start)) return start
  const block = mail.subarray(start, stop)
  const blank = block.indexOf(lineFeeds)
  const withReturn = (blank === -1 ? block : block.subarray(0, blank)).indexOf(lineFeedsWithReturn)
  const found = withReturn === -1 ? blank : withReturn
  return found === -1 ? stop : start + found + 1
}

const lineFeeds = Buffer.from('\n\n')
const lineFeedsWithReturn = Buffer.from('\n\r\n')

function isBlankAt(mail: Buffer, at: number): boolean {
  return mail[at] === newline || (mail[at] === 13 && mail[at + 1] === newline)
}

function findBody(mail: Buffer, headerEnd: number, end: number): number {
  if (headerEnd >= end || !isBlankAt(mail, headerEnd)) return Math.min(headerEnd, end)
  return Math.min(headerEnd + (mail[headerEnd] === 13 ? 2 : 1), end)
}

function findSlot(text: string, at: number, colon: number): number {
  const last = text.charCodeAt(colon - 1) === 32 ? colon - 1 : colon
  if (shapes[(text.charCodeAt(at) | 32) * longestName + last - at] !== 1) return -1
  return slots.get(text.slice(at, last).toLowerCase()) ?? -1
}

function isEmpty(text: string, places: Uint32Array, slot: number): boolean {
  const start = places[slot * 2] ?? 0
  return start === 0 || text.slice(start, places[slot * 2 + 1]).trim() === ''
}

/** Where the name of a header ends; -1 when the line is none. */
function findColon(text: string, at: number, lineEnd: number): number {
  const stop = Math.min(lineEnd, at + longestName)
  for (let index = at; index < stop; index++) {
    const code = text.charCodeAt(index)
    if (code === 58) return index > at ? index : -1
    if (code <= 32 || code >= 127) return code === 32 && text.charCodeAt(index + 1) === 58 ? index + 1 : -1
  }
  return -1
}

/** The end of the last line that continues the value: lines that begin with a blank. */
function findValueEnd(text: string, firstEnd: number): number {
  let end = firstEnd
  while (end + 1 < text.length) {
    const next = text.charCodeAt(end + 1)
    if (next !== 32 && next !== 9) break
    const lineEnd = text.indexOf('\n', end + 1)
    end = lineEnd === -1 ? text.length : lineEnd
  }
  return end
}

function unfold(value: string): string {
  return (value.includes('\n') ? value.replace(/\r?\n[ \t]*/g, ' ') : value).trim()
}

/** A parameter of a value such as `text/plain; charset="utf-8"`; empty when it is not there. */
export function readParameter(value: string, name: keyof typeof parameters): string {
  const match = parameters[name].exec(value)
  return match?.[1] ?? match?.[2] ?? ''
}

const parameters = {
  boundary: /;\s*boundary\s*=\s*(?:"([^"]*)"?|([^\s;]+))/i,
  charset: /;\s*charset\s*=\s*(?:"([^"]*)"?|([^\s;]+))/i,
}
