import { readFileSync } from 'node:fs'
import { readModel, type Store } from '../../store/index.ts'
import { readOwnerOverrides } from './override-owner.ts'
import { readOrganisationGroups } from './read-recognition.ts'
import type { NamedOrganisation } from './recognise-organisation.ts'

const model = readModel(import.meta.url, './models/organisation-owners.sql')

/** One line of tables/owners.tsv; days are ISO dates, '' while it lasts. */
export interface OwnerLine {
  readonly organisation: string
  readonly owner: string
  readonly from: string
  readonly to: string
}

export function readOwnerLines(): OwnerLine[] {
  const text = readFileSync(new URL('./tables/owners.tsv', import.meta.url), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [organisation = '', owner = '', from = '', to = ''] = line.split('\t')
      return { organisation, owner, from, to }
    })
}

/** Which organisation belongs to which, and when: the table of owners, or what was decided here instead. */
export async function rebuildOwners(
  store: Store,
  recognise: (written: string) => NamedOrganisation,
): Promise<void> {
  const listed = readOwnerLines().map(({ organisation, owner, from, to }) => ({
    organisation_id: '0',
    organisation_key: recognise(organisation).organisationKey,
    ...nameOwner(owner),
    owned_from: from,
    owned_to: to === '' ? null : to,
    sentence: `listed as part of ${owner} ${to === '' ? `since ${from}` : `from ${from} to ${to}`}`,
  }))
  const { currentId } = await readOrganisationGroups(store)
  const decided = [...(await readOwnerOverrides(store))].flatMap(([organisation, stays]) =>
    stays.map(({ organisation: owner, from, to, sentence }) => ({
      organisation_id: currentId(organisation),
      organisation_key: '',
      ...nameOwner(owner),
      owned_from: from?.slice(0, 10) ?? null,
      owned_to: to?.slice(0, 10) ?? null,
      sentence,
    })),
  )
  const rows = [...listed, ...decided].map((row) => JSON.stringify(row))
  await store.write('TRUNCATE TABLE stated_owners')
  await store.append('stated_owners', [Buffer.from(rows.join('\n'))], 'JSONEachRow')
  await store.rebuild('organisation_owners', model)

  function nameOwner(written: string) {
    const { organisationKey, organisationName } = recognise(written)
    return { owner_key: organisationKey, owner_name: organisationName }
  }
}
