import type { PersonId } from '../../core/index.ts'
import { type Attribute, attributes } from '../../resolve/index.ts'
import type { Store } from '../../store/index.ts'
import type { PersonAttribute } from './contract.ts'
import { personAttributeEvidence, personAttributes } from './questions/person.ts'

/** Every attribute of one person with its evidence, also those of which nothing is known. */
export async function readAttributes(store: Store, person: PersonId): Promise<PersonAttribute[]> {
  const [known, evidence] = await Promise.all([
    store.read(personAttributes({ person })),
    store.read(personAttributeEvidence({ person })),
  ])
  return attributes.map((attribute) => {
    const isOfIt = ({ attribute: name }: { attribute: string }) => name === attribute.name
    const held = known.filter(isOfIt)
    return {
      attribute: attribute.name,
      title: attribute.title,
      question: attribute.question,
      choices: attribute.values.map(({ name, title, phrase }) => ({ value: name, title, phrase })),
      values:
        held.length === 0
          ? [{ value: 'unknown', title: 'Not known', probability: 1, status: 'too little data' as const }]
          : held.map(({ value, probability, status }) => ({
              value,
              title: titleOf(attribute, value),
              probability,
              status,
            })),
      alternatives: Object.entries(held[0]?.alternatives ?? {})
        .map(([value, probability]) => ({ value, probability }))
        .sort((a, b) => b.probability - a.probability),
      evidence: evidence
        .filter(isOfIt)
        .map(({ rule, evidence: sentence, weights }) => ({ rule, evidence: sentence, weights })),
    }
  })
}

function titleOf(attribute: Attribute, value: string): string {
  if (value === 'unknown') return 'Not known'
  return attribute.values.find(({ name }) => name === value)?.title ?? value
}
