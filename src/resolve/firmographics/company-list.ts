import { z } from 'zod'
import { UserError } from '../../core/index.ts'
import { decideAll, readDecisions, type Store } from '../../store/index.ts'
import type { Author } from '../organisations/decided-stay.ts'
import { readRecognition } from '../organisations/read-recognition.ts'
import type { Bound } from './bind-organisations.ts'
import { findByKeys } from './bind-organisations.ts'
import { type FactName, factNames } from './fact.ts'
import type { FactValue } from './fact-value.ts'

const kind = 'company-list'
const values = z.partialRecord(z.enum(factNames), z.object({ value: z.string(), scheme: z.string() }))
const body = z.object({
  list: z.string(),
  key: z.string(),
  reference: z.string(),
  position: z.string(),
  /** None when it was taken back. */
  facts: values,
})

export type ListedFacts = Readonly<Partial<Record<FactName, FactValue>>>

/** What one list says of one organisation. */
export interface ListedCompany extends Bound {
  readonly list: string
  readonly position: string
  readonly facts: ListedFacts
  readonly at: Date
}

/** A row of a list: how it names an organisation, and what it says of it. */
export interface CompanyRow {
  readonly position: string
  readonly domain: string
  readonly name: string
  readonly facts: ListedFacts
}

/** What became of a row; the reason when it was not matched. */
export type RowFate =
  | { readonly fate: 'matched' | 'already so' }
  | { readonly fate: 'unmatched'; readonly reason: string }

/**
 * Takes over what the rows of a list say of organisations known here, found by domain, then by name. What the list said of the same
 * organisation before gives way; rows about nobody known are not kept.
 */
export async function takeCompanies(
  store: Store,
  list: string,
  rows: readonly CompanyRow[],
  author: Author,
): Promise<RowFate[]> {
  const matched = await matchRows(store, rows)
  const held = new Map((await readCompanies(store)).map((one) => [toSubject(one), one]))
  const taken = new Map<string, string>()
  const decisions: Parameters<typeof decideAll>[2][number][] = []
  const fates = rows.map(({ position, facts }, at): RowFate => {
    const found = matched[at]
    if (found === undefined || 'reason' in found) return { fate: 'unmatched', reason: found?.reason ?? '' }
    const first = taken.get(found.key)
    if (first !== undefined)
      return { fate: 'unmatched', reason: `${first} speaks of the same organisation (${found.name})` }
    taken.set(found.key, position)
    const { key, reference } = found
    const subject = toSubject({ list, key })
    if (isSame(held.get(subject)?.facts, facts)) return { fate: 'already so' }
    decisions.push({ subject, body: { list, key, reference, position, facts }, ...author })
    return { fate: 'matched' }
  })
  await decideAll(store, kind, decisions)
  return fates
}

/** Takes back all that a list says. A list that nobody imported is a mistake (404). Returns of how many organisations it spoke. */
export async function dropCompanyList(store: Store, list: string, author: Author): Promise<number> {
  const companies = (await readCompanies(store)).filter((company) => company.list === list)
  if (companies.length === 0)
    throw new UserError(`Nothing here comes from a list ${list}; there is nothing to take back.`, {
      status: 404,
    })
  await decideAll(
    store,
    kind,
    companies.map(({ key, reference, position }) => ({
      subject: toSubject({ list, key }),
      body: { list, key, reference, position, facts: {} },
      ...author,
    })),
  )
  return companies.length
}

/** What the lists imported here say now. */
export async function readCompanies(store: Store): Promise<ListedCompany[]> {
  const decisions = await readDecisions(store, kind)
  return decisions
    .map(({ body: told, decidedAt }) => ({ ...body.parse(told), at: decidedAt }))
    .filter(({ facts }) => Object.keys(facts).length > 0)
    .map(({ facts, ...rest }) => ({ ...rest, facts: facts as ListedFacts }))
}

const toSubject = ({ list, key }: { readonly list: string; readonly key: string }): string =>
  `${list}\n${key}`

function isSame(before: ListedFacts | undefined, now: ListedFacts): boolean {
  const write = (facts: ListedFacts): string =>
    factNames.map((name) => `${facts[name]?.value ?? ''} ${facts[name]?.scheme ?? ''}`).join('\n')
  return before !== undefined && write(before) === write(now)
}

type Match = (Bound & { readonly name: string }) | { readonly reason: string }

/** The organisation each row means: by its domain if anybody acts for that one, else by its name. */
async function matchRows(store: Store, rows: readonly CompanyRow[]): Promise<Match[]> {
  const recognise = await readRecognition(store)
  const tried = rows.map(({ domain, name }) =>
    [domain, name]
      .filter((word) => word !== '')
      .map((word) => ({ reference: word, key: recognise(word).organisationKey })),
  )
  const keys = new Set(tried.flat().map(({ key }) => key))
  const known = await findByKeys(
    store,
    [...keys].filter((key) => key !== ''),
  )
  return rows.map(({ facts }, at): Match => {
    const words = tried[at] ?? []
    if (words.length === 0) return { reason: 'it names neither a domain nor an organisation' }
    if (Object.keys(facts).length === 0)
      return { reason: 'it says nothing of the organisation that can be read' }
    const found = words.find(({ key }) => known.has(key))
    if (found !== undefined) return { ...found, name: known.get(found.key)?.name ?? '' }
    return words.every(({ key }) => key === '')
      ? { reason: 'no organisation stands behind that name or domain' }
      : { reason: 'nobody here is known to act for it' }
  })
}
