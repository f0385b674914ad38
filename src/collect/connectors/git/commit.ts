import { type EventType, findProofs } from '../../../core/index.ts'
import type { AliasDraft, EventDraft } from '../../connector.ts'
import type { FileClass } from './file-class.ts'
import type { Moment } from './moment.ts'
import type { Ident, RawCommit } from './record.ts'
import { cutText } from './text.ts'
import { readTrailers } from './trailer.ts'

/** More paths than this say nothing of what a change is about; the counts still hold all. */
const mostTouched = 1000
const longestSubject = 200

/** A commit's events: who wrote it, who committed it for somebody else, whom its trailers name. */
export function toCommitEvents(commit: RawCommit, classify: (path: string) => FileClass): EventDraft[] {
  const { author, committer, message, stat } = commit
  const subject = readSubject(message)
  const about: About = {
    id: commit.hash,
    object: { kind: 'commit', id: commit.hash },
    attrs: commit.isMerge ? { subject, merge: '1' } : { subject },
    flags: commit.flags,
  }
  const written = newDraft(about, 'author', 'commit.author', commit.authored, author)
  const proof = findProofs(message)
  if (proof !== '') written.attrs = { ...about.attrs, proof }
  if (stat !== undefined) addLines(written, stat, classify)
  const events = [written]
  // Who commits, reviews or signs does so when the commit is made, which may be long after it was written.
  const made = commit.committed ?? commit.authored
  if (committer !== undefined && !isSameIdent(committer, author))
    events.push(newDraft(about, 'commit', 'commit.commit', made, committer))
  const trailers = readTrailers(message)
  if (trailers.length === 0) return events
  const seen = new Set<string>()
  for (const { role, person } of trailers) {
    const id = `${role}:${person.name} <${person.email}>`
    // A trailer that names the author again says nothing the commit itself does not.
    if (isAuthor(person, author) || seen.has(id)) continue
    seen.add(id)
    const moment = role === 'co_authored_by' ? commit.authored : made
    events.push(newDraft(about, id, `commit.trailer.${role}`, moment, person))
  }
  return events
}

/** What all events of one commit or tag share. */
interface About {
  readonly id: string
  readonly object: NonNullable<EventDraft['object']>
  readonly attrs: Readonly<Record<string, string>>
  readonly flags: readonly string[]
}

type Draft = { -readonly [K in keyof EventDraft]: EventDraft[K] }

/** An event of somebody at some time. Built field by field, because spreading objects took a third of the time of all reading. */
export function newDraft(
  about: About,
  id: string,
  type: EventType,
  moment: Moment,
  person: Ident | undefined,
): Draft {
  const draft: Draft = {
    sourceEventId: `${about.id}:${id}`,
    type,
    occurredAt: moment.at,
    object: about.object,
    visibility: 'public',
    lawfulBasis: 'public record',
    attrs: about.attrs,
    flags: moment.doubt === undefined ? about.flags : [...about.flags, moment.doubt],
  }
  if (moment.offset !== undefined) draft.tzOffsetMin = moment.offset
  const actor = person === undefined ? undefined : toActor(person)
  if (actor !== undefined) draft.actor = actor
  return draft
}

/** The first line of a message, cut to a length for lists. */
export function readSubject(message: string): string {
  const text = message.trimStart()
  const end = text.indexOf('\n')
  return cutText(end === -1 ? text : text.slice(0, end).trimEnd(), longestSubject)
}

/** Nobody where both parts are empty, which old imports contain. */
function toActor({ name, email }: Ident): AliasDraft | undefined {
  if (name !== '') return email === '' ? { name } : { name, email }
  return email === '' ? undefined : { email }
}

function addLines(event: Draft, stat: readonly string[], classify: (path: string) => FileClass): void {
  const quantities: Record<string, number> = { files: stat.length }
  const touched: string[] = []
  for (const line of stat) {
    const first = line.indexOf('\t')
    const second = line.indexOf('\t', first + 1)
    const path = line.slice(second + 1)
    const keys = countKeys[classify(path)]
    // A binary file has `-` for both: it counts as a file, and its class is named with no lines.
    addTo(quantities, keys.added, Number.parseInt(line, 10) || 0)
    addTo(quantities, keys.removed, Number.parseInt(line.slice(first + 1, second), 10) || 0)
    if (touched.length < mostTouched) touched.push(path)
  }
  event.quantities = quantities
  event.touched = touched
  if (touched.length < stat.length) event.flags = [...(event.flags ?? []), 'paths-cut']
}

const toKeys = (kind: FileClass): { added: string; removed: string } => ({
  added: `added.${kind}`,
  removed: `removed.${kind}`,
})
const countKeys: Readonly<Record<FileClass, { readonly added: string; readonly removed: string }>> = {
  source: toKeys('source'),
  docs: toKeys('docs'),
  translation: toKeys('translation'),
  tests: toKeys('tests'),
  build: toKeys('build'),
  other: toKeys('other'),
}

function addTo(quantities: Record<string, number>, key: string, amount: number): void {
  quantities[key] = (quantities[key] ?? 0) + amount
}

function isSameIdent(left: Ident, right: Ident): boolean {
  return left.name === right.name && isSameAddress(left.email, right.email)
}

function isAuthor(person: Ident, author: Ident): boolean {
  if (person.email !== '') return isSameAddress(person.email, author.email)
  return person.name.toLowerCase() === author.name.toLowerCase()
}

function isSameAddress(left: string, right: string): boolean {
  return left === right || left.toLowerCase() === right.toLowerCase()
}
