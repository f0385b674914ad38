import type { Ident } from './record.ts'

export type TrailerRole = 'co_authored_by' | 'signed_off_by' | 'reviewed_by' | 'reported_by' | 'tested_by'

export interface Trailer {
  readonly role: TrailerRole
  readonly person: Ident
}

const roles: Readonly<Record<string, TrailerRole>> = {
  'co-authored-by': 'co_authored_by',
  'signed-off-by': 'signed_off_by',
  'reviewed-by': 'reviewed_by',
  'reported-by': 'reported_by',
  'tested-by': 'tested_by',
}

const trailerLine = /^([A-Za-z\d-]+)[ \t]*:(.*)$/s
const longestName = 120
const longestValue = 2000

/**
 * People named by the final trailer block of a message. What a block is, git says (interpret-trailers): the last paragraph,
 * not the first, either nothing but trailers, or at least one git writes itself and a quarter trailers.
 */
export function readTrailers(message: string): Trailer[] {
  const block = readLastParagraph(message)
  if (block === undefined || !isTrailerBlock(block)) return []
  return unfold(block).flatMap((line) => {
    const [, key = '', value = ''] = trailerLine.exec(line) ?? []
    const role = Object.hasOwn(roles, key.toLowerCase()) ? roles[key.toLowerCase()] : undefined
    return role === undefined
      ? []
      : readPeople(value.slice(0, longestValue).trim()).map((person) => ({ role, person }))
  })
}

/** Lines of the last paragraph; undefined if it is the first as well, because that is the subject. */
function readLastParagraph(message: string): string[] | undefined {
  const text = message.trimEnd()
  const lines: string[] = []
  let end = text.length
  while (end >= 0) {
    const start = text.lastIndexOf('\n', end - 1) + 1
    const line = text.slice(start, end)
    if (line.trim() === '') return lines.length > 0 && text.slice(0, start).trim() !== '' ? lines : undefined
    lines.unshift(line)
    // A paragraph this long is prose, and unshifting it line by line would be slow.
    if (lines.length > 1000 || start === 0) return undefined
    end = start - 1
  }
  return undefined
}

function isTrailerBlock(lines: readonly string[]): boolean {
  let trailers = 0
  let others = 0
  let isGits = false
  let continues = false
  for (const line of lines) {
    if (/^[ \t]/.test(line)) {
      if (!continues) others++
      continue
    }
    isGits ||= line.startsWith('Signed-off-by: ') || line.startsWith('(cherry picked from commit ')
    continues = line.startsWith('(cherry picked from commit ') || trailerLine.test(line)
    if (continues) trailers++
    else others++
  }
  return (trailers > 0 && others === 0) || (isGits && trailers * 3 >= others)
}

function unfold(lines: readonly string[]): string[] {
  const whole: string[] = []
  for (const line of lines) {
    if (/^[ \t]/.test(line) && whole.length > 0) whole.push(`${whole.pop() ?? ''} ${line.trim()}`)
    else whole.push(line.trimEnd())
  }
  return whole
}

/** Everybody in a value: `Name <email>`, several of them, an address alone, or a name alone. */
function readPeople(value: string): Ident[] {
  const people: Ident[] = []
  let from = 0
  for (let open = value.indexOf('<'); open !== -1; open = value.indexOf('<', from)) {
    const close = value.indexOf('>', open)
    if (close === -1) break
    people.push({ name: cleanName(value.slice(from, open)), email: value.slice(open + 1, close).trim() })
    from = close + 1
  }
  const named = people.filter((person) => person.name !== '' || person.email !== '')
  if (people.length > 0) return named
  if (/^\S+@\S+$/.test(value)) return [{ name: '', email: value }]
  const name = cleanName(value)
  return name === '' || name.length > longestName || /^(none|n\/a|me|self|myself|nobody|-+)$/i.test(name)
    ? []
    : [{ name, email: '' }]
}

function cleanName(text: string): string {
  const name = text.replace(/^[\s,;&]+|[\s,;]+$/g, '').replace(/^(?:and|und|et)\s+/i, '')
  return name.startsWith('"') && name.endsWith('"') && name.length > 1 ? name.slice(1, -1).trim() : name
}
