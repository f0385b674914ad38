import { z } from 'zod'
import { readModel, type Store } from '../../store/index.ts'
import { readHandleWords } from './listing.ts'
import { readEmployerOverrides } from './override-employer.ts'
import { readKnowledge, readRecognition } from './read-recognition.ts'
import { type NamedOrganisation, recogniseListed } from './recognise-organisation.ts'

const writtenNames = readModel(import.meta.url, './models/written-organisations.sql')
const toldDomains = readModel(import.meta.url, './models/domains-told.sql')
const words = readModel(import.meta.url, './models/employer-words.sql')
const statements = readModel(import.meta.url, './models/employer-statements.sql')

/**
 * Gathers what sources and people here say about whom somebody acts for, and which organisations their words mean. Returns how
 * such words are understood.
 */
export async function rebuildStatements(
  store: Store,
  asOf: Date,
): Promise<(written: string) => NamedOrganisation> {
  const overrides = await readEmployerOverrides(store)
  await writeDecided(store, overrides)
  const handleWords = readHandleWords()
  await store.rebuild('employer_words', words, { handle_words: [...handleWords.keys()] })
  const names = await store.read({
    text: writtenNames,
    params: {},
    row: z.object({ written_key: z.string(), form: z.enum(['told', 'name', 'handle']), written: z.string() }),
  })
  const recognise = await readRecognition(store)
  const meanings = {
    told: await recogniseTold(store, recognise),
    name: recogniseListed(await readKnowledge(store)),
    handle: (word: string) => recognise(handleWords.get(word) ?? ''),
  }
  const rows = names.flatMap(({ written_key, form, written }) => {
    const { organisationKey, organisationName, domain } = meanings[form](written)
    if (organisationKey === '' && form !== 'told') return []
    return JSON.stringify({
      written_key,
      organisation_key: organisationKey,
      organisation_name: organisationName,
      domain,
    })
  })
  await store.write('TRUNCATE TABLE stated_organisations')
  await appendRows(store, 'stated_organisations', rows)
  await store.rebuild('employer_statements', statements, { as_of: asOf })
  return recognise
}

/** A name means the domain that a CRM tells of it, where there is one. */
async function recogniseTold(
  store: Store,
  recognise: (written: string) => NamedOrganisation,
): Promise<(written: string) => NamedOrganisation> {
  const told = await store.read({
    text: toldDomains,
    params: {},
    row: z.object({ written: z.string(), told_domain: z.string() }),
  })
  const domains = new Map(told.map(({ written, told_domain }) => [written, told_domain]))
  return (written) => {
    const named = recognise(domains.get(written) ?? written)
    return named.organisationKey === '' ? recognise(written) : named
  }
}

async function writeDecided(
  store: Store,
  overrides: Awaited<ReturnType<typeof readEmployerOverrides>>,
): Promise<void> {
  const rows = [...overrides].flatMap(([alias_id, stays]) =>
    stays.map(({ organisation, from, to, sentence }) =>
      JSON.stringify({ alias_id, organisation, stated_from: from, stated_to: to, sentence }),
    ),
  )
  await store.write('TRUNCATE TABLE decided_employers')
  await appendRows(store, 'decided_employers', rows)
}

async function appendRows(store: Store, table: string, rows: readonly string[]): Promise<void> {
  if (rows.length > 0) await store.append(table, [Buffer.from(rows.join('\n'))], 'JSONEachRow')
}
