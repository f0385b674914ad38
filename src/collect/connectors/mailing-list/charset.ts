import { isUtf8 } from 'node:buffer'

type Decoder = InstanceType<typeof TextDecoder>

const decoders = new Map<string, Decoder | undefined>()

/**
 * Bytes as text in the charset they are declared in (WHATWG names, UTF-7, and what old mailers wrote). Where the
 * declaration is unknown or wrong: UTF-8 if they are that, else windows-1252, in which nearly every byte is a character.
 */
export function decodeBytes(bytes: Buffer, declared: string): string {
  // RFC 2231 lets a language follow: utf-8*en.
  const label = declared
    .toLowerCase()
    .replace(/\*.*$|["']/gs, '')
    .trim()
  if ((label === 'utf-8' || label === 'utf8') && isUtf8(bytes)) return bytes.toString('utf8')
  if (label === 'utf-7' || label === 'unicode-1-1-utf-7') return decodeUtf7(bytes.toString('latin1'))
  if (/^(?:windows-1252|cp1252|windows1252|iso-?8859-1|latin-?1|l1)$/.test(label)) return decodeWestern(bytes)
  const decoder = isVague(label) ? undefined : findDecoder(label)
  if (decoder !== undefined) {
    try {
      return decoder.decode(bytes)
    } catch {
      // Wrongly declared: judged by its bytes below, like what is not declared at all.
    }
  }
  return isUtf8(bytes) ? bytes.toString('utf8') : decodeWestern(bytes)
}

/** Whether a text in this charset has a character to each byte, so that counting needs no decoding. */
export function isSingleByte(declared: string): boolean {
  return /^"?(us-ascii|ascii|iso-8859-\d+|windows-125\d|cp125\d|koi8-[ru]|latin\d)?"?$/i.test(declared)
}

/** Declarations that say nothing about bytes beyond ASCII. */
function isVague(label: string): boolean {
  return /^(|us-ascii|ascii|unknown.*|x-unknown|default|iso-8859-1-unknown|7bit|8bit|binary)$/.test(label)
}

function findDecoder(label: string): Decoder | undefined {
  if (decoders.has(label)) return decoders.get(label)
  const decoder = makeDecoder(aliases[label] ?? label)
  // Labels come from the mails, so there may be any number of them.
  if (decoders.size < 200) decoders.set(label, decoder)
  return decoder
}

function makeDecoder(label: string): Decoder | undefined {
  try {
    return new TextDecoder(label, { fatal: true })
  } catch {
    return undefined
  }
}

/** Names seen in mails for what the standard calls otherwise. */
const aliases: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  'utf-8-strict': 'utf-8',
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  koi8r: 'koi8-r',
  mac: 'macintosh',
}

/** What windows-1252 has where Latin-1 has control characters; Node's own decoder leaves these as they are. */
const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function decodeWestern(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\x80-\x9f]/g, (char) => upper.charAt(char.charCodeAt(0) - 0x80))
}

/** RFC 2152: what stands between + and - is base64 of UTF-16. */
function decodeUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (whole, packed: string) => {
    if (packed === '') return whole === '+-' ? '+' : whole
    const bytes = Buffer.from(packed, 'base64')
    return bytes
      .subarray(0, bytes.length - (bytes.length % 2))
      .swap16()
      .toString('utf16le')
  })
}
