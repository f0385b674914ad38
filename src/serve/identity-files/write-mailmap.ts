/** An alias in a git history, and how the person behind it is shown. */
export interface MappedAlias {
  readonly personId: string
  readonly properName: string
  readonly properEmail: string
  readonly name: string
  readonly email: string
}

/** What the format has no way to write: it knows no escapes. */
const unwritable = /[<>\n\r\0]/

/**
 * A .mailmap that maps every alias of a person to the name and address the person is shown under, in alphabetical order. Lines name
 * name and address, so that they never touch what others write from a shared address; an alias without a name is named by its address
 * where nobody else writes from it. What the format cannot hold is left out, and counted in the first lines.
 */
export function writeMailmap(aliases: readonly MappedAlias[]): string {
  const peopleAt = new Map<string, Set<string>>()
  for (const { email, personId } of aliases) {
    const people = peopleAt.get(email.toLowerCase()) ?? new Set()
    people.add(personId)
    peopleAt.set(email.toLowerCase(), people)
  }
  const lines = new Map<string, string>()
  const mapped = new Set<string>()
  let left = 0
  for (const alias of aliases) {
    const proper = { name: clean(alias.properName), email: clean(alias.properEmail) }
    if (alias.name === alias.properName && alias.email === alias.properEmail) continue
    const isAlone = alias.name.trim() !== '' || peopleAt.get(alias.email.toLowerCase())?.size === 1
    if (proper.email === '' || !isAlone || unwritable.test(alias.name) || unwritable.test(alias.email)) {
      left++
      continue
    }
    const key = `${alias.name.trim()} <${alias.email}>`.toLowerCase()
    if (lines.has(key)) continue
    lines.set(
      key,
      `${startLine(proper.name)}<${proper.email}> ${`${alias.name.trim()} `.trimStart()}<${alias.email}>`,
    )
    mapped.add(alias.personId)
  }
  const head = [
    `# Written by Groundswell: ${lines.size} ${lines.size === 1 ? 'alias' : 'aliases'} of ${mapped.size} ${mapped.size === 1 ? 'person' : 'people'}.`,
    ...(left === 0 ? [] : [`# ${left} more cannot be written in this format.`]),
  ]
  return `${[...head, ...[...lines.values()].sort()].join('\n')}\n`
}

const clean = (text: string): string => text.replace(/[<>\n\r\0]+/g, ' ').trim()

/** A line that begins with # would be a remark; git trims the blank before a name. */
function startLine(name: string): string {
  if (name === '') return ''
  return name.startsWith('#') ? ` ${name} ` : `${name} `
}
