import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** One way a person of a truth set signs, with how many commits from when to when (seconds). */
export interface TruthIdentity {
  readonly name: string
  readonly email: string
  readonly person: string
  readonly commits: number
  readonly first: number
  readonly last: number
}

/** For whom a person worked until a moment (seconds); the last one has no end. */
export interface TruthStay {
  readonly company: string
  readonly until: number
}

export interface TruthSet {
  readonly path: string
  readonly identities: readonly TruthIdentity[]
  readonly stays: ReadonlyMap<string, readonly TruthStay[]>
}

/** A company of a list: its name, other ways of writing it, and its mail domains. */
export interface ListedCompany {
  readonly name: string
  readonly aliases: readonly string[]
  readonly domains: readonly string[]
}

const header = 'name\temail\tperson\tcommits\tfirst_author_time\tlast_author_time'
const stated = z.object({
  person: z.string(),
  companies: z.array(z.object({ company_name: z.string(), end_date: z.string().nullish() })),
})
const listed = z.array(
  z.object({
    company_name: z.string(),
    domains: z.array(z.string()).default([]),
    aliases: z.array(z.string()).default([]),
  }),
)

/**
 * The truth sets and company lists below a folder, told by what is in the files, not by their names. People with dated employers
 * belong to the identities beside which they lie.
 */
export function findTruth(folder: string): { sets: TruthSet[]; companies: ListedCompany[] } {
  const files = listFiles(folder)
  const stays = files.filter((path) => path.endsWith('.jsonl')).flatMap(readStays)
  const sets = files
    .filter((path) => path.endsWith('.tsv'))
    .flatMap((path) => {
      const identities = readIdentities(path)
      const people = new Set(identities.map(({ person }) => person))
      const theirs = new Map(stays.filter(([person]) => people.has(person)))
      return identities.length > 0 && theirs.size > 0 ? [{ path, identities, stays: theirs }] : []
    })
  return { sets, companies: files.filter((path) => path.endsWith('.json')).flatMap(readCompanies) }
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && statSync(path).size < 50_000_000)
    .sort()
}

function readIdentities(path: string): TruthIdentity[] {
  const [first = '', ...lines] = readFileSync(path, 'utf8').split('\n')
  if (first.trim() !== header) return []
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', email = '', person = '', commits, begun, ended] = line.split('\t')
      return { name, email, person, commits: Number(commits), first: Number(begun), last: Number(ended) }
    })
}

function readStays(path: string): (readonly [person: string, stays: TruthStay[]])[] {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
  return lines.flatMap((line) => {
    const told = stated.safeParse(parseJson(line)).data
    if (told === undefined) return []
    const stays = told.companies.map(({ company_name, end_date }) => ({
      company: company_name,
      // `2015-Nov-30` or `2015-11-30`.
      until: end_date == null ? Number.POSITIVE_INFINITY : Date.parse(`${end_date} UTC`) / 1000,
    }))
    return [[told.person, stays.sort((a, b) => a.until - b.until)] as const]
  })
}

function readCompanies(path: string): ListedCompany[] {
  const told = listed.safeParse(parseJson(readFileSync(path, 'utf8'))).data ?? []
  return told.map(({ company_name, domains, aliases }) => ({
    name: company_name,
    aliases,
    domains: domains.filter((domain) => domain !== ''),
  }))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    // A file that is no JSON is no truth set.
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
