import { z } from 'zod'
import { question } from '../../../store/index.ts'

/** Aliases in git histories of people who have several there, of one source or all, with the name and address each person is shown under. */
export const mailmapAliases = question({
  text: ({ source }: { readonly source: string | undefined }) => `WITH
      named AS (
        SELECT alias_id, person_id, name, email, sources FROM person_aliases WHERE platform = 'git' ${source === undefined ? '' : 'AND has(sources, {source:String})'}
      )
    SELECT toString(named.person_id) AS personId, people.name AS properName, people.email AS properEmail, named.name AS name, named.email AS email
    FROM named INNER JOIN people ON people.person_id = named.person_id
    WHERE people.class != 'role'
    ORDER BY personId, name, email`,
  params: ({ source }): Record<string, string> => (source === undefined ? {} : { source }),
  row: z.object({
    personId: z.string(),
    properName: z.string(),
    properEmail: z.string(),
    name: z.string(),
    email: z.string(),
  }),
  examples: [{ source: undefined }, { source: 'git:demo' }],
})
