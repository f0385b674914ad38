import { decodeBytes } from './charset.ts'

const encodedWords = /=\?([^?\s]{1,60})\?([bq])\?([^?]*)\?=((?:\s+)(?==\?[^?\s]{1,60}\?[bq]\?))?/gi

/**
 * A header's value (bytes as Latin-1) as text: RFC 2047 encoded words, raw UTF-8, raw bytes of the mail's own charset.
 * Words that follow one another are joined before decoding, because mailers cut characters in two.
 */
export function decodeHeader(value: string, charset = ''): string {
  if (!value.includes('=?')) return decodeRaw(value, charset)
  let text = ''
  let at = 0
  let open: { charset: string; bytes: Buffer[] } | undefined
  const close = (): void => {
    if (open !== undefined) text += decodeBytes(Buffer.concat(open.bytes), open.charset)
    open = undefined
  }
  for (const word of value.matchAll(encodedWords)) {
    const [whole, wordCharset = '', form = '', content = '', gap] = word
    if (word.index > at) {
      close()
      text += decodeRaw(value.slice(at, word.index), charset)
    }
    if (open !== undefined && open.charset !== wordCharset.toLowerCase()) close()
    open ??= { charset: wordCharset.toLowerCase(), bytes: [] }
    open.bytes.push(form.toLowerCase() === 'b' ? Buffer.from(content, 'base64') : unpackQ(content))
    at = word.index + whole.length
    if (gap === undefined && value.startsWith('=?', at) === false) close()
  }
  close()
  return text + decodeRaw(value.slice(at), charset)
}

function unpackQ(content: string): Buffer {
  const plain = content
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(plain, 'latin1')
}

function decodeRaw(value: string, charset: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ESC begins the raw ISO-2022-JP of old Japanese mailers
  return /[\x80-\xff\x1b]/.test(value) ? decodeBytes(Buffer.from(value, 'latin1'), charset) : value
}

const untidy = /[\p{Cc}\p{Zl}\p{Zp}]|\s{2}|^\s|\s$/u

/** One line of text: no control characters, single spaces, at most `longest` characters with a mark where it was cut. */
export function tidyText(text: string, longest: number): string {
  const tidy = untidy.test(text) ? text.replace(/[\p{Cc}\s]+/gu, ' ').trim() : text
  if (tidy.length <= longest) return tidy
  const last = tidy.charCodeAt(longest - 2)
  return `${tidy.slice(0, last >= 0xd800 && last <= 0xdbff ? longest - 2 : longest - 1)}…`
}
