import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestStore } from '../../../test/support/workspace.ts'
import { compileRules } from './compile-rules.ts'
import { kinds } from './registry.gen.ts'
import { parseRule, type Rule, type SubjectKind, sayRule, writeRule } from './rule.ts'

const store = await openTestStore()
const asOf = new Date('2024-06-01T00:00:00Z')
const day = 86_400_000

/** A generator with a seed, so that a failure comes again. */
function seedRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
const random = seedRandom(7)
const pick = <T>(from: readonly T[]): T => {
  const one = from[Math.floor(random() * from.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}
const upTo = (most: number): number => Math.floor(random() * (most + 1))

const types = ['commit.author', 'issue.open', 'issue.comment', 'software.download'] as const
const sources = ['git:a', 'forge:b']
const firmValues = { size_class: ['small', 'large', 'unknown'], region: ['DE', 'FR'] } as const
const values = { purpose: ['business', 'hobby'], role: ['developer', 'it', 'manager'] } as const
const organisations = [
  { id: '1', name: 'Acme', domain: 'acme.example', kind: 'corporate', facts: firmographics() },
  { id: '2', name: 'Loom', domain: 'loom.example', kind: 'education', facts: firmographics() },
  { id: '3', name: 'Weft', domain: 'weft.example', kind: 'corporate', facts: firmographics() },
  { id: '4', name: 'Warp', domain: 'warp.example', kind: 'corporate', facts: [] },
]
type Organisation = (typeof organisations)[number]
function firmographics(): { fact: string; value: string; probability: number }[] {
  return (['size_class', 'region'] as const)
    .filter(() => random() < 0.7)
    .map((fact) => ({ fact, value: pick(firmValues[fact]), probability: pick([0.5, 0.8, 0.95]) }))
}
const segments = ['ladder/P4', 'made-up/one']

interface Act {
  type: (typeof types)[number]
  source: string
  at: number
  participation: boolean
  contribution: boolean
}
interface Somebody {
  id: number
  acts: Act[]
  attributes: { attribute: string; value: string; probability: number }[]
  rung: string | undefined
  employers: {
    organisation: Organisation
    probability: number
    from: number
    to: number | null
  }[]
  memberships: { segment: string; from: number; to: number | null }[]
}

const moment = (): number =>
  asOf.getTime() - upTo(400) * day + (upTo(23) - 12) * 3_600_000 * (random() < 0.1 ? -400 : 1)
const stretch = (): { from: number; to: number | null } => {
  const from = asOf.getTime() - upTo(300) * day
  return { from, to: random() < 0.5 ? null : from + upTo(400) * day }
}

const people: Somebody[] = Array.from({ length: 60 }, (_, at) => ({
  id: at + 1,
  acts: Array.from({ length: random() < 0.2 ? 0 : upTo(6) }, () => {
    const type = pick(types)
    return {
      type,
      source: pick(sources),
      at: moment(),
      participation: type.startsWith('issue'),
      contribution: type === 'commit.author',
    }
  }).filter((act) => act.at < asOf.getTime()),
  attributes: Object.entries(values)
    .filter(() => random() < 0.6)
    .map(([attribute, list]) => ({
      attribute,
      value: random() < 0.2 ? 'unknown' : pick(list),
      probability: pick([0.5, 0.7, 0.8, 0.95, 1]),
    })),
  rung: random() < 0.2 ? undefined : pick(['P1', 'P2', 'P3', 'P4', 'P5']),
  employers: organisations
    .filter(() => random() < 0.3)
    .map((organisation) => ({ organisation, probability: pick([0.5, 0.79, 0.8, 0.95]), ...stretch() })),
  memberships: segments.filter(() => random() < 0.4).map((segment) => ({ segment, ...stretch() })),
}))

const holdsNow = ({ from, to }: { from: number; to: number | null }): boolean =>
  from < asOf.getTime() && (to === null || to >= asOf.getTime())

async function write(table: string, rows: readonly object[]): Promise<void> {
  await store.append(table, [Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'))], 'JSONEachRow')
}
const iso = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString().slice(0, -1)

beforeAll(async () => {
  await write(
    'people',
    people.map(({ id }) => ({ person_id: id, name: `P${id}`, class: 'human' })),
  )
  await write(
    'organisations',
    organisations.map(({ id, name, domain, kind }) => ({ organisation_id: id, name, domain, kind })),
  )
  await write(
    'organisation_facts',
    organisations.flatMap(({ id, facts }) => facts.map((fact) => ({ organisation_id: id, ...fact }))),
  )
  for (const person of people) {
    const person_id = person.id
    await write(
      'human_acts',
      person.acts.map(({ at, ...act }) => ({
        person_id,
        ...act,
        act: act.type,
        occurred_at: iso(at),
        day: new Date(at).toISOString().slice(0, 10),
        weight: 1,
      })),
    )
    await write(
      'person_attributes',
      person.attributes.map((one) => ({ person_id, ...one })),
    )
    if (person.rung !== undefined)
      await write('states', [
        { person_id, ladder: 'participation', state: person.rung, entered_at: iso(0), left_at: null },
      ])
    await write(
      'affiliations',
      person.employers.map(({ organisation, probability, from, to }) => ({
        person_id,
        organisation_id: organisation.id,
        probability,
        valid_from: iso(from),
        valid_to: iso(to),
      })),
    )
    await write(
      'memberships',
      person.memberships.map(({ segment, from, to }) => ({
        segment,
        scheme: 'made-up',
        subject_kind: 'person',
        subject_id: person_id,
        entered_at: iso(from),
        left_at: iso(to),
      })),
    )
  }
}, 120_000)

/** Segments that rules asked in the same pass make. */
const makes = new Map<string, Rule>()

// What rules mean, written down once more without an engine: true, false, or undefined where nobody knows.
type Verdict = boolean | undefined
type Body = Record<string, unknown>

const spans: Record<string, (at: Date, number: number) => Date> = {
  day: (at, number) => new Date(at.getTime() - number * day),
  week: (at, number) => new Date(at.getTime() - 7 * number * day),
  month: (at, number) => back(at, number),
  year: (at, number) => back(at, 12 * number),
}
/** As calendars go: the last day of a shorter month. */
function back(at: Date, months: number): Date {
  const target = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - months, 1))
  const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate()
  target.setUTCDate(Math.min(at.getUTCDate(), last))
  return new Date(target.getTime() + (at.getTime() % day))
}

function isChosen(act: Act, choice: Body): boolean {
  const {
    acts = 'any',
    sources: told,
    within,
    from,
    to,
  } = choice as {
    acts?: string | string[]
    sources?: string[]
    within?: string
    from?: string
    to?: string
  }
  if (
    Array.isArray(acts) ? !acts.includes(act.type) : acts !== 'any' && act[acts as 'participation'] !== true
  )
    return false
  if (told !== undefined && !told.includes(act.source)) return false
  if (within !== undefined) {
    const [number = '', unit = ''] = within.split(' ')
    const start = spans[unit.replace(/s$/, '')]?.(asOf, Number(number))
    if (start === undefined || act.at < start.getTime()) return false
  }
  if (from !== undefined && act.at < Date.parse(from)) return false
  return to === undefined || act.at < Date.parse(to)
}

const evaluators: Record<string, (person: Somebody, body: Body) => Verdict> = {
  did(person, body) {
    const chosen = person.acts.filter((act) => isChosen(act, body))
    const count =
      body['count'] === 'days' ? new Set(chosen.map(({ at }) => Math.floor(at / day))).size : chosen.length
    const most = body['at_most'] as number | undefined
    const least = (body['at_least'] as number | undefined) ?? (most === undefined ? 1 : 0)
    return count >= least && count <= (most ?? Number.POSITIVE_INFINITY)
  },
  sequence(person, { first, next, within_days }) {
    return person.acts.some(
      (earlier) =>
        isChosen(earlier, first as Body) &&
        person.acts.some(
          (later) =>
            isChosen(later, next as Body) &&
            later.at > earlier.at &&
            later.at - earlier.at <= (within_days as number) * day,
        ),
    )
  },
  attribute(person, { name, is, p }) {
    const wanted = typeof is === 'string' ? [is] : (is as string[])
    const sure = person.attributes.filter(
      ({ attribute, probability }) => attribute === name && probability >= (p as number),
    )
    if (sure.some(({ value }) => wanted.includes(value))) return true
    return sure.some(({ value }) => value !== 'unknown') ? false : undefined
  },
  known(person, { what, p }) {
    return what === 'employer'
      ? person.employers.some((one) => holdsNow(one) && one.probability >= (p as number))
      : person.attributes.some(
          ({ attribute, value, probability }) =>
            attribute === what && value !== 'unknown' && probability >= (p as number),
        )
  },
  stands(person, { at_least, at_most }) {
    return person.rung === undefined
      ? undefined
      : person.rung >= (at_least as string) && person.rung <= (at_most as string)
  },
  'works-for'(person, { names = [], domains = [], kinds: some = [], p }) {
    const sure = person.employers.filter((one) => holdsNow(one) && one.probability >= (p as number))
    if (sure.length === 0) return undefined
    return sure.some(
      ({ organisation }) =>
        (names as string[]).includes(organisation.name) ||
        (domains as string[]).includes(organisation.domain) ||
        (some as string[]).includes(organisation.kind),
    )
  },
  member(person, { of }) {
    const made = makes.get(of as string)
    if (made !== undefined) return evaluate(made, person) === true
    return person.memberships.some((one) => one.segment === of && holdsNow(one))
  },
}
const organisationEvaluators: Record<string, (organisation: Organisation, body: Body) => Verdict> = {
  organisation: (one, { names = [], domains = [], kinds: some = [] }) =>
    (names as string[]).includes(one.name) ||
    (domains as string[]).includes(one.domain) ||
    (some as string[]).includes(one.kind),
  firmographic(one, { fact, is, p }) {
    const wanted = typeof is === 'string' ? [is] : (is as string[])
    const sure = one.facts.filter((known) => known.fact === fact && known.probability >= (p as number))
    if (sure.some(({ value }) => wanted.includes(value))) return true
    return sure.some(({ value }) => value !== 'unknown') ? false : undefined
  },
}
const employedBy = (person: Somebody, organisation: Organisation, p: number): boolean =>
  person.employers.some((one) => one.organisation === organisation && holdsNow(one) && one.probability >= p)

/** Asked of each subject of the other kind. */
const quantifiers: Record<string, (subject: Somebody | Organisation, body: Body, inner: Rule) => Verdict> = {
  'has-people'(subject, { at_least, at_most, p }, inner) {
    const most = (at_most as number | undefined) ?? Number.POSITIVE_INFINITY
    const least = (at_least as number | undefined) ?? (at_most === undefined ? 1 : 0)
    const verdicts = people
      .filter((person) => employedBy(person, subject as Organisation, p as number))
      .map((person) => evaluate(inner, person))
    const surely = verdicts.filter((one) => one === true).length
    const maybe = verdicts.filter((one) => one === undefined).length
    if (surely > most || surely + maybe < least) return false
    return surely >= least && surely + maybe <= most ? true : undefined
  },
  'acts-for'(subject, { p }, inner) {
    const verdicts = organisations
      .filter((organisation) => employedBy(subject as Somebody, organisation, p as number))
      .map((organisation) => evaluate(inner, organisation))
    if (verdicts.includes(true)) return true
    return verdicts.length === 0 || verdicts.includes(undefined) ? undefined : false
  },
}

function evaluate(rule: Rule, person: Somebody | Organisation): Verdict {
  if (rule.op === 'is') {
    if ('across' in rule.test) return quantifiers[rule.kind]?.(person, rule.body as Body, rule.test.rule)
    const body = rule.body as Body
    return 'acts' in person
      ? evaluators[rule.kind]?.(person, body)
      : organisationEvaluators[rule.kind]?.(person, body)
  }
  if (rule.op === 'not') {
    const inner = evaluate(rule.part, person)
    return inner === undefined ? undefined : !inner
  }
  const parts = rule.parts.map((part) => evaluate(part, person))
  const decisive = rule.op === 'any'
  if (parts.includes(decisive)) return decisive
  return parts.includes(undefined) ? undefined : !decisive
}

const choices = (): object => ({
  ...(random() < 0.3
    ? {}
    : {
        acts: pick<unknown>(['any', 'participation', 'contribution', [pick(types)], [...types.slice(0, 2)]]),
      }),
  ...(random() < 0.8 ? {} : { sources: [pick(sources)] }),
  ...(random() < 0.5 ? {} : { within: pick(['30 days', '10 weeks', '3 months', '1 year', '1 day']) }),
  ...(random() < 0.85 ? {} : { from: '2024-01-15' }),
  ...(random() < 0.85 ? {} : { to: '2024-04-01' }),
})
const leaves: Record<string, (isInner: boolean) => object> = {
  did: () => ({
    ...choices(),
    ...(random() < 0.4 ? {} : { at_least: upTo(2) }),
    ...(random() < 0.6 ? {} : { at_most: 2 + upTo(2) }),
    ...(random() < 0.7 ? {} : { count: 'days' }),
  }),
  sequence: () => ({ first: choices(), next: choices(), within_days: pick([0, 1, 30, 200]) }),
  attribute: () => {
    const name = pick(['purpose', 'role'] as const)
    return {
      name,
      is: random() < 0.5 ? pick(values[name]) : values[name].slice(0, 2),
      p: pick([0.5, 0.8, 1]),
    }
  },
  stands: () => ({ at_least: pick(['P1', 'P2', 'P3']), at_most: pick(['P3', 'P4', 'P5']) }),
  'works-for': () => ({
    ...pick([{ names: ['Acme'] }, { domains: ['loom.example'] }, { kinds: ['corporate'] }]),
    p: pick([0.5, 0.8]),
  }),
  member: (isInner) => ({ of: pick(isInner ? segments : [...segments, ...makes.keys()]) }),
  known: () => ({ what: pick(['purpose', 'role', 'employer', 'nothing']), p: pick([0.5, 0.8, 1]) }),
}

const organisationLeaves: Record<string, (isInner: boolean) => object> = {
  organisation: () =>
    pick([{ names: ['Acme', 'Weft'] }, { domains: ['loom.example'] }, { kinds: ['corporate'] }]),
  firmographic: () => {
    const fact = pick(['size_class', 'region'] as const)
    return { fact, is: pick(firmValues[fact]), p: pick([0.5, 0.8]) }
  },
}

function makeRule(depth: number, subject: SubjectKind = 'person', isInner = false): unknown {
  const shape = random()
  if (depth > 0 && shape < 0.12) {
    const p = pick([0.5, 0.8])
    if (subject === 'person') return { 'acts-for': { that: makeRule(depth - 1, 'organisation', true), p } }
    const bounds = pick([{}, { at_least: upTo(3) }, { at_most: upTo(3) }, { at_least: 1, at_most: 4 }])
    return { 'has-people': { that: makeRule(depth - 1, 'person', true), p, ...bounds } }
  }
  if (depth === 0 || shape < 0.4) {
    const made = subject === 'person' ? leaves : organisationLeaves
    const kind = pick(Object.keys(made))
    return { [kind]: made[kind]?.(isInner) }
  }
  if (shape < 0.5) return { not: makeRule(depth - 1, subject, isInner) }
  const parts = Array.from({ length: 1 + upTo(2) }, () => makeRule(depth - 1, subject, isInner))
  return { [shape < 0.75 ? 'all' : 'any']: parts }
}

async function ask(rules: readonly Rule[], subject: SubjectKind = 'person'): Promise<Map<string, Verdict[]>> {
  const made = subject === 'person' ? [...makes.keys()] : []
  const { select, params } = compileRules(rules, {
    subject,
    makes: new Map(made.map((one, at) => [one, at])),
  })
  const rows = await store.read({
    text: `SELECT toString(subject_id) AS id, [${rules.map((_, at) => `toInt8(ifNull(verdict_${at + 1}, 2))`).join(', ')}] AS verdicts FROM (${select})`,
    params: { ...params, as_of: asOf, first: '0', last: '18446744073709551615' },
    row: z.object({ id: z.string(), verdicts: z.array(z.number()) }),
  })
  return new Map(
    rows.map(({ id, verdicts }) => [id, verdicts.map((one) => (one === 2 ? undefined : one === 1))]),
  )
}

describe('the compiler', () => {
  test('every kind has an evaluator and a maker here, and examples that bind', async () => {
    const known = { ...evaluators, ...organisationEvaluators, ...quantifiers }
    expect(kinds.map(({ name }) => name).sort()).toEqual(Object.keys(known).sort())
    for (const [subject, number] of [['person', people.length] as const, ['organisation', 4] as const]) {
      const rules = kinds
        .filter(({ subjects }) => subjects.includes(subject))
        .flatMap((kind) =>
          kind.examples.map((example) => parseRule({ [kind.name]: example }, kinds, subject)),
        )
      expect((await ask(rules, subject)).size).toBe(number)
    }
  })

  test('says of random rules and people what they mean: 12,000 cases, a third of them each way', async () => {
    const seen = { true: 0, false: 0, undefined: 0 }
    for (let round = 0; round < 10; round++) {
      makes.clear()
      while (makes.size < 20) makes.set(`made-here/${makes.size}`, parseRule(makeRule(3), kinds, 'person'))
      const rules = [...makes.values()]
      const told = await ask(rules)
      for (const person of people)
        for (const [at, rule] of rules.entries()) {
          const expected = evaluate(rule, person)
          seen[String(expected) as 'true'] += 1
          if (told.get(String(person.id))?.[at] !== expected)
            expect({ rule: writeRule(rule), person, verdict: told.get(String(person.id))?.[at] }).toEqual({
              expected,
            })
        }
    }
    makes.clear()
    expect(seen.true + seen.false + seen.undefined).toBe(12_000)
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(1000)
  }, 300_000)

  test('says the same of organisations, by what they are and by their people: 2,400 cases', async () => {
    const seen = { true: 0, false: 0, undefined: 0 }
    for (let round = 0; round < 30; round++) {
      const rules = Array.from({ length: 20 }, () =>
        parseRule(makeRule(3, 'organisation'), kinds, 'organisation'),
      )
      const told = await ask(rules, 'organisation')
      for (const organisation of organisations)
        for (const [at, rule] of rules.entries()) {
          const expected = evaluate(rule, organisation)
          seen[String(expected) as 'true'] += 1
          const verdict = told.get(organisation.id)?.[at]
          if (verdict !== expected)
            expect({ rule: writeRule(rule), organisation, verdict }).toEqual({ expected })
        }
    }
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(200)
  }, 300_000)

  test('the text form comes back as it was, and says the same', () => {
    for (let round = 0; round < 300; round++) {
      const rule = parseRule(makeRule(4), kinds, 'person')
      const again = parseRule(JSON.parse(JSON.stringify(writeRule(rule))), kinds, 'person')
      expect(again).toEqual(rule)
      expect(sayRule(again)).toBe(sayRule(rule))
    }
  })
})

describe('what is wrong is told with its place', () => {
  test.each([
    [{ did: { at_least: 'many' } }, 'The rule at did cannot be used'],
    [{ all: [] }, 'The rule at all cannot be used: it needs a list with at least one rule.'],
    [
      { all: [{ stands: {} }, { dances: {} }] },
      'The rule at all[2].dances cannot be used: “dances” is no rule about people',
    ],
    [{ not: { did: {}, stands: {} } }, 'The rule at not cannot be used: a rule has exactly one key'],
    ['x', 'The rule cannot be used: a rule has exactly one key'],
    [{ did: { within: '3 fortnights' } }, 'write it like 90 days'],
    [{ did: { acts: ['no.such'] } }, 'The rule at did cannot be used'],
    [{ did: { at_least: 3, at_most: 2 } }, 'at_least is more than at_most'],
  ])('%j', (written, sentence) => {
    expect(() => parseRule(written, kinds, 'person')).toThrow(sentence)
  })

  test('rules without end', () => {
    const deep = JSON.parse(`${'{"not":'.repeat(30)}{"stands":{}}${'}'.repeat(30)}`)
    expect(() => parseRule(deep, kinds, 'person')).toThrow('more than 20 deep')
    const wide = { all: Array.from({ length: 300 }, () => ({ stands: {} })) }
    expect(() => parseRule(wide, kinds, 'person')).toThrow('more than 200 rules')
  })
})
