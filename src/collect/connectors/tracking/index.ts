import type { PushConnector } from '../../connector.ts'
import { type TrackingConfig, trackingConfig } from './config.ts'
import { acceptCalls, routes, showsKey } from './delivery.ts'
import { toOutcome } from './outcome.ts'
import { snippet } from './snippet.ts'

export const connector: PushConnector<TrackingConfig> = {
  form: 'push',
  name: 'tracking',
  title: 'Web and product tracking',
  reads: 'what sites and programs send to the tracking API, as libraries for Segment do',
  config: trackingConfig,
  // Any tracked name can be given any meaning.
  emits: ['web.visit', 'docs.visit', 'pricing.visit', 'product.use'],
  platform: 'tracking',
  routes,
  scripts: { '/v1/groundswell.js': snippet },
  nameSource: ({ name }) => name,
  // Nothing on a disk is this.
  recognise: async () => undefined,
  owns: showsKey,
  accept: acceptCalls,
  toOutcome,
}
