import type { Clock } from '../../core/index.ts'
import { type Discovery, discoverGroups, findMethod } from '../../segment/index.ts'
import type { Store } from '../../store/index.ts'
import { countOf } from '../sentence.ts'
import { readAsOf } from './as-of.ts'
import type { Work } from './jobs.ts'

interface DiscoveryRequest {
  readonly method?: string | undefined
  readonly k?: number | undefined
  readonly seed?: number | undefined
}

/** A search for groups as work of the queue. A UserError at once for a method there is not. */
export function planDiscovery(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  request: DiscoveryRequest,
): { title: string; work: Work } {
  if (request.method !== undefined) findMethod(request.method)
  return {
    title: 'Discover groups',
    work: async (report, signal) => {
      const asOf = (await readAsOf(store)) ?? clock.now()
      const found = await discoverGroups(store, request, {
        asOf,
        madeAt: clock.now(),
        signal,
        onStep: (step, done, total, unit) => report.step(step, { done, total, unit }),
      })
      report.say(describeDiscovery(found))
    },
  }
}

function describeDiscovery({ people, methodTitle, clusters }: Discovery): string {
  const ready = clusters.filter(({ canPublish }) => canPublish).length
  return `Found ${countOf(clusters.length, 'group')} among ${countOf(people, 'person', 'people')} (${methodTitle.toLowerCase()}); ${ready === 0 ? 'none' : ready} of them can be published.`
}
