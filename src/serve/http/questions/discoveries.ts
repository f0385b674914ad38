import { z } from 'zod'
import { question } from '../../../store/index.ts'
import { discovery } from '../contract.ts'

const body = z.string().transform((text) => discovery.parse(JSON.parse(text)))

/** All searches that are kept, the latest first. */
export const keptDiscoveries = question({
  text: 'SELECT body FROM discoveries ORDER BY made_at DESC, discovery_id DESC',
  params: () => ({}),
  row: z.object({ body }),
  examples: [undefined],
})

/** One search by its id. */
export const oneDiscovery = question({
  text: 'SELECT body FROM discoveries WHERE discovery_id = {id:String} LIMIT 1',
  params: (id: string) => ({ id }),
  row: z.object({ body }),
  examples: ['made-up'],
})

/** The latest search. */
export const latestDiscovery = question({
  text: 'SELECT body FROM discoveries ORDER BY made_at DESC, discovery_id DESC LIMIT 1',
  params: () => ({}),
  row: z.object({ body }),
  examples: [undefined],
})
