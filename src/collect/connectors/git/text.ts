import { isUtf8 } from 'node:buffer'

/** At most `length` characters, never half a one, with a mark where something was cut. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text
  const end = isHighSurrogate(text.charCodeAt(length - 2)) ? length - 2 : length - 1
  return `${text.slice(0, end)}…`
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff
}

/**
 * Bytes as text: UTF-8 where they are that, else the encoding that was declared, else Latin-1, in which every byte is a
 * character. So no character is ever replaced by U+FFFD.
 */
export function decodeText(bytes: Buffer, declared: string): string {
  if (isUtf8(bytes)) return bytes.toString('utf8')
  return decodeDeclared(bytes, declared) ?? bytes.toString('latin1')
}

function decodeDeclared(bytes: Buffer, declared: string): string | undefined {
  if (declared === '' || /^utf-?8$/i.test(declared)) return undefined
  try {
    return new TextDecoder(declared, { fatal: true }).decode(bytes)
  } catch {
    // An encoding nobody knows, or a wrong declaration: Latin-1 is next.
    return undefined
  }
}
