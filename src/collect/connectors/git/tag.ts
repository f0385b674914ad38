import type { EventDraft } from '../../connector.ts'
import { newDraft, readSubject } from './commit.ts'
import type { GitOptions, Repository } from './git-child.ts'
import { type GitObject, readObjects } from './git-object.ts'
import { readIdentLine } from './ident.ts'
import type { GitRecord, RawTag } from './record.ts'
import { decodeText } from './text.ts'

/** A tag as a published release; a lightweight one names nobody. */
export function toTagEvent(tag: RawTag): EventDraft {
  const about = {
    id: 'tag',
    object: { kind: 'release', id: tag.name, version: tag.name },
    attrs: { subject: readSubject(tag.message), commit: tag.commit },
    flags: tag.flags,
  }
  return newDraft(about, tag.name, 'release.publish', tag.tagged, tag.tagger)
}

/** A tag and the commit it leads to; for a lightweight one the same object. */
export interface TagRef {
  readonly name: string
  readonly object: string
  readonly commit: string
}

/** Tags with what their objects say: who made them, when, and why. */
export async function* readTags(
  repository: Repository,
  tags: readonly TagRef[],
  how: { readonly now: Date; readonly encoding: string },
  options: GitOptions,
): AsyncGenerator<GitRecord, void, void> {
  const objects = readObjects(
    repository,
    tags.flatMap((tag) => [tag.commit, tag.object]),
    options,
  )
  for (const tag of tags) {
    const commit = await objects.next()
    const own = await objects.next()
    if (commit.done || own.done) return
    yield toTagRecord(tag, commit.value, own.value, how)
  }
}

function toTagRecord(
  tag: TagRef,
  commitObject: GitObject,
  ownObject: GitObject,
  how: { readonly now: Date; readonly encoding: string },
): GitRecord {
  const commit = readFields(commitObject, how.encoding)
  const own = readFields(ownObject, how.encoding)
  const tagger = own.fields['tagger']
  const made = tagger === undefined ? undefined : readIdentLine(tagger, how.now)
  const committed = readIdentLine(commit.fields['committer'] ?? '', how.now).moment
  const tagged = made?.moment ?? committed
  if (tagged === undefined) {
    const reason = 'neither the tag nor its commit has a date that can be read'
    return { kind: 'unreadable', reason, position: `tag ${tag.name}`, record: own.message }
  }
  const isAnnotated = tag.object !== tag.commit
  return {
    kind: 'tag',
    name: tag.name,
    commit: tag.commit,
    tagger: made?.ident,
    tagged,
    message: isAnnotated ? own.message : '',
    flags: [],
  }
}

/** The head of a commit or tag object, and its message; a field that comes twice is the first. */
function readFields(
  object: GitObject,
  encoding: string,
): { fields: Record<string, string | undefined>; message: string } {
  const text = decodeText(object.content, encoding)
  const end = text.indexOf('\n\n')
  const fields: Record<string, string | undefined> = {}
  for (const line of (end === -1 ? text : text.slice(0, end)).split('\n')) {
    const space = line.indexOf(' ')
    if (space > 0) fields[line.slice(0, space)] ??= line.slice(space + 1)
  }
  return { fields, message: end === -1 ? '' : text.slice(end + 2) }
}
