import { z } from 'zod'
import { eventTypes } from '../../core/index.ts'
import type { Parameter } from '../../store/index.ts'
import { chooseReleases, releaseFields, releaseWindow, sayReleases } from './release-window.ts'
import type { Field } from './rule-kind.ts'

const types = Object.keys(eventTypes) as [string, ...string[]]

/** Keys of where, on what and when. */
export const actKeys = {
  sources: z.array(z.string().min(1).max(200)).min(1).max(50).optional(),
  /** Back from the moment one looks at: `90 days`, `6 months`, `2 years`. */
  within: z
    .string()
    .regex(/^[1-9]\d{0,3} (days?|weeks?|months?|years?)$/, 'write it like 90 days, 6 months or 2 years')
    .optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** On what: pages, files, packages, events; `*` stands for anything. */
  on: z.array(z.string().min(1).max(300)).min(1).max(50).optional(),
  versions: z.array(z.string().min(1).max(100)).min(1).max(50).optional(),
  ...releaseWindow,
}

/** Which acts: of some types, of sources, in a stretch of time; by default all. */
export const actChoice = z.strictObject({
  /** Types of acts, or everything that is taking part, or an accepted contribution. */
  acts: z
    .union([z.enum(['any', 'participation', 'contribution']), z.array(z.enum(types)).min(1).max(50)])
    .default('any'),
  /** Where: projects, lists, channels, categories. */
  in: z.array(z.string().min(1).max(300)).min(1).max(50).optional(),
  ...actKeys,
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
  { key: `${prefix}in`, title: 'In projects, lists or channels', input: 'several', suggests: 'places' },
  ...[
    { key: `${prefix}sources`, title: 'Told by', input: 'several', suggests: 'sources' } as const,
    { key: `${prefix}from`, title: 'From', input: 'day' } as const,
    { key: `${prefix}to`, title: 'Before', input: 'day' } as const,
    { key: `${prefix}on`, title: 'On pages, packages, events (* any)', input: 'several' } as const,
    { key: `${prefix}versions`, title: 'Of versions', input: 'several' } as const,
    ...releaseFields(prefix),
  ].map((field) => ({ ...field, isMore: true }) as const),
]

const spans = { day: 'DAY', week: 'WEEK', month: 'MONTH', year: 'YEAR' } as const

type Part = readonly [condition: string, params: Record<string, Parameter>]

/** A condition on rows of acts, with its parameters named after `prefix`; `given` says when anybody can know of it. */
export function chooseActs(
  choice: ActChoice,
  prefix = '',
): { condition: string; params: Record<string, Parameter>; backs: string[]; given: string[] | undefined } {
  const { acts, within, from, to, on } = choice
  const releases = chooseReleases(choice, prefix)
  const among = (column: string, values: readonly string[] | undefined, isList = false): Part[] => {
    if (values === undefined) return []
    const list = `{${prefix}${column}s:Array(String)}`
    const condition = isList ? `hasAny(${column}, ${list})` : `${column} IN ${list}`
    return [[condition, { [`${prefix}${column}s`]: values }]]
  }
  const bound = (sign: string, name: string, day: string | undefined): Part[] =>
    day === undefined
      ? []
      : [[`occurred_at ${sign} {${prefix}${name}:DateTime64(3)}`, { [`${prefix}${name}`]: new Date(day) }]]
  const span = readSpan(within)
  const parts: Part[] = [
    ...(Array.isArray(acts) ? among('type', acts) : acts === 'any' ? [] : [[acts, {}] as const]),
    ...among('source', choice.sources),
    ...(span === undefined ? [] : [startOf(span, prefix)]),
    ...bound('>=', 'from', from),
    ...bound('<', 'to', to),
    ...among('places', choice.in, true),
    ...(on === undefined
      ? []
      : [[`match(object, {${prefix}on:String})`, { [`${prefix}on`]: toPattern(on) }] as const]),
    ...among('version', choice.versions),
    ...releases.parts,
  ]
  return {
    condition: parts.length === 0 ? '1' : `(${parts.map(([condition]) => condition).join(' AND ')})`,
    params: Object.assign({}, ...parts.map(([, params]) => params)),
    backs: span === undefined ? [] : [`${span.number} ${span.unit}`],
    given: releases.given.length === 0 ? undefined : releases.given,
  }
}

interface Span {
  readonly number: number
  readonly unit: (typeof spans)[keyof typeof spans]
}

function readSpan(within: string | undefined): Span | undefined {
  const [number = '', unit = ''] = within?.split(' ') ?? []
  return within === undefined
    ? undefined
    : { number: Number(number), unit: spans[unit.replace(/s$/, '') as keyof typeof spans] }
}

const startOf = ({ number, unit }: Span, prefix: string): Part => [
  `occurred_at >= {as_of:DateTime64(3)} - INTERVAL {${prefix}back:UInt32} ${unit}`,
  { [`${prefix}back`]: number },
]

/** One expression that fits any of these texts, in which `*` stands for anything. */
export function toPattern(texts: readonly string[]): string {
  const fitting = texts.map((text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*'))
  return `^(?s:${fitting.join('|')})$`
}

/** `2 kinds of acts (…) in the last 90 days`, after a number and before nothing. */
export function sayActs(choice: ActChoice): string {
  const { acts, sources, within, from, to, on, versions } = choice
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
    ...(choice.in === undefined ? [] : [`in ${choice.in.join(' or ')}`]),
    ...(on === undefined ? [] : [`on ${on.join(' or ')}`]),
    ...(versions === undefined ? [] : [`of version ${versions.join(' or ')}`]),
    ...sayReleases(choice),
  ].join(' ')
}
