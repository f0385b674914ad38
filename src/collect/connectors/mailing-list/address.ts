import { decodeHeader, tidyText } from './encoded-word.ts'

/** One mailbox of a header; absent parts are empty. */
export interface Mailbox {
  readonly name: string
  readonly email: string
}

const longestName = 200
/** What is longer than RFC 5321 allows is no address. */
const longestEmail = 320

/**
 * The first mailbox of an address header (bytes as Latin-1): `Ann Ott <ann@example.org>`, `ann@example.org (Ann Ott)`, and
 * what archives make of them to hide addresses from robots (`ann at example.org (Ann Ott)`).
 */
export function readMailbox(value: string, charset = ''): Mailbox {
  const written = value.slice(0, 2000)
  const angle = findAngle(written)
  if (angle !== undefined) {
    const email = clarifyEmail(written.slice(angle.open + 1, angle.close))
    const before = readName(written.slice(0, angle.open), charset)
    const name = before === '' ? readComment(written.slice(angle.close + 1), charset) : before
    return toMailbox(name, email === '' ? clarifyEmail(before) : email)
  }
  // `ann(a)example.org`: what stands in these parentheses is the sign, not a comment.
  const hidden = clarifyEmail(written.replace(/[,;].*$/s, ''))
  if (hidden !== '') return toMailbox('', hidden)
  const comment = findLastComment(written)
  const email = comment === -1 ? '' : clarifyEmail(written.slice(0, comment))
  if (email !== '') return toMailbox(readComment(written.slice(comment), charset), email)
  return readBare(written, charset)
}

/** All mailboxes of a header that may list several, at most 50. */
export function readMailboxes(value: string, charset = ''): Mailbox[] {
  return splitAddresses(value.slice(0, 10_000))
    .slice(0, 50)
    .map((one) => readMailbox(one, charset))
    .filter((mailbox) => mailbox.email !== '')
}

/** Neither brackets nor parentheses: an address with words around it, or words alone. */
function readBare(written: string, charset: string): Mailbox {
  const text = decodeHeader(written, charset)
  if (text !== written && text.includes('<'))
    return readMailbox(Buffer.from(text).toString('latin1'), 'utf-8')
  const email = /[^\s"'<>(),;:[\]]+@[^\s"'<>(),;:[\]]+/.exec(text)
  if (email === null) return toMailbox(readName(written, charset), '')
  const name = `${text.slice(0, email.index)} ${text.slice(email.index + email[0].length)}`
  return toMailbox(cleanName(name.replace(/\[(?:mailto:)?\s*\]|[()]/gi, ' ')), clarifyEmail(email[0]))
}

function toMailbox(name: string, email: string): Mailbox {
  const isEcho = email !== '' && clarifyEmail(name).toLowerCase() === email.toLowerCase()
  return { name: isEcho ? '' : name, email }
}

/** The last `<…>` outside of quotes, or one that was never closed. */
function findAngle(text: string): { open: number; close: number } | undefined {
  let isQuoted = false
  let open = -1
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 92) index++
    else if (code === 34) isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (code === 60) open = index
    else if (code === 62 && open !== -1) return { open, close: index }
  }
  if (open !== -1) return { open, close: text.length }
  // A quote that was never closed hides the brackets; then they count all the same.
  const last = text.lastIndexOf('<')
  if (!isQuoted || last === -1) return undefined
  const close = text.indexOf('>', last)
  return { open: last, close: close === -1 ? text.length : close }
}

/** Where the comment at the end of a text begins, `(Ann Ott (Project))`; -1 when there is none. */
function findLastComment(text: string): number {
  let depth = 0
  for (let index = text.trimEnd().length - 1; index >= 0; index--) {
    const code = text.charCodeAt(index)
    if (code === 41) depth++
    else if (depth === 0) return -1
    else if (code === 40 && --depth === 0) return index
  }
  return -1
}

function splitAddresses(text: string): string[] {
  const found: string[] = []
  let start = 0
  let isQuoted = false
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    const char = text[index]
    if (char === '\\') index++
    else if (char === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (char === '(') depth++
    else if (char === ')') depth = Math.max(0, depth - 1)
    else if (depth === 0 && (char === ',' || char === ';')) {
      found.push(text.slice(start, index))
      start = index + 1
    }
  }
  return [...found, text.slice(start)].filter((part) => part.trim() !== '')
}

function readComment(text: string, charset: string): string {
  const open = text.indexOf('(')
  if (open === -1) return ''
  const close = text.lastIndexOf(')')
  return readName(text.slice(open + 1, close > open ? close : text.length), charset)
}

function readName(written: string, charset: string): string {
  return cleanName(decodeHeader(written, charset))
}

/** Without the quotes and escapes that only headers need. */
export function cleanName(text: string): string {
  let name = tidyText(text, longestName)
  if (/["\\]/.test(name))
    name = name
      .replace(/\\(.)/g, '$1')
      .replace(/^"+|"+$/g, '')
      .replace(/^"(.*)" /, '$1 ')
  name = name.replace(/^(['‘“])(.*)(['’”])$/, '$2').replace(/^[\s,;<>]+|[\s,;<>]+$/g, '')
  return name
}

const plainEmail = /^[^\s@<>()"',;]+@[^\s@<>()"',;]+$/
const quotedEmail = /^"[^"]+"@[^\s@<>()"',;]+$/
/** Between the two parts, instead of @: `(a)`, `[at]`, `＠`, ` at `, ` en `, ` AT `, in the language of the list. */
const hiddenAt =
  /^([^\s@<>()"',;]+)(?: ?[([{] ?(?:a|at|@|в) ?[)\]}] ?|＠|﹫| +(?:at|a|à|en|em|bei|på|@|op|u|na|ved|el|aŭ|\(\)|w) +)([^\s@<>()"',;]+)$/i

/**
 * An address, whatever was done to hide or rewrite it: `ann at example.org`, `ann(a)example.org`, `ann at example dot org`,
 * and the `.INVALID` that lists append so that receivers' DMARC checks pass. Empty when there is none, also for
 * `ann...@example.org`, where a part is gone.
 */
export function clarifyEmail(written: string): string {
  const text = written.trim().replace(/^mailto:/i, '')
  if (text.length > longestEmail || text === '') return ''
  let email = text
  if (!plainEmail.test(text)) {
    if (quotedEmail.test(text)) return text
    const hidden = hiddenAt.exec(text.replace(/\s+(?:dot|\[dot\]|\(dot\))\s+/gi, '.'))
    if (hidden === null) return readRouted(text)
    const [, local = '', domain = ''] = hidden
    if (!domain.includes('.') && !/[([]/.test(text)) return ''
    email = `${local}@${domain}`
  }
  if (email.includes('...')) return ''
  return email.replace(/\.invalid$/i, (end, at: number) =>
    email.slice(email.indexOf('@'), at).includes('.') ? '' : end,
  )
}

/** `@relay.example:ann@example.org`, and blanks around the signs (`ann @ example . org`). */
function readRouted(text: string): string {
  const joined = text.replace(/^@[^:]+:/, '').replace(/\s*([@.])\s*/g, '$1')
  return plainEmail.test(joined) ? joined : ''
}
