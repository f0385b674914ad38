import type {
  List,
  Member,
  Organisation,
  OrganisationSummary,
  Person,
  PersonSummary,
  Scheme,
  Segment,
} from '../../http/contract.ts'
import { formatNumber } from '../../sentence.ts'
import type { Invocation } from '../invocation.ts'
import { parseMoment } from '../moment.ts'
import { formatTable } from '../table.ts'
import { toInert } from '../terminal.ts'
import { printCohort } from './cohort.ts'

/** Options of a list as they stand on the command line; the API checks them. */
export type ListOptions = Readonly<Record<string, string | boolean | undefined>>

const day = (instant: string | null): string => instant?.slice(0, 10) ?? ''

/** `people list`. */
export async function listPeople(invocation: Invocation, options: ListOptions): Promise<undefined> {
  const list = await askList<PersonSummary>(invocation, '/api/v1/people', options)
  if (list === undefined) return
  const columns = [
    { title: 'id' },
    { title: 'name' },
    { title: 'email' },
    { title: 'class' },
    { title: 'state' },
    { title: 'organisation' },
    { title: 'events', isNumber: true },
    { title: 'last seen' },
  ]
  const rows = list.items.map((person) => [
    person.personId,
    person.name,
    person.email,
    person.class,
    person.state ?? '',
    person.organisation?.name ?? '',
    formatNumber(person.events),
    day(person.lastSeen),
  ])
  printPage(invocation, list, formatTable(columns, rows), 'No person matches.')
}

/** `organisations list`. */
export async function listOrganisations(invocation: Invocation, options: ListOptions): Promise<undefined> {
  const list = await askList<OrganisationSummary>(invocation, '/api/v1/organisations', options)
  if (list === undefined) return
  const columns = [
    { title: 'id' },
    { title: 'name' },
    { title: 'domain' },
    { title: 'kind' },
    { title: 'business' },
    { title: 'size' },
    { title: 'people', isNumber: true },
    { title: 'events', isNumber: true },
    { title: 'in logs', isNumber: true },
    { title: 'last seen' },
  ]
  const rows = list.items.map((organisation) => [
    organisation.organisationId,
    organisation.name,
    organisation.domain,
    organisation.kind,
    organisation.businessType,
    organisation.sizeClass,
    formatNumber(organisation.people),
    formatNumber(organisation.events),
    formatNumber(organisation.logActs),
    day(organisation.lastSeen),
  ])
  printPage(invocation, list, formatTable(columns, rows), 'No organisation matches.')
}

/** `segments list`: every segment under its scheme. */
export async function listSegments(invocation: Invocation): Promise<undefined> {
  const list = await askList<Scheme>(invocation, '/api/v1/schemes', {})
  if (list === undefined) return
  const columns = [
    { title: 'segment' },
    { title: 'title' },
    { title: 'members', isNumber: true },
    { title: 'anonymous', isNumber: true },
    { title: 'what it is' },
  ]
  const rows = list.items.flatMap((scheme) =>
    scheme.segments.map((segment) => [
      segment.segment,
      segment.title,
      formatNumber(segment.members),
      segment.anonymous === 0 ? '' : formatNumber(segment.anonymous),
      segment.sentence,
    ]),
  )
  printPage(invocation, list, formatTable(columns, rows), 'Nothing was segmented yet: groundswell run.')
}

/** `segments show <segment>`: what it is and who is in it, now or at a moment. */
export async function showSegment(
  invocation: Invocation,
  segment: string,
  { asOf, ...options }: ListOptions,
): Promise<undefined> {
  const { terminal } = invocation
  const moment = typeof asOf === 'string' ? { asOf: parseMoment(asOf) } : {}
  const client = await invocation.client()
  const path = `/api/v1/segments/${encodeURIComponent(segment)}`
  const found = await client.ask<Segment>('GET', path)
  if (found.cohort !== null) {
    if (terminal.json) return void terminal.printJson(found)
    terminal.print(toInert(`${found.title}: ${found.sentence}`))
    return printCohort(terminal, found.cohort)
  }
  const members = await client.ask<List<Member>>(
    'GET',
    `${path}/members${toQuery({ ...options, ...moment })}`,
  )
  if (terminal.json) {
    terminal.printJson({ ...found, memberList: members })
    return
  }
  terminal.print(toInert(`${found.title}: ${found.sentence}`))
  const columns = [
    { title: 'id' },
    { title: 'name' },
    { title: 'events', isNumber: true },
    { title: 'since' },
    { title: 'why' },
  ]
  const rows = members.items.map((member) => [
    member.subjectId,
    member.name,
    formatNumber(member.events),
    day(member.enteredAt),
    member.enteredReason,
  ])
  printPage(invocation, members, formatTable(columns, rows), 'Nobody is in it.')
}

/** `people show <id>`. */
export async function showPerson(invocation: Invocation, id: string): Promise<undefined> {
  const { terminal } = invocation
  const client = await invocation.client()
  const person = await client.ask<Person>('GET', `/api/v1/people/${encodeURIComponent(id)}`)
  if (terminal.json) {
    terminal.printJson(person)
    return
  }
  const state = person.states.at(-1)
  const lines = [
    `${person.name} <${person.email}> · ${person.class} (${person.classReason})`,
    `${formatNumber(person.events)} events from ${day(person.firstSeen)} to ${day(person.lastSeen)}`,
    person.organisation === null ? 'No organisation is known.' : `Acts for ${person.organisation.name}.`,
    ...person.affiliations.map(
      (stay) =>
        `  ${stay.name}, ${day(stay.validFrom)} to ${stay.validTo === null ? 'now' : day(stay.validTo)}, ${Math.round(stay.probability * 100)} % likely: ${stay.evidence}`,
    ),
    ...(state === undefined ? [] : [`On ${state.state} since ${day(state.enteredAt)}: ${state.reason}`]),
    '',
    'Known as',
    ...person.aliasList.map(
      (alias) => `  ${alias.name} <${alias.email}> ${alias.username} in ${alias.sources.join(', ')}`,
    ),
    ...(person.evidence.length === 0 ? [] : ['', 'Why these are one person']),
    ...person.evidence.map((item) => `  ${item.verdict}: ${item.evidence} (${item.rule})`),
    ...person.visitors.map(
      (visitor) =>
        `  accepted: ${formatNumber(visitor.events)} events by a visitor who gave this name on ${day(visitor.namedAt)} (known visitor)`,
    ),
    '',
    'In the segments',
    ...person.memberships
      .filter((stay) => stay.leftAt === null)
      .map((stay) => `  ${stay.title} since ${day(stay.enteredAt)}: ${stay.enteredReason}`),
  ]
  for (const line of lines) terminal.print(toInert(line))
}

/** `organisations show <id>`. */
export async function showOrganisation(invocation: Invocation, id: string): Promise<undefined> {
  const { terminal } = invocation
  const client = await invocation.client()
  const organisation = await client.ask<Organisation>(
    'GET',
    `/api/v1/organisations/${encodeURIComponent(id)}`,
  )
  if (terminal.json) {
    terminal.printJson(organisation)
    return
  }
  const lines = [
    `${organisation.name} (${organisation.domain}) · ${organisation.kind}: ${organisation.kindReason}`,
    `${formatNumber(organisation.people)} people, ${formatNumber(organisation.events)} events from ${day(organisation.firstSeen)} to ${day(organisation.lastSeen)}`,
    ...organisation.facts
      .filter(({ status }) => status !== 'unknown')
      .map(
        (fact) =>
          `  ${fact.title}: ${fact.words}${fact.status === 'inferred' ? `, ${Math.round(fact.probability * 100)} % likely` : ''} (${fact.evidence})`,
      ),
    ...tellLogs(organisation.logs),
    ...organisation.ladder.map((rung) => `  ${rung.state}: ${formatNumber(rung.people)}`),
    ...organisation.decisions.map(
      ({ a, b, verdict, holds }) =>
        `  ${b.name} is ${verdict === 'same' ? 'part of' : 'not'} ${a.name}, as decided here${holds ? '' : ', without effect'}`,
    ),
    ...organisation.alike.map(
      (other) =>
        `  may be one with ${other.name} (${other.domain}): groundswell organisations same ${id} ${other.organisationId}`,
    ),
    ...organisation.owners.map((owner) => `  belongs to ${owner.name}: ${owner.sentence}`),
    ...organisation.owned.map((owned) => `  has ${owned.name}: ${owned.sentence}`),
    ...tellGroup(organisation),
    ...organisation.domains.map((domain) => `  ${domain.domain}: ${domain.reason}`),
    ...(organisation.affiliations.length === 0 ? [] : ['', 'Who is held to act for it']),
    ...organisation.affiliations.map(
      (stay) =>
        `  ${stay.name}, ${day(stay.validFrom)} to ${stay.validTo === null ? 'now' : day(stay.validTo)}, ${Math.round(stay.probability * 100)} % likely: ${stay.evidence}`,
    ),
  ]
  for (const line of lines) terminal.print(toInert(line))
}

/** What an organisation did together with those that belonged to it at the time. */
function tellGroup({ activity, groupActivity, groupParts }: Organisation): string[] {
  if (groupParts.length === 0) return []
  const sum = (months: Organisation['activity']): string =>
    formatNumber(months.reduce((total, { events }) => total + events, 0))
  const parts = groupParts.map(({ name, events }) => `${name} ${formatNumber(events)}`)
  return [
    `  with what belonged to it at the time ${sum(groupActivity)} events, its own people ${sum(activity)}: ${parts.join(', ')}`,
  ]
}

/** What came from the networks of an organisation, month by month. */
const tellLogs = ({ months }: Organisation['logs']): string[] =>
  months.map(
    ({ month, visits, downloads, automated, endpoints, origins }) =>
      `  in logs of ${month.slice(0, 7)}: ${formatNumber(visits)} visits, ${formatNumber(downloads)} downloads from ${formatNumber(endpoints)} addresses with ${formatNumber(origins)} clients, and ${formatNumber(automated)} by machines`,
  )

/** A list from the API; with --json it is printed as it came, and undefined. */
async function askList<T>(
  invocation: Invocation,
  path: string,
  options: ListOptions,
): Promise<List<T> | undefined> {
  const client = await invocation.client()
  const list = await client.ask<List<T>>('GET', `${path}${toQuery(options)}`)
  if (!invocation.terminal.json) return list
  invocation.terminal.printJson(list)
  return undefined
}

function printPage<T>({ terminal }: Invocation, list: List<T>, table: string, empty: string): void {
  terminal.print(list.items.length === 0 ? empty : table)
  if (list.next !== null)
    terminal.print(
      `${formatNumber(list.items.length)} of ${formatNumber(list.total)}; more with --offset ${list.next}.`,
    )
}

export function toQuery(options: ListOptions): string {
  const entries = Object.entries(options).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value]] : [],
  )
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries as [string, string][])}`
}
