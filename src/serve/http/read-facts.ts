import type { OrganisationId } from '../../core/index.ts'
import { factForms, factNames, sayFact } from '../../resolve/index.ts'
import type { Store } from '../../store/index.ts'
import type { OrganisationFact } from './contract.ts'
import { organisationFacts } from './questions/organisation.ts'

/** Every fact of one organisation, also those that are not known. */
export async function readFacts(store: Store, organisation: OrganisationId): Promise<OrganisationFact[]> {
  const known = new Map((await store.read(organisationFacts({ organisation }))).map((one) => [one.fact, one]))
  return factNames.map((fact): OrganisationFact => {
    const { title, question, choices } = factForms[fact]
    const held = known.get(fact)
    const form = { fact, title, question, choices: choices.map((choice) => ({ ...choice })) }
    if (held === undefined)
      return {
        ...form,
        value: '',
        words: '',
        scheme: '',
        probability: 0,
        status: 'unknown',
        evidence: '',
        source: '',
      }
    return { ...held, ...form, words: sayFact(fact, held) }
  })
}
