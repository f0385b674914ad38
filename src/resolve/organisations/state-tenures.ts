import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { readModel, type Store } from '../../store/index.ts'
import { classifyDomain, type DomainKnowledge } from './classify-domain.ts'
import type { DecidedStay } from './decided-stay.ts'
import { organisationKinds } from './kind.ts'
import { readListings } from './listing.ts'
import { readOverrides } from './override-domain.ts'
import { readHolderOverrides } from './override-holder.ts'
import type { NamedOrganisation } from './recognise-organisation.ts'

const model = readModel(import.meta.url, './models/alias-tenures.sql')

/** For whom a domain stood in a stretch of time, half-open; null is open, '' nobody we know of. Days or moments, ISO 8601. */
export type Tenure = DecidedStay & { readonly domain: string }

/** The table tables/tenures.tsv. */
export function readTenureLines(): Tenure[] {
  const text = readFileSync(new URL('./tables/tenures.tsv', import.meta.url), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [domain = '', organisation = '', from = '', to = ''] = line.split('\t')
      const whose = organisation === '' ? 'nobody’s we know of' : `${organisation}’s`
      const since = from === '' ? '' : ` from ${from}`
      return {
        domain,
        organisation,
        from: from === '' ? null : from,
        to,
        sentence: `${domain} is listed as ${whose}${since} until ${to}`,
      }
    })
}

/** Which domains stood for whom at which times, and who wrote from them then: for those that ever changed hands. */
export async function rebuildTenures(
  store: Store,
  recognise: (written: string) => NamedOrganisation,
  asOf: Date,
  doubtfulFlags: readonly string[],
): Promise<void> {
  const overrides = await readOverrides(store)
  const decided = await readHolderOverrides(store)
  const tenures = new Map(decided)
  // What somebody decided on a domain replaces what is listed of it.
  for (const tenure of readTenureLines())
    if (!overrides.has(tenure.domain) && !decided.has(tenure.domain))
      tenures.set(tenure.domain, [...(tenures.get(tenure.domain) ?? []), tenure])
  const seen = await store.read({
    text: 'SELECT DISTINCT registrable FROM address_domains WHERE registrable IN {domains:Array(String)}',
    params: { domains: [...tenures.keys()] },
    row: z.object({ registrable: z.string() }),
  })
  const knowledge = { listings: readListings(), overrides }
  const rows = seen.flatMap(({ registrable }) =>
    coverAllTime(registrable, tenures.get(registrable) ?? [], recognise, knowledge),
  )
  await store.write('TRUNCATE TABLE domain_tenures')
  if (rows.length > 0)
    await store.append(
      'domain_tenures',
      [Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'))],
      'JSONEachRow',
    )
  await store.rebuild('alias_tenures', model, { as_of: asOf, doubtful_flags: doubtfulFlags })
}

const ever = '1900-01-01 00:00:00'
const never = '2299-12-31 00:00:00'

/** The stretches of one domain; between and around what is stated it is what it usually is. */
function coverAllTime(
  registrable: string,
  stays: readonly DecidedStay[],
  recognise: (written: string) => NamedOrganisation,
  knowledge: DomainKnowledge,
) {
  const { kind, organisationKey, organisationName } = classifyDomain(registrable, knowledge)
  const usual = { registrable, kind, organisation_key: organisationKey, organisation_name: organisationName }
  const sorted = stays
    .map((stay) => ({ ...stay, from: toMoment(stay.from) ?? ever, to: toMoment(stay.to) ?? never }))
    .sort((a, b) => a.from.localeCompare(b.from))
  const rows = sorted.flatMap(({ organisation, from, to, sentence }, index) => {
    const before = sorted[index - 1]?.to ?? ever
    const named = recognise(organisation)
    return [
      { ...usual, held_from: before, held_to: from, sentence: '' },
      {
        registrable,
        kind: organisationKinds[kind].employer ? kind : 'corporate',
        organisation_key: named.organisationKey,
        organisation_name: named.organisationName,
        held_from: from,
        held_to: to,
        sentence,
      },
    ]
  })
  const last = { ...usual, held_from: sorted.at(-1)?.to ?? ever, held_to: never, sentence: '' }
  return [...rows, last].filter(({ held_from, held_to }) => held_from < held_to)
}

/** As the engine reads it: `2019-11-04 00:00:00.000`. */
const toMoment = (moment: string | null): string | undefined =>
  moment === null ? undefined : new Date(moment).toISOString().replace('T', ' ').replace('Z', '')
