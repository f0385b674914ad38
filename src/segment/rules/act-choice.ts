import { z } from 'zod'
import { eventTypes } from '../../core/index.ts'
import type { Parameter } from '../../store/index.ts'
import type { Field } from './rule-kind.ts'

const types = Object.keys(eventTypes) as [string, ...string[]]

/** Which acts: of some types, of sources, in a stretch of time; by default all. */
export const actChoice = z.strictObject({
  /** Types of acts, or everything that is taking part, or an accepted contribution. */
  acts: z
    .union([z.enum(['any', 'participation', 'contribution']), z.array(z.enum(types)).min(1).max(50)])
    .default('any'),
  sources: z.array(z.string().min(1).max(200)).min(1).max(50).optional(),
  /** Back from the moment one looks at: `90 days`, `6 months`, `2 years`. */
  within: z
    .string()
    .regex(/^[1-9]\d{0,3} (days?|weeks?|months?|years?)$/, 'write it like 90 days, 6 months or 2 years')
    .optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
})
export type ActChoice = z.infer<typeof actChoice>

/** The fields of a choice of acts that stands in the body under a prefix. */
export const actFields = (prefix = ''): Field[] => [
  {
    key: `${prefix}acts`,
    title: 'Acts',
    input: 'several',
    choices: Object.fromEntries(Object.entries(eventTypes).map(([type, { phrase }]) => [type, phrase])),
    isClosed: true,
    alone: { any: 'any act', participation: 'taking part', contribution: 'accepted contributions' },
  },
  { key: `${prefix}within`, title: 'In the last', input: 'span' },
  { key: `${prefix}sources`, title: 'Told by', input: 'several', suggests: 'sources' },
  { key: `${prefix}from`, title: 'From', input: 'day' },
  { key: `${prefix}to`, title: 'Before', input: 'day' },
]

const spans = { day: 'DAY', week: 'WEEK', month: 'MONTH', year: 'YEAR' } as const

/** A condition on rows of acts, with its parameters named after `prefix`. */
export function chooseActs(
  { acts, sources, within, from, to }: ActChoice,
  prefix = '',
): { condition: string; params: Record<string, Parameter>; backs: string[] } {
  const [number = '', unit = ''] = within?.split(' ') ?? []
  const span = spans[unit.replace(/s$/, '') as keyof typeof spans]
  const parts: [condition: string, params: Record<string, Parameter>][] = [
    ...(acts === 'any'
      ? []
      : Array.isArray(acts)
        ? [among('type', acts)]
        : [[acts, {}] as [string, Record<string, Parameter>]]),
    ...(sources === undefined ? [] : [among('source', sources)]),
    ...(within === undefined
      ? []
      : [
          [
            `occurred_at >= {as_of:DateTime64(3)} - INTERVAL {${prefix}back:UInt32} ${span}`,
            { [`${prefix}back`]: Number(number) },
          ] as [string, Record<string, Parameter>],
        ]),
    ...(from === undefined ? [] : [bound('>=', 'from', from)]),
    ...(to === undefined ? [] : [bound('<', 'to', to)]),
  ]
  return {
    condition: parts.length === 0 ? '1' : `(${parts.map(([condition]) => condition).join(' AND ')})`,
    params: Object.assign({}, ...parts.map(([, params]) => params)),
    backs: within === undefined ? [] : [`${number} ${span}`],
  }

  function among(column: 'type' | 'source', values: readonly string[]): [string, Record<string, Parameter>] {
    return [`${column} IN {${prefix}${column}s:Array(String)}`, { [`${prefix}${column}s`]: values }]
  }
  function bound(sign: string, name: string, day: string): [string, Record<string, Parameter>] {
    return [`occurred_at ${sign} {${prefix}${name}:DateTime64(3)}`, { [`${prefix}${name}`]: new Date(day) }]
  }
}

/** `2 kinds of acts (…) in the last 90 days`, after a number and before nothing. */
export function sayActs({ acts, sources, within, from, to }: ActChoice): string {
  const what =
    acts === 'any'
      ? 'acts'
      : acts === 'participation'
        ? 'acts of taking part'
        : acts === 'contribution'
          ? 'accepted contributions'
          : `acts (${acts.map((type) => eventTypes[type as keyof typeof eventTypes].phrase).join(' or ')})`
  return [
    what,
    ...(sources === undefined ? [] : [`told by ${sources.join(' or ')}`]),
    ...(within === undefined ? [] : [`in the last ${within}`]),
    ...(from === undefined ? [] : [`from ${from} on`]),
    ...(to === undefined ? [] : [`before ${to}`]),
  ].join(' ')
}
