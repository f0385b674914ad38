import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestStore } from '../../../test/support/workspace.ts'
import { compileRules } from './compile-rules.ts'
import { kinds } from './registry.gen.ts'
import { parseRule, type Rule, type RuleSubject, sayRule, writeRule } from './rule.ts'

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

const types = ['commit.author', 'issue.open', 'issue.comment', 'software.download', 'docs.visit'] as const
const sources = ['git:a', 'forge:b']
const firmValues = { size_class: ['small', 'large', 'unknown'], region: ['DE', 'FR'] } as const
const values = { purpose: ['business', 'hobby'], role: ['developer', 'it', 'manager'] } as const
/** Its id as resolve makes it. */
async function nameOrganisation(name: string): Promise<string> {
  const { id } = await store.readOne({
    text: `SELECT toString(sipHash64('organisation', {name:String})) AS id`,
    params: { name },
    row: z.object({ id: z.string() }),
  })
  return id
}
const organisations = [
  {
    id: await nameOrganisation('Acme'),
    name: 'Acme',
    domain: 'acme.example',
    kind: 'corporate',
    facts: firmographics(),
  },
  {
    id: await nameOrganisation('Loom'),
    name: 'Loom',
    domain: 'loom.example',
    kind: 'education',
    facts: firmographics(),
  },
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
  places: string[]
  object: string
  version: string
  measures: Record<string, number>
  /** By class of file. */
  lines: Record<string, number>
}
interface Alias {
  platform: string
  email: string
  name: string
  username: string
}
interface Push {
  person: number
  organisation: string
  project: string
  at: number
  ahead: number
}
interface Thread {
  id: number
  type: string
  places: string[]
  /** Of nobody known 0; undefined where the opening was not seen. */
  opened: { by: number; at: number } | undefined
  people: { id: number; at: number }[]
  unnamed: number | null
  merged: number | null
  solved: number | null
}
interface Somebody {
  aliases: Alias[]
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

const places = ['example/loom', 'users', '#help']
const objects = ['/docs/start', '/docs/deep/page', 'loom.deb', '(a+b)']
const drawMeasures = (): Record<string, number> =>
  Object.fromEntries(['count', 'amount'].filter(() => random() < 0.3).map((one) => [one, upTo(20) - 4]))
const drawLines = (): Record<string, number> =>
  Object.fromEntries(['source', 'docs'].filter(() => random() < 0.4).map((one) => [one, upTo(30)]))

const people: Somebody[] = Array.from({ length: 60 }, (_, at) => ({
  id: at + 1,
  aliases: Array.from({ length: 1 + upTo(2) }, () => ({
    platform: pick(['git', 'github']),
    email: pick(['', 'x@acme.example', 'y@Eng.Acme.example', 'z@notacme.example', 'acme.example']),
    name: pick(['Jane Doe', 'Joe', '']),
    username: pick(['jane', 'JD', '']),
  })),
  acts: Array.from({ length: random() < 0.2 ? 0 : upTo(6) }, () => {
    const type = pick(types)
    return {
      type,
      source: pick(sources),
      at: moment(),
      participation: type.startsWith('issue'),
      contribution: type === 'commit.author',
      places: places.filter(() => random() < 0.3),
      object: pick(['', ...objects]),
      version: pick(['', '1.0', '2.0']),
      measures: drawMeasures(),
      lines: type === 'commit.author' ? drawLines() : {},
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

const releases = [
  { version: '1.0', place: 'example/loom', at: asOf.getTime() - 200 * day, isEarly: false },
  { version: '1.0', place: 'example/weft', at: asOf.getTime() - 150 * day, isEarly: false },
  { version: '2.0', place: 'example/loom', at: asOf.getTime() - 60 * day, isEarly: false },
  { version: '3.0-rc1', place: 'example/loom', at: asOf.getTime() - 10 * day, isEarly: true },
  { version: '3.0', place: 'example/loom', at: asOf.getTime() + 10 * day, isEarly: false },
]
const pushes: Push[] = Array.from({ length: 12 }, () => ({
  person: random() < 0.7 ? 1 + upTo(59) : 0,
  organisation: random() < 0.3 ? pick(organisations).id : '0',
  project: pick(['example/loom', 'example/weft']),
  at: asOf.getTime() + (20 - upTo(300)) * day,
  ahead: 1 + upTo(20),
}))
const openings = ['issue.open', 'pr.open', 'forum.topic'] as const
const threads: Thread[] = Array.from({ length: 80 }, (_, at) => {
  const begin = asOf.getTime() - upTo(300) * day
  const isSeen = random() < 0.8
  const by = random() < 0.85 ? 1 + upTo(11) : 0
  const others = [...new Set(Array.from({ length: upTo(3) }, () => 1 + upTo(11)))].filter(
    (id) => !isSeen || id !== by,
  )
  const later = (): number => begin + upTo(90) * day
  const told = isSeen && by !== 0 ? [{ id: by, at: begin }] : []
  return {
    id: at + 1,
    type: isSeen ? pick(openings) : '',
    places: places.filter(() => random() < 0.4),
    opened: isSeen ? { by, at: begin } : undefined,
    people: [...told, ...others.map((id) => ({ id, at: later() }))],
    unnamed: random() < 0.2 ? later() : null,
    merged: random() < 0.2 ? later() : null,
    solved: random() < 0.2 ? later() : null,
  }
}).filter((thread) => thread.people.length > 0)
const startOf = (thread: Thread): number =>
  Math.min(...thread.people.map(({ at }) => at), thread.opened?.at ?? Number.POSITIVE_INFINITY)

/** The month looked at of visitors: May. */
const month = Date.parse('2024-05-01')
interface Visitor {
  visitor: number
  acts: Act[]
  referrers: string[]
  clients: string[]
  network: { number: number; class: string; organisation: Organisation | undefined } | undefined
}
const networks = [
  { number: 1, class: 'business', organisation: organisations[0] },
  { number: 2, class: 'business', organisation: organisations[1] },
  { number: 3, class: 'isp', organisation: undefined },
  { number: 4, class: 'unknown', organisation: undefined },
]
const visitors: Visitor[] = Array.from({ length: 40 }, (_, at) => {
  const acts = Array.from({ length: 1 + upTo(3) }, () => ({
    type: pick(['software.download', 'docs.visit'] as const),
    source: pick(sources),
    at: month + upTo(30) * day,
    participation: false,
    contribution: false,
    places: [],
    object: pick(['', ...objects]),
    version: pick(['', '1.0', '2.0']),
    measures: {},
    lines: {},
  }))
  return {
    visitor: at + 1,
    acts,
    referrers: acts.map(() => pick(['', 'news.example.org', 'example.org'])),
    clients: acts.map(() => pick(['', 'wget', 'firefox'])),
    network: random() < 0.7 ? pick(networks) : undefined,
  }
})
type Subject = Somebody | Organisation | Thread | Visitor

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
  await write(
    'releases',
    releases.map(({ version, place, at, isEarly }) => ({
      version,
      places: [place],
      released_at: iso(at),
      is_early: isEarly,
    })),
  )
  await write(
    'fork_pushes',
    pushes.map(({ person, organisation, project, at, ahead }) => ({
      person_id: person,
      organisation_id: organisation,
      project,
      pushed_at: iso(at),
      ahead_by: ahead,
    })),
  )
  await write(
    'threads',
    threads.map((thread) => ({
      thread_id: thread.id,
      type: thread.type,
      places: thread.places,
      opener: thread.opened?.by ?? 0,
      opened_at: iso(thread.opened?.at ?? null),
      first_at: iso(startOf(thread)),
      people: thread.people.map(({ id }) => id),
      joined: thread.people.map(({ at }) => iso(at)),
      unnamed_at: iso(thread.unnamed),
      merged_at: iso(thread.merged),
      solved_at: iso(thread.solved),
    })),
  )
  await writeVisitors()
  for (const person of people) {
    const person_id = person.id
    await write(
      'human_acts',
      person.acts.map(({ at, lines, ...act }) => ({
        person_id,
        ...act,
        works: Object.keys(lines).length === 0 ? [act.type] : Object.keys(lines),
        amounts: Object.keys(lines).length === 0 ? [1] : Object.values(lines),
        act: act.type,
        occurred_at: iso(at),
        day: new Date(at).toISOString().slice(0, 10),
        weight: 1,
      })),
    )
    await write(
      'person_aliases',
      person.aliases.map((alias, at) => ({ person_id, alias_id: person_id * 10 + at, events: 1, ...alias })),
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

async function writeVisitors(): Promise<void> {
  await write(
    'events',
    visitors.flatMap(({ visitor, acts, referrers, clients }) =>
      acts.map(({ type, source, at, object, version }, index) => ({
        event_id: String(visitor * 100 + index),
        source,
        type,
        occurred_at: iso(at),
        visitor,
        object_id: object,
        object_version: version,
        attrs: { referrer: referrers[index], client: clients[index] },
        visibility: 'anonymous',
      })),
    ),
  )
  await write(
    'network_sightings',
    visitors.flatMap(({ visitor, network }) =>
      network === undefined
        ? []
        : [
            {
              source: 's',
              // Half of them are told of visitors, half of single events.
              ...(visitor % 2 === 0
                ? { trace: 'visitor', trace_id: String(visitor) }
                : { trace: 'event', trace_id: String(visitor * 100) }),
              number: network.number,
              name: `n${network.number}`,
              told_at: iso(month),
            },
          ],
    ),
  )
  for (const network of networks)
    await store.write(
      `INSERT INTO network_meanings (network_id, number, name, class, organisation_key)
      SELECT sipHash64({number:UInt32}, {name:String}, ''), {number:UInt32}, {name:String}, {class:String}, {key:String}`,
      {
        number: network.number,
        name: `n${network.number}`,
        class: network.class,
        key: network.organisation === undefined ? '' : network.organisation.name,
      },
    )
}

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
  if (to !== undefined && act.at >= Date.parse(to)) return false
  return isOnChosen(act, choice)
}

function isOnChosen(act: Act, choice: Body): boolean {
  const { in: where, on, versions } = choice as { in?: string[]; on?: string[]; versions?: string[] }
  if (where !== undefined && !where.some((place) => act.places.includes(place))) return false
  if (on !== undefined && !on.some((pattern) => fitsPattern(act.object, pattern))) return false
  if (versions !== undefined && !versions.includes(act.version)) return false
  const since = findRelease(choice, 'since_release')
  const before = findRelease(choice, 'before_release')
  return (since === undefined || act.at >= since) && (before === undefined || act.at < before)
}

/** Piece by piece between the stars, from the left. */
function fitsPattern(text: string, pattern: string): boolean {
  const pieces = pattern.split('*')
  if (pieces.length === 1) return text === pattern
  const [head = '', tail = ''] = [pieces[0], pieces.at(-1)]
  if (!text.startsWith(head) || !text.endsWith(tail) || text.length < head.length + tail.length) return false
  let at = head.length
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at)
    if (found === -1) return false
    at = found + piece.length
  }
  return at <= text.length - tail.length
}

/** When it came out: NaN where nobody told. */
function findRelease(choice: Body, key: 'since_release' | 'before_release'): number | undefined {
  const asked = choice[key]
  if (asked === undefined) return undefined
  const told = releases.filter(
    ({ version, place, at, isEarly }) =>
      at < asOf.getTime() &&
      (asked === 'last' ? !isEarly : version === asked) &&
      (choice['release_of'] === undefined || place === choice['release_of']),
  )
  if (told.length === 0) return Number.NaN
  return asked === 'last' ? Math.max(...told.map(({ at }) => at)) : Math.min(...told.map(({ at }) => at))
}
const isKnown = (choice: Body): boolean =>
  !Number.isNaN(findRelease(choice, 'since_release')) && !Number.isNaN(findRelease(choice, 'before_release'))
const boundsOf = ({ at_least, at_most }: Body): [number, number] => [
  (at_least as number | undefined) ?? (at_most === undefined ? 1 : 0),
  (at_most as number | undefined) ?? Number.POSITIVE_INFINITY,
]
const isWithin = (number: number, body: Body): boolean =>
  number >= boundsOf(body)[0] && number <= boundsOf(body)[1]

const evaluators: Record<string, (person: Somebody, body: Body) => Verdict> = {
  did(person, body) {
    if (!isKnown(body)) return undefined
    const chosen = person.acts.filter((act) => isChosen(act, body))
    const count =
      body['count'] === 'days' ? new Set(chosen.map(({ at }) => Math.floor(at / day))).size : chosen.length
    return isWithin(count, body)
  },
  sum(person, body) {
    if (!isKnown(body)) return undefined
    const chosen = person.acts.filter((act) => isChosen(act, body))
    const of = body['of'] as string
    const told = chosen.flatMap(({ lines, measures }) =>
      of === 'lines' ? Object.values(lines) : (measures[of] ?? []),
    )
    if (chosen.length > 0 && told.length === 0) return undefined
    return isWithin(
      told.reduce((one, other) => one + other, 0),
      body,
    )
  },
  alias: (person, body) =>
    isWithin(
      person.aliases.filter(({ platform, email, name, username }) => {
        const { platforms, domains, names } = body as Record<string, string[] | undefined>
        if (platforms !== undefined && !platforms.includes(platform)) return false
        const [, host = ''] = email.toLowerCase().split('@')
        if (domains !== undefined && !domains.some((one) => host === one || host.endsWith(`.${one}`)))
          return false
        return (
          names === undefined ||
          names.some((pattern) =>
            [name, username].some((one) => fitsPattern(one.toLowerCase(), pattern.toLowerCase())),
          )
        )
      }).length,
      body,
    ),
  'has-fork': (person, body) => hasFork((push) => push.person === person.id, body),
  sequence(person, { first, next, within_days }) {
    if (!isKnown(first as Body) || !isKnown(next as Body)) return undefined
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
const hasFork = (isOwn: (push: Push) => boolean, { ahead_by, from, projects }: Body): boolean =>
  pushes.some(
    (push) =>
      isOwn(push) &&
      push.at < asOf.getTime() &&
      push.ahead >= (ahead_by as number) &&
      (from === undefined || push.at >= Date.parse(from as string)) &&
      (projects === undefined || (projects as string[]).includes(push.project)),
  )

const hasHappened = (at: number | null): boolean => at !== null && at < asOf.getTime()
const writers = (thread: Thread): Thread['people'] => thread.people.filter(({ at }) => at < asOf.getTime())
const threadEvaluators: Record<string, (thread: Thread, body: Body) => Verdict> = {
  thread(thread, { opened, in: where, from, to }) {
    const at = thread.opened?.at
    const parts: Verdict[] = [
      opened === undefined || (thread.type === '' ? undefined : (opened as string[]).includes(thread.type)),
      where === undefined || (where as string[]).some((place) => thread.places.includes(place)),
      from === undefined || (at === undefined ? undefined : at >= Date.parse(from as string)),
      to === undefined || (at === undefined ? undefined : at < Date.parse(to as string)),
    ]
    if (parts.includes(false)) return false
    return parts.includes(undefined) ? undefined : true
  },
  answered(thread, { within_days: days }) {
    const { opened } = thread
    if (opened === undefined) return days === undefined && writers(thread).length > 1 ? true : undefined
    const end = days === undefined ? Number.POSITIVE_INFINITY : opened.at + (days as number) * day
    if (writers(thread).some(({ id, at }) => id !== opened.by && at <= end)) return true
    if (hasHappened(thread.unnamed)) return undefined
    return days !== undefined && end >= asOf.getTime() ? undefined : false
  },
  'thread-people'(thread, body) {
    const seen = writers(thread).length
    const [least, most] = boundsOf(body)
    if (seen > most) return false
    if (thread.opened !== undefined && thread.opened.by !== 0 && !hasHappened(thread.unnamed))
      return seen >= least
    return seen >= least && most === Number.POSITIVE_INFINITY ? true : undefined
  },
  ended({ type, merged, solved }, { as }) {
    if (hasHappened(as === 'merged' ? merged : solved)) return true
    if (as === 'merged') return type === '' ? undefined : false
    return type === 'forum.topic' ? false : undefined
  },
}
const visitorEvaluators: Record<string, (visitor: Visitor, body: Body) => Verdict> = {
  visited({ acts, referrers, clients }, body) {
    if (!isKnown(body)) return undefined
    const { referrers: hosts, clients: programs } = body as Record<string, string[] | undefined>
    const fitting = acts.filter(
      (act, index) =>
        isChosen(act, { ...body, acts: body['acts'] ?? 'any' }) &&
        (hosts === undefined || hosts.some((host) => fitsPattern(referrers[index] ?? '', host))) &&
        (programs === undefined || programs.includes(clients[index] ?? '')),
    )
    return isWithin(fitting.length, body)
  },
  network({ network }, { class: some }) {
    return network === undefined || network.class === 'unknown'
      ? undefined
      : (some as string[]).includes(network.class)
  },
}
const organisationEvaluators: Record<string, (organisation: Organisation, body: Body) => Verdict> = {
  organisation: (one, { names = [], domains = [], kinds: some = [] }) =>
    (names as string[]).includes(one.name) ||
    (domains as string[]).includes(one.domain) ||
    (some as string[]).includes(one.kind),
  'has-fork': (one, body) =>
    hasFork((push) => {
      if (push.organisation === one.id) return true
      const owner = people.find(({ id }) => id === push.person)
      return owner !== undefined && employedBy(owner, one, body['p'] as number)
    }, body),
  firmographic(one, { fact, is, p }) {
    const wanted = typeof is === 'string' ? [is] : (is as string[])
    const sure = one.facts.filter((known) => known.fact === fact && known.probability >= (p as number))
    if (sure.some(({ value }) => wanted.includes(value))) return true
    return sure.some(({ value }) => value !== 'unknown') ? false : undefined
  },
}
const employedBy = (person: Somebody, organisation: Organisation, p: number): boolean =>
  person.employers.some((one) => one.organisation === organisation && holdsNow(one) && one.probability >= p)

function countVerdicts(verdicts: readonly Verdict[], body: Body): Verdict {
  const [least, most] = boundsOf(body)
  const surely = verdicts.filter((one) => one === true).length
  const maybe = verdicts.filter((one) => one === undefined).length
  if (surely > most || surely + maybe < least) return false
  return surely >= least && surely + maybe <= most ? true : undefined
}

/** Asked of each subject of another kind. */
const quantifiers: Record<string, (subject: Subject, body: Body, inner: Rule) => Verdict> = {
  'has-people'(subject, body, inner) {
    const verdicts = people
      .filter((person) => employedBy(person, subject as Organisation, body['p'] as number))
      .map((person) => evaluate(inner, person))
    return countVerdicts(verdicts, body)
  },
  'in-thread'(subject, body, inner) {
    const { id } = subject as Somebody
    const as = body['as'] as string
    const verdicts = threads
      .filter((thread) => {
        if (as === 'opener') return thread.opened?.by === id && thread.opened.at < asOf.getTime()
        const wrote = writers(thread).some((one) => one.id === id)
        return wrote && (as === 'any' || thread.opened?.by !== id)
      })
      .map((thread) => evaluate(inner, thread))
    return countVerdicts(verdicts, body)
  },
  'opened-by'(subject, _, inner) {
    const by = (subject as Thread).opened?.by ?? 0
    const opener = people.find(({ id }) => id === by)
    return opener === undefined ? undefined : evaluate(inner, opener)
  },
  'seen-from'(subject, _, inner) {
    const organisation = (subject as Visitor).network?.organisation
    return organisation === undefined ? undefined : evaluate(inner, organisation)
  },
  'acts-for'(subject, { p }, inner) {
    const verdicts = organisations
      .filter((organisation) => employedBy(subject as Somebody, organisation, p as number))
      .map((organisation) => evaluate(inner, organisation))
    if (verdicts.includes(true)) return true
    return verdicts.length === 0 || verdicts.includes(undefined) ? undefined : false
  },
}

function evaluate(rule: Rule, subject: Subject): Verdict {
  if (rule.op === 'is') {
    const { body, kind, test } = rule as {
      body: Body
      kind: string
      test: Extract<Rule, { op: 'is' }>['test']
    }
    if ('across' in test) return quantifiers[kind]?.(subject, body, test.rule)
    if ('visitor' in subject) return visitorEvaluators[kind]?.(subject, body)
    if ('opened' in subject) return threadEvaluators[kind]?.(subject, body)
    if ('acts' in subject) return evaluators[kind]?.(subject, body)
    return organisationEvaluators[kind]?.(subject, body)
  }
  if (rule.op === 'not') {
    const inner = evaluate(rule.part, subject)
    return inner === undefined ? undefined : !inner
  }
  const parts = rule.parts.map((part) => evaluate(part, subject))
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
  ...(random() < 0.85 ? {} : { in: [pick(places)] }),
  ...chooseThings(),
})
const chooseThings = (): object => ({
  ...(random() < 0.85 ? {} : { on: [pick(['/docs/*', '*.deb', '(a+b)', '*e*p*', '*']), 'loom.deb'] }),
  ...(random() < 0.9 ? {} : { versions: [pick(['1.0', '2.0'])] }),
  ...(random() < 0.85 ? {} : { since_release: pick(['last', '1.0', '2.0', '3.0']) }),
  ...(random() < 0.92 ? {} : { before_release: pick(['2.0', 'last']) }),
  ...(random() < 0.9 ? {} : { release_of: pick(['example/loom', 'example/weft']) }),
})
const drawBounds = (most: number): object =>
  pick([{}, { at_least: upTo(most) }, { at_most: upTo(most) }, { at_least: 1, at_most: 1 + most }])
const leaves: Record<string, (isInner: boolean) => object> = {
  did: () => ({
    ...choices(),
    ...(random() < 0.4 ? {} : { at_least: upTo(2) }),
    ...(random() < 0.6 ? {} : { at_most: 2 + upTo(2) }),
    ...(random() < 0.7 ? {} : { count: 'days' }),
  }),
  sum: () => ({
    of: pick(['lines', 'count', 'amount', 'nothing']),
    ...choices(),
    ...drawBounds(20),
  }),
  alias: () => ({
    ...pick([
      {},
      { platforms: ['github'] },
      { domains: ['acme.example'] },
      { names: ['J*', 'jd'] },
      { platforms: ['git'], domains: ['eng.acme.example'], names: ['*'] },
    ]),
    ...drawBounds(2),
  }),
  'has-fork': () => ({
    ...(random() < 0.5 ? {} : { ahead_by: 1 + upTo(15) }),
    ...(random() < 0.7 ? {} : { from: '2024-01-01' }),
    ...(random() < 0.7 ? {} : { projects: ['example/loom'] }),
    p: pick([0.5, 0.8]),
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
  'has-fork': () => ({ ahead_by: 1 + upTo(10), p: pick([0.5, 0.8]) }),
  firmographic: () => {
    const fact = pick(['size_class', 'region'] as const)
    return { fact, is: pick(firmValues[fact]), p: pick([0.5, 0.8]) }
  },
}

const threadLeaves: Record<string, () => object> = {
  thread: () => ({
    ...(random() < 0.4 ? {} : { opened: [pick(openings)] }),
    ...(random() < 0.7 ? {} : { in: [pick(places)] }),
    ...(random() < 0.7 ? {} : { from: '2024-01-15' }),
    ...(random() < 0.7 ? {} : { to: '2024-04-01' }),
  }),
  answered: () => (random() < 0.5 ? {} : { within_days: pick([0, 7, 60]) }),
  'thread-people': () => drawBounds(3),
  ended: () => ({ as: pick(['merged', 'solved']) }),
}
const visitorLeaves: Record<string, () => object> = {
  visited: () => ({
    ...(random() < 0.5 ? {} : { acts: [pick(['docs.visit', 'software.download'])] }),
    ...(random() < 0.8 ? {} : { sources: [pick(sources)] }),
    ...(random() < 0.7 ? {} : { within: pick(['10 days', '2 weeks']) }),
    ...(random() < 0.8 ? {} : { from: '2024-05-10' }),
    ...(random() < 0.8 ? {} : { referrers: ['*.example.org'] }),
    ...(random() < 0.8 ? {} : { clients: ['wget'] }),
    ...chooseThings(),
    ...drawBounds(2),
  }),
  network: () => ({ class: pick([['business'], ['isp', 'vpn']]) }),
}
const madeLeaves: Record<RuleSubject, Record<string, (isInner: boolean) => object>> = {
  person: leaves,
  organisation: organisationLeaves,
  thread: threadLeaves,
  visitor: visitorLeaves,
}

/** A rule that asks about subjects of another kind. */
function makeAcross(depth: number, subject: RuleSubject): unknown {
  const p = pick([0.5, 0.8])
  if (subject === 'thread') return { 'opened-by': { that: makeRule(depth, 'person', true) } }
  if (subject === 'visitor') return { 'seen-from': { that: makeRule(depth, 'organisation', true) } }
  if (subject === 'organisation')
    return { 'has-people': { that: makeRule(depth, 'person', true), p, ...drawBounds(3) } }
  if (random() < 0.5) return { 'acts-for': { that: makeRule(depth, 'organisation', true), p } }
  const as = pick(['any', 'opener', 'answerer'])
  return { 'in-thread': { that: makeRule(depth, 'thread', true), as, ...drawBounds(2) } }
}

function makeRule(depth: number, subject: RuleSubject = 'person', isInner = false): unknown {
  const shape = random()
  if (depth > 0 && shape < 0.15) return makeAcross(depth - 1, subject)
  if (depth === 0 || shape < 0.4) {
    const made = madeLeaves[subject]
    const kind = pick(Object.keys(made))
    return { [kind]: made[kind]?.(isInner) }
  }
  if (shape < 0.5) return { not: makeRule(depth - 1, subject, isInner) }
  const parts = Array.from({ length: 1 + upTo(2) }, () => makeRule(depth - 1, subject, isInner))
  return { [shape < 0.75 ? 'all' : 'any']: parts }
}

async function ask(rules: readonly Rule[], subject: RuleSubject = 'person'): Promise<Map<string, Verdict[]>> {
  const made = subject === 'person' ? [...makes.keys()] : []
  const { select, params } = compileRules(rules, {
    subject,
    makes: new Map(made.map((one, at) => [one, at])),
  })
  const rows = await store.read({
    text: `SELECT toString(subject_id) AS id, [${rules.map((_, at) => `toInt8(ifNull(verdict_${at + 1}, 2))`).join(', ')}] AS verdicts FROM (${select})`,
    params: { ...params, as_of: asOf, month: new Date(month), first: '0', last: '18446744073709551615' },
    row: z.object({ id: z.string(), verdicts: z.array(z.number()) }),
  })
  return new Map(
    rows.map(({ id, verdicts }) => [id, verdicts.map((one) => (one === 2 ? undefined : one === 1))]),
  )
}

describe('the compiler', () => {
  test('every kind has an evaluator and a maker here, and examples that bind', async () => {
    const known = {
      ...evaluators,
      ...organisationEvaluators,
      ...threadEvaluators,
      ...visitorEvaluators,
      ...quantifiers,
    }
    expect(kinds.map(({ name }) => name).sort()).toEqual(Object.keys(known).sort())
    for (const [subject, number] of [
      ['person', people.length],
      ['organisation', 4],
      ['thread', threads.length],
      ['visitor', visitors.length],
    ] as const) {
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

  test('says the same of organisations, by what they are and by their people: 960 cases', async () => {
    const seen = { true: 0, false: 0, undefined: 0 }
    for (let round = 0; round < 12; round++) {
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
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100)
  }, 300_000)

  test.each([
    ['thread', threads, ({ id }: Thread) => id],
    ['visitor', visitors, ({ visitor }: Visitor) => visitor],
  ] as const)(
    'says the same of each %s',
    async (subject, all, nameOf) => {
      const seen = { true: 0, false: 0, undefined: 0 }
      for (let round = 0; round < 5; round++) {
        const rules = Array.from({ length: 20 }, () => parseRule(makeRule(3, subject), kinds, subject))
        const told = await ask(rules, subject)
        for (const one of all)
          for (const [at, rule] of rules.entries()) {
            const expected = evaluate(rule, one)
            seen[String(expected) as 'true'] += 1
            const verdict = told.get(String(nameOf(one as Thread & Visitor)))?.[at]
            if (verdict !== expected) expect({ rule: writeRule(rule), one, verdict }).toEqual({ expected })
          }
      }
      for (const count of Object.values(seen)) expect(count).toBeGreaterThan(200)
    },
    300_000,
  )

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
