import { findProofs } from '../../../core/index.ts'
import { filled, namePattern, readId, readMoment, readText } from '../../forge/index.ts'
import { readActor } from './account.ts'
import { findIn } from './find-in.ts'
import type { GithubRecord, Told } from './record.ts'
import { inPublic, measure, threadOf } from './work-event.ts'

/** That a fork was pushed to and holds what its origin has not; dated at the push. */
export function toForkPush({ raw, repository }: GithubRecord): Told {
  const fork = findIn(raw, 'fork')
  const id = readId(findIn(fork, 'databaseId'))
  const occurredAt = readMoment(findIn(fork, 'pushedAt'))
  if (id === undefined || occurredAt === undefined) return undefined
  const compared = findIn(raw, 'compared')
  if (compared === undefined) return 'a fork that cannot be compared with its origin any more'
  const ahead = findIn(compared, 'ahead_by')
  const behind = findIn(compared, 'behind_by')
  if (typeof ahead !== 'number' || typeof behind !== 'number') return undefined
  if (ahead <= 0) return 'a fork that has nothing of its own'
  return [
    {
      ...inPublic,
      ...readActor(findIn(fork, 'owner')),
      sourceEventId: `fork-push:${id}`,
      type: 'repo.fork_ahead',
      occurredAt,
      object: { kind: 'repository', id: repository.name },
      quantities: { ahead_by: ahead, behind_by: behind },
    },
  ]
}

export function toRelease({ raw, repository }: GithubRecord): Told {
  if (findIn(raw, 'draft') === true) return 'a draft of a release'
  const id = readId(findIn(raw, 'id'))
  const occurredAt = readMoment(findIn(raw, 'published_at'))
  if (id === undefined || occurredAt === undefined) return undefined
  const { attrs, ...who } = readActor(findIn(raw, 'author'))
  const version = readText(findIn(raw, 'tag_name'))
  return [
    {
      ...inPublic,
      ...who,
      sourceEventId: `release:${id}`,
      act: `release:${id}`,
      type: 'release.publish',
      occurredAt,
      object: { kind: 'repository', id: repository.name, ...filled({ version }) },
      attrs: {
        ...filled({
          subject: readText(findIn(raw, 'name')),
          prerelease: findIn(raw, 'prerelease') === true ? '1' : '',
        }),
        ...attrs,
      },
    },
  ]
}

/** Nobody runs these; who checks a download downloads them beside it. */
const checks = /\.(?:asc|sig|sigstore|minisig|pem|sha\d*(?:sums?)?|md5(?:sums?)?|sbom)$/i

/**
 * Downloads of a file by nobody known, since it was read before or, the first time, since it was added. They are dated at the
 * beginning of that time, so that the same reading always makes the same event.
 */
export function toDownloads({ raw, repository, before, answeredAt }: GithubRecord): Told {
  const id = readId(findIn(raw, 'id'))
  const count = findIn(raw, 'download_count')
  const occurredAt = before?.at ?? readMoment(findIn(raw, 'created_at'))
  if (id === undefined || typeof count !== 'number' || occurredAt === undefined) return undefined
  const file = readText(findIn(raw, 'name'))
  if (checks.test(file)) return 'downloads of a signature or checksum'
  const version = readText(findIn(raw, 'tag'))
  return [
    {
      sourceEventId: `asset:${id}:${before?.count ?? 0}`,
      type: 'software.download',
      occurredAt,
      object: { kind: 'repository', id: repository.name, ...filled({ version }) },
      visibility: 'anonymous',
      lawfulBasis: 'public record',
      attrs: filled({ file, until: new Date(answeredAt).toISOString() }),
      quantities: { count: count - (before?.count ?? 0) },
      ...(before === undefined ? { flags: ['total-so-far'] } : {}),
    },
  ]
}

/** A discussion that was opened, or what somebody said in it. */
export function toDiscussed(record: GithubRecord): Told {
  const { raw, list } = record
  const id = readId(findIn(raw, 'databaseId'))
  const isTopic = list === 'discussions'
  const number = readId(isTopic ? findIn(raw, 'number') : record.number)
  const occurredAt = readMoment(findIn(raw, 'createdAt'))
  if (id === undefined || number === undefined || occurredAt === undefined) return undefined
  const { attrs, ...who } = readActor(findIn(raw, 'author'))
  const sourceEventId = `${isTopic ? 'discussion' : 'discussion-comment'}:${id}`
  return [
    {
      ...inPublic,
      ...who,
      sourceEventId,
      act: sourceEventId,
      type: isTopic ? 'forum.topic' : 'forum.reply',
      occurredAt,
      object: threadOf(record, number),
      attrs: {
        ...filled({
          subject: readText(findIn(raw, 'title')),
          category: readText(findIn(raw, 'category', 'name')),
          solved: findIn(raw, 'answerChosenAt') == null ? '' : '1',
          accepted: findIn(raw, 'isAnswer') === true ? '1' : '',
          pattern: isTopic ? '' : namePattern(findIn(raw, 'body')),
          proof: findProofs(findIn(raw, 'body')),
        }),
        ...attrs,
      },
      quantities: { characters: measure(findIn(raw, 'body')) },
    },
  ]
}

export function toSponsor({ raw, repository }: GithubRecord): Told {
  if (findIn(raw, 'privacyLevel') === 'PRIVATE') return 'a sponsor who wants it to be private'
  const id = readText(findIn(raw, 'id'))
  const occurredAt = readMoment(findIn(raw, 'createdAt'))
  if (id === '' || occurredAt === undefined) return undefined
  const { attrs, ...who } = readActor(findIn(raw, 'sponsorEntity'))
  const [owner = ''] = repository.name.split('/')
  return [
    {
      ...inPublic,
      ...who,
      sourceEventId: `sponsorship:${id}`,
      act: `sponsorship:${id}`,
      type: 'sponsor.start',
      occurredAt,
      object: { kind: 'account', id: owner },
      attrs: { ...filled({ once: findIn(raw, 'isOneTimePayment') === true ? '1' : '' }), ...attrs },
    },
  ]
}
