import type { Entry, Statements, Unreadable } from './statement.ts'

interface Line {
  readonly position: string
  readonly text: string
  readonly properName: string
  readonly properEmail: string
  readonly name: string
  readonly email: string
}

/** The four forms of a .mailmap, as git reads them. What is mapped to one name and address is one person. */
export function readMailmap(text: string): Statements {
  const lines: Line[] = []
  const unreadable: Unreadable[] = []
  for (const [at, whole] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (whole.startsWith('#') || whole.trim() === '') continue
    const line = readLine(whole)
    const place = { position: `line ${at + 1}`, text: whole }
    if (line === undefined) unreadable.push({ ...place, reason: 'it names nobody in a form of a .mailmap' })
    else lines.push({ ...place, ...line })
  }
  const namesAt = new Map<string, Set<string>>()
  for (const { properName, properEmail } of lines) {
    const names = namesAt.get(properEmail.toLowerCase()) ?? new Set()
    names.add(properName.toLowerCase())
    namesAt.set(properEmail.toLowerCase(), names)
  }
  // An address that stands for people of several names is a role's or shared: there the name must agree too.
  const isShared = (email: string): boolean => (namesAt.get(email.toLowerCase())?.size ?? 0) > 1
  return {
    entries: lines.map((line) => toEntry(line, isShared(line.properEmail))),
    unreadable,
    isNameExact: true,
  }
}

function toEntry({ position, text, properName, properEmail, name, email }: Line, isShared: boolean): Entry {
  return {
    position,
    text,
    named: { name, email, username: '' },
    group: `${properEmail.toLowerCase()}\0${isShared ? properName.toLowerCase() : ''}`,
    proper: { name: isShared ? properName : '', email: properEmail, username: '' },
  }
}

function readLine(line: string): Omit<Line, 'position' | 'text'> | undefined {
  const first = readNamed(line)
  // An address that stands first names somebody, so it cannot be empty.
  if (first === undefined || first.email === '') return undefined
  const second = readNamed(first.rest)
  if (second !== undefined)
    return { properName: first.name, properEmail: first.email, name: second.name, email: second.email }
  if (first.name === '') return undefined
  return { properName: first.name, properEmail: first.email, name: '', email: first.email }
}

function readNamed(text: string): { name: string; email: string; rest: string } | undefined {
  const open = text.indexOf('<')
  const close = text.indexOf('>', open + 1)
  if (open === -1 || close === -1) return undefined
  return {
    name: text.slice(0, open).trim(),
    email: text.slice(open + 1, close).trim(),
    rest: text.slice(close + 1),
  }
}
