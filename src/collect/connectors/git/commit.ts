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
  const { author, committer, hash, message } = commit
  const subject = readSubject(message)
  const base = {
    object: { kind: 'commit', id: hash },
    visibility: 'public',
    lawfulBasis: 'public record',
    attrs: commit.isMerge ? { subject, merge: '1' } : { subject },
  } as const
  const written = {
    ...base,
    sourceEventId: `${hash}:author`,
    type: 'commit.author',
    ...toTime(commit.authored, commit.flags),
    ...toActor(author),
  } as const
  const events: EventDraft[] = [
    commit.stat === undefined ? written : { ...written, ...countLines(commit.stat, written.flags, classify) },
  ]
  // Who commits, reviews or signs does so when the commit is made, which may be long after it was written.
  const made = toTime(commit.committed ?? commit.authored, commit.flags)
  if (committer !== undefined && !isSameIdent(committer, author))
    events.push({
      ...base,
      sourceEventId: `${hash}:commit`,
      type: 'commit.commit',
      ...made,
      ...toActor(committer),
    })
  const seen = new Set<string>()
  for (const { role, person } of readTrailers(message)) {
    const id = `${hash}:${role}:${person.name} <${person.email}>`
    // A trailer that names the author again says nothing the commit itself does not.
    if (isAuthor(person, author) || seen.has(id)) continue
    seen.add(id)
    const time = role === 'co_authored_by' ? toTime(commit.authored, commit.flags) : made
    events.push({ ...base, sourceEventId: id, type: `commit.trailer.${role}`, ...time, ...toActor(person) })
  }
  return events
}

/** The first line of a message, cut to a length for lists. */
export function readSubject(message: string): string {
  const text = message.trimStart()
  const end = text.indexOf('\n')
  return cutText(end === -1 ? text : text.slice(0, end).trimEnd(), longestSubject)
}

export function toTime(
  { at, offset, doubt }: Moment,
  flags: readonly string[],
): { occurredAt: number; tzOffsetMin?: number; flags: readonly string[] } {
  const held = { occurredAt: at, flags: doubt === undefined ? flags : [...flags, doubt] }
  return offset === undefined ? held : { ...held, tzOffsetMin: offset }
}

/** Nobody where both parts are empty, which old imports contain. */
export function toActor({ name, email }: Ident): { actor?: AliasDraft } {
  if (name === '' && email === '') return {}
  return { actor: { ...(name === '' ? {} : { name }), ...(email === '' ? {} : { email }) } }
}

function countLines(
  stat: readonly string[],
  flags: readonly string[],
  classify: (path: string) => FileClass,
): Pick<EventDraft, 'quantities' | 'touched' | 'flags'> {
  const quantities: Record<string, number> = { files: stat.length }
  const touched: string[] = []
  for (const line of stat) {
    const first = line.indexOf('\t')
    const second = line.indexOf('\t', first + 1)
    const path = line.slice(second + 1)
    const kind = classify(path)
    // A binary file has `-` for both: it counts as a file, and its class is named with no lines.
    addTo(quantities, `added.${kind}`, Number.parseInt(line, 10) || 0)
    addTo(quantities, `removed.${kind}`, Number.parseInt(line.slice(first + 1, second), 10) || 0)
    if (touched.length < mostTouched) touched.push(path)
  }
  return {
    quantities,
    touched,
    flags: touched.length < stat.length ? [...flags, 'paths-cut'] : flags,
  }
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
