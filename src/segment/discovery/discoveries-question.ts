import { z } from 'zod'
import { question } from '../../store/index.ts'
import type { Part } from '../part.ts'

/** When searches were made, the latest first. */
export const madeDiscoveries = question({
  text: 'SELECT discovery_id AS id, made_at FROM discoveries ORDER BY made_at DESC, discovery_id DESC',
  params: () => ({}),
  row: z.object({ id: z.string(), made_at: z.coerce.date() }),
  examples: [undefined],
})

/** Who was in which cluster, of those whose id is in a part, by their ids. */
export const clusteredPeople = question({
  text: `SELECT groupArray(toString(person_id)) AS people, groupArray(cluster) AS clusters
    FROM (SELECT person_id, cluster FROM discovery_members
      WHERE discovery_id = {discovery:String} AND person_id BETWEEN {first:UInt64} AND {last:UInt64} ORDER BY person_id)`,
  params: ({ discovery, part }: { discovery: string; part: Part }) => ({ ...part, discovery }),
  row: z.object({ people: z.array(z.string()), clusters: z.array(z.number()) }),
  examples: [{ discovery: '', part: { first: '0', last: '1' } }],
})

export const countClustered = question({
  text: 'SELECT count() AS people FROM discovery_members WHERE discovery_id = {discovery:String}',
  params: (discovery: string) => ({ discovery }),
  row: z.object({ people: z.coerce.number() }),
  examples: [''],
})
