import { createHash } from 'node:crypto'

const longestId = 400

/**
 * The Message-ID without its brackets, or with what stands in for them; the same from every archiver. Empty when there is
 * none. One too long to keep is hashed.
 */
export function readMessageId(value: string): string {
  if (value === '') return ''
  const open = value.indexOf('<')
  const close = value.indexOf('>', open + 1)
  const inside = open !== -1 && close !== -1 ? value.slice(open + 1, close) : value.replace(/[<>]/g, '')
  return tidyId(inside)
}

/** The first id of References: the mail that began the thread. */
export function readFirstReference(value: string): string {
  for (const match of value.matchAll(/<([^<>]*)>/g)) {
    const id = tidyId(match[1] ?? '')
    if (id !== '') return id
  }
  return value.includes('<') ? '' : readBareId(value.split(/\s+/)[0] ?? '')
}

/** The last id of a header: the mail that is answered. Old mailers put other addresses before it. */
export function readLastReference(value: string): string {
  let last = ''
  for (const match of value.matchAll(/<([^<>]*)>/g)) {
    const id = tidyId(match[1] ?? '')
    if (id !== '') last = id
  }
  return last !== '' || value.includes('<') ? last : readBareId(value.split(/\s+/).at(-1) ?? '')
}

function readBareId(word: string): string {
  return /^[^\s@"']+@[^\s@"']+$/.test(word) ? tidyId(word) : ''
}

function tidyId(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they come from damaged archives and would tell ids apart
  const id = /[\x00-\x20\x7f]/.test(text) ? text.replace(/[\x00-\x20\x7f]+/g, '') : text
  return id.length > longestId ? `sha256:${hashText(id)}` : id
}

/** 32 hexadecimal digits that name a text. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
