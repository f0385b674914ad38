import type { Page } from '../../connector.ts'
import type { ListPage } from './api.ts'
import { isMissing, type RepositoryReading, toPage } from './reading.ts'
import type { GithubRecord } from './record.ts'

/**
 * Reads releases and how often their files were downloaded. GitHub tells a total that grows; what is yielded is by how much it
 * grew since it was read before. That reading is part of the event's identity, so a run that is repeated counts nothing twice.
 */
export async function* readReleases(reading: RepositoryReading): AsyncGenerator<Page, void, void> {
  const { releases } = reading.mark
  const { pages } = releases
  let begunAt = 0
  for (let number = 1; ; number++) {
    const known = pages[number - 1]
    const answer = await reading.api.readList(
      `${reading.path}/releases`,
      { page: number },
      known === undefined ? {} : { 'if-none-match': known.etag },
    )
    if (isMissing(reading, 'releases', answer)) return yield toPage(reading, [])
    const isSame = answer.status === 304
    const hasNext = isSame ? known?.hasNext === true : answer.hasNext
    if (number === 1) begunAt = answer.answeredAt
    const records = isSame ? [] : toRecords(reading, answer)
    // An answer without a name is asked for anew each time, and so are those after it.
    if (!isSame && answer.etag === undefined) pages.splice(number - 1)
    if (!isSame && answer.etag !== undefined) pages.splice(number - 1, 1, { etag: answer.etag, hasNext })
    if (!hasNext) releases.at = begunAt
    yield toPage(reading, records)
    if (!hasNext) return
  }
}

function toRecords(reading: RepositoryReading, { items, answeredAt }: ListPage): GithubRecord[] {
  const { repository } = reading
  return items.flatMap((raw) => [
    { list: 'releases', repository, answeredAt, raw },
    ...listAssets(raw).flatMap((asset) => measureGrowth(reading, asset, answeredAt)),
  ])
}

interface Asset {
  readonly id: number
  readonly count: number
  readonly raw: object
}

function listAssets(release: unknown): Asset[] {
  if (typeof release !== 'object' || release === null) return []
  const assets: unknown = Reflect.get(release, 'assets')
  const tag: unknown = Reflect.get(release, 'tag_name')
  return (Array.isArray(assets) ? assets : []).flatMap((asset: unknown) => {
    if (typeof asset !== 'object' || asset === null) return []
    const id: unknown = Reflect.get(asset, 'id')
    const count: unknown = Reflect.get(asset, 'download_count')
    if (typeof id !== 'number' || typeof count !== 'number' || !Number.isSafeInteger(count)) return []
    const { name, created_at } = asset as Record<string, unknown>
    return [{ id, count, raw: { id, tag, name, created_at, download_count: count } }]
  })
}

function measureGrowth(reading: RepositoryReading, asset: Asset, answeredAt: number): GithubRecord[] {
  const { totals, at } = reading.mark.releases
  const known = totals[asset.id]
  const before = known === undefined ? undefined : { count: known.count, at: Math.max(known.at, at) }
  if (asset.count <= (before?.count ?? 0)) return []
  totals[asset.id] = { count: asset.count, at: answeredAt }
  return [
    {
      list: 'downloads',
      repository: reading.repository,
      answeredAt,
      raw: asset.raw,
      ...(before === undefined ? {} : { before }),
    },
  ]
}
