import { z } from 'zod'
import { attributes } from '../../../../resolve/index.ts'
import { defineKind } from '../../rule-kind.ts'

const choices = {
  ...Object.fromEntries(attributes.map(({ name, title }) => [name, title])),
  employer: 'Employer',
}

const body = z.strictObject({
  /** An attribute, or `employer`. */
  what: z.string().min(1).max(100),
  /** How likely it has to be. */
  p: z.number().gt(0).max(1).default(0.8),
})

/** Whether anything is known of an attribute or an employer; of this it is never unknown. */
export const kind = defineKind({
  name: 'known',
  title: 'Something is known',
  subjects: ['person'],
  body,
  form: [
    { key: 'what', title: 'What', input: 'one', choices, isNeeded: true },
    { key: 'p', title: 'Probability', input: 'number' },
  ],
  examples: [body.parse({ what: 'purpose' }), body.parse({ what: 'employer', p: 0.5 })],
  say: ({ what, p }) => `have a known ${what} with p ≥ ${p}`,
  test: ({ what, p }) =>
    what === 'employer'
      ? {
          fact: 'employers',
          verdict: 'max(probability) >= {least:Float64}',
          params: { least: p },
          otherwise: 'no',
        }
      : {
          fact: 'attributes',
          verdict: `maxIf(probability, attribute = {name:String} AND value != 'unknown') >= {least:Float64}`,
          params: { name: what, least: p },
          otherwise: 'no',
        },
})
