import { z } from 'zod'
import { rungs } from '../../../states/rung.ts'
import { defineKind } from '../../rule-kind.ts'

const names = rungs.map(({ state }) => state) as [string, ...string[]]
const titles = Object.fromEntries(rungs.map(({ state, title }) => [state, `${state} ${title}`]))
const body = z.strictObject({
  at_least: z.enum(names).default('P1'),
  at_most: z.enum(names).default('P5'),
})

/** Where somebody stands on the participation ladder. */
export const kind = defineKind({
  name: 'stands',
  title: 'Stands on a rung',
  subjects: ['person'],
  body,
  form: [
    { key: 'at_least', title: 'From', input: 'one', choices: titles, isClosed: true },
    { key: 'at_most', title: 'To', input: 'one', choices: titles, isClosed: true },
  ],
  examples: [body.parse({ at_least: 'P3' }), body.parse({ at_least: 'P1', at_most: 'P1' })],
  say: ({ at_least, at_most }) =>
    at_least === at_most ? `stand on ${at_least}` : `stand on ${at_least} to ${at_most} of the ladder`,
  test: ({ at_least, at_most }) => ({
    fact: 'rungs',
    verdict: `max(toString(state) >= {least:String} AND toString(state) <= {most:String})`,
    params: { least: at_least, most: at_most },
    otherwise: 'unknown',
  }),
})
