import { organisationKinds } from '../../resolve/index.ts'
import type { Field } from './rule-kind.ts'

/** The fields that name organisations. */
export const organisationFields: readonly Field[] = [
  { key: 'names', title: 'Names', input: 'several' },
  { key: 'domains', title: 'Domains', input: 'several' },
  {
    key: 'kinds',
    title: 'Kinds',
    input: 'several',
    choices: Object.fromEntries(
      Object.entries(organisationKinds)
        .filter(([, { organisation }]) => organisation)
        .map(([kind, { phrase }]) => [kind, phrase]),
    ),
  },
]
