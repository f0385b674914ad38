/** How many installations that take part have a package, by what they do with it. */
export interface Standing {
  readonly name: string
  readonly inst: number
  readonly vote: number
  readonly old: number
  readonly recent: number
  readonly noFiles: number
}

const row =
  /^\s*\d+\s+([a-z0-9][a-z0-9+.:_-]*)\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*(?:\(.*)?$/i

/** One line of a list: rank, name, inst, vote, old, recent, no-files, (maintainer). Undefined if it is none. */
export function parseStanding(line: string): Standing | undefined {
  const match = row.exec(line)
  if (match === null) return undefined
  const [inst = 0, vote = 0, old = 0, recent = 0, noFiles = 0] = match.slice(2).map(Number)
  return { name: match[1] ?? '', inst, vote, old, recent, noFiles }
}

/** Comments, rules and the sum below the list. */
export const isFurniture = (line: string): boolean =>
  /^\s*(#|-{3,}|$)/.test(line) || /^\s*\d+\s+Total\s+\d/.test(line)

const heading = /^#\s*rank\s+name\s+inst\s+vote\s+old\s+recent\s+no-files/m
const enough = 5

/** Whether a text begins like such a list. */
export function isPopcon(head: string): boolean {
  const lines = head.split(/\r?\n/)
  const rows = lines.slice(0, -1).filter((line) => !isFurniture(line))
  const standing = rows.filter((line) => parseStanding(line) !== undefined && /\(.*\)\s*$/.test(line)).length
  if (heading.test(head)) return rows.length === 0 ? lines.length > 1 : standing > 0
  return standing >= enough && standing > rows.length / 2
}
