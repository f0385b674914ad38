import { z } from 'zod'
import { question } from '../../../store/index.ts'
import { definition } from '../contract.ts'

/** What the last look at each segment made of a rule saw. */
export const lastLooks = question({
  text: `SELECT toString(segment) AS segment, version, at, members, unknown, milliseconds, recorded_at AS recordedAt FROM segment_looks
    ORDER BY segment_looks.segment, recorded_at DESC LIMIT 1 BY segment_looks.segment`,
  params: () => ({}),
  row: definition.shape.look.unwrap().extend({ segment: z.string() }),
  examples: [undefined],
})

/** The moments for which people were first placed by each version of a definition. */
export const firstLooks = question({
  text: `SELECT version, argMin(at, recorded_at) AS placedAt FROM segment_looks WHERE segment = {segment:String} GROUP BY version`,
  params: ({ segment }: { segment: string }) => ({ segment }),
  row: z.object({ version: definition.shape.version, placedAt: definition.shape.decidedAt }),
  examples: [{ segment: 'custom/writers' }],
})

/** Which people or organisations somebody means by some words: an id, an address or domain, a name. */
export const meantSubjects = {
  person: question({
    text: `SELECT word, groupUniqArray(toString(person_id)) AS ids FROM person_aliases
      ARRAY JOIN arrayFilter(one -> lower(one) = lower(email) OR one = name OR one = toString(person_id), {words:Array(String)}) AS word
      GROUP BY word`,
    params: ({ words }: { words: readonly string[] }) => ({ words: [...words] }),
    row: z.object({ word: z.string(), ids: z.array(z.string()) }),
    examples: [{ words: ['ada@loom.example'] }],
  }),
  organisation: question({
    text: `SELECT word, groupUniqArray(toString(organisation_id)) AS ids FROM organisations
      ARRAY JOIN arrayFilter(one -> lower(one) = lower(domain) OR one = name OR one = toString(organisation_id), {words:Array(String)}) AS word
      GROUP BY word`,
    params: ({ words }: { words: readonly string[] }) => ({ words: [...words] }),
    row: z.object({ word: z.string(), ids: z.array(z.string()) }),
    examples: [{ words: ['loom.example'] }],
  }),
} as const
