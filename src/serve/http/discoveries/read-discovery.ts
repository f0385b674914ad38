import { UserError } from '../../../core/index.ts'
import type { Store } from '../../../store/index.ts'
import type { ClusterRule, Discovery, DiscoverySummary } from '../contract.ts'
import { keptDiscoveries, latestDiscovery, oneDiscovery } from '../questions/discoveries.ts'

/** The searches that are kept, in short. */
export async function listDiscoveries(store: Store): Promise<DiscoverySummary[]> {
  const kept = await store.read(keptDiscoveries(undefined))
  return kept.map(({ body: { discoveryId, madeAt, method, methodTitle, people, clusters } }) => ({
    discoveryId,
    madeAt,
    method,
    methodTitle,
    groups: clusters.length,
    people,
    publishable: clusters.filter(({ canPublish }) => canPublish).length,
  }))
}

/** A search by its id, or the `latest`. A UserError when there is none. */
export async function readDiscovery(store: Store, id: string): Promise<Discovery> {
  const [row] = await store.read(id === 'latest' ? latestDiscovery(undefined) : oneDiscovery(id))
  if (row !== undefined) return row.body
  throw new UserError(
    id === 'latest'
      ? 'Nobody has searched for groups yet: groundswell segments discover.'
      : `There is no search ${id}; only the latest ten are kept.`,
    { status: 404 },
  )
}

/** What a group is published with. A UserError (409) with the reasons when it cannot be. */
export function readClusterRule({ clusters }: Discovery, cluster: number): ClusterRule {
  const found = clusters.find((one) => one.cluster === cluster)
  if (found === undefined)
    throw new UserError(`There is no group ${cluster}; there are ${clusters.length}.`, { status: 404 })
  const { rule, name, sentence, canPublish, reasons } = found
  if (canPublish && rule !== null) return { name, sentence, rule }
  throw new UserError(`Group ${cluster} cannot be published. ${reasons.join(' ')}`, { status: 409 })
}
