import { z } from 'zod'
import { readModel, type Store } from '../../store/index.ts'
import type { NamedOrganisation } from '../organisations/recognise-organisation.ts'
import { openBinding } from './bind-organisations.ts'
import { chooseFacts, type Statement, typesOfKinds } from './choose-facts.ts'
import { readCompanies } from './company-list.ts'
import { tellingEndings } from './country.ts'
import { type FactName, factNames, parseFact } from './fact.ts'
import { readFactOverrides } from './override-fact.ts'

const crmCompanies = readModel(import.meta.url, './models/crm-companies.sql')
const organisationFacts = readModel(import.meta.url, './models/organisation-facts.sql')

/** How sure the ending of a domain tells where an organisation is at home, and what is left of a class of size without the group's figures. */
const belief = { ending_probability: 0.8, alone_share: 0.6 }

type Gathered = Map<string, Statement[]>

/** What is known of organisations: gathers what is stated, weighs it, and adds what domains tell. Needs organisations and owners. */
export async function rebuildFacts(
  store: Store,
  asOf: Date,
  recognise: (written: string) => NamedOrganisation,
): Promise<void> {
  const gathered: Gathered = new Map()
  await gatherDecided(store, gathered, recognise)
  await gatherCrm(store, gathered, asOf, recognise)
  const rows = [...gathered].flatMap(([organisation_key, statements]) =>
    chooseFacts(statements).map((fact) => JSON.stringify({ organisation_key, ...fact })),
  )
  await store.write('TRUNCATE TABLE stated_facts')
  if (rows.length > 0) await store.append('stated_facts', [Buffer.from(rows.join('\n'))], 'JSONEachRow')
  await store.rebuild('organisation_facts', organisationFacts, {
    as_of: asOf,
    ...belief,
    kinds: typesOfKinds.map(({ kind }) => kind),
    kind_types: typesOfKinds.map(({ type }) => type),
    kind_preferences: typesOfKinds.map(({ preference }) => preference),
    endings: tellingEndings.map(({ ending }) => ending),
    ending_names: tellingEndings.map(({ name }) => name),
    ending_regions: tellingEndings.map(({ region }) => region),
  })
}

/** What people here and their lists say. Decisions hold whenever they were made. */
async function gatherDecided(
  store: Store,
  gathered: Gathered,
  recognise: (written: string) => NamedOrganisation,
): Promise<void> {
  const bind = await openBinding(store, recognise)
  for (const { decision, fact, value, scheme, ...bound } of await readFactOverrides(store)) {
    const { decidedBy, decidedAt, reason } = decision
    const base = `decided by ${decidedBy} on ${day(decidedAt)}`
    const sentence = reason === '' ? base : `${base}: ${reason}`
    const stated = {
      fact,
      value,
      scheme,
      family: 'decision',
      at: decidedAt,
      source: decidedBy,
      sentence,
    } as const
    const key = bind(bound)
    keep(gathered, key, { ...stated, isOwn: key === bound.key })
  }
  for (const { list, position, facts, at, ...bound } of await readCompanies(store)) {
    const key = bind(bound)
    const isOwn = key === bound.key
    for (const fact of factNames) {
      const told = facts[fact]
      if (told === undefined) continue
      const sentence = `${list}, ${position}, imported on ${day(at)}`
      keep(gathered, key, { fact, ...told, family: 'list', at, source: list, sentence, isOwn })
    }
  }
}

const crmRow = z.object({
  told_by: z.string(),
  name: z.string(),
  domain: z.string(),
  industry: z.string(),
  headcount: z.string(),
  region: z.string(),
  told_at: z.coerce.date(),
})

/** What CRMs say; what cannot be read there says nothing. Sums of money are left out, since their currency is not told. */
async function gatherCrm(
  store: Store,
  gathered: Gathered,
  asOf: Date,
  recognise: (written: string) => NamedOrganisation,
): Promise<void> {
  const rows = await store.read({ text: crmCompanies, params: { as_of: asOf }, row: crmRow })
  for (const { told_by: source, name, domain, told_at: at, ...cells } of rows) {
    const key = [domain, name]
      .map((word) => (word === '' ? '' : recognise(word).organisationKey))
      .find((found) => found !== '')
    if (key === undefined) continue
    for (const [fact, cell] of Object.entries(cells) as [FactName, string][]) {
      const told = cell === '' ? undefined : parseFact(fact, cell)
      if (told === undefined || 'fault' in told) continue
      const sentence = `${source} says “${cell.slice(0, 100)}”`
      keep(gathered, key, { fact, ...told, family: 'crm', at, source, sentence, isOwn: true })
    }
  }
}

function keep(gathered: Gathered, key: string, statement: Statement): void {
  const before = gathered.get(key)
  if (before === undefined) gathered.set(key, [statement])
  else before.push(statement)
}

const day = (at: Date): string => at.toISOString().slice(0, 10)
