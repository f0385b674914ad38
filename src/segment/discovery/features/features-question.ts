import { z } from 'zod'
import { question } from '../../../store/index.ts'
import type { Part } from '../../part.ts'

const numbers = z.array(z.number())
const texts = z.array(z.string())

/** The features of some people, a list for each, people by their ids. */
export const readPart = question({
  text: `SELECT groupArray(toString(person_id)) AS people, groupArray(acts) AS acts, groupArray(recency) AS recency,
      groupArray(tenure) AS tenure, groupArray(active_days) AS active_days, groupArray(engagement) AS engagement,
      groupArray(rung) AS rung, groupArray(toString(purpose)) AS purpose, groupArray(toString(role)) AS role,
      groupArray(toString(skill)) AS skill, groupArray(toString(employer)) AS employer, groupArray(toString(work)) AS work
    FROM (SELECT * FROM person_features WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64} ORDER BY person_id)`,
  params: (part: Part) => ({ ...part }),
  row: z.object({
    people: texts,
    acts: z.array(numbers),
    recency: numbers,
    tenure: numbers,
    active_days: numbers,
    engagement: numbers,
    rung: numbers,
    purpose: texts,
    role: texts,
    skill: texts,
    employer: texts,
    work: texts,
  }),
  examples: [{ first: '0', last: '18446744073709551615' }],
})

export const countPeople = question({
  text: 'SELECT count() AS people FROM person_features',
  params: () => ({}),
  row: z.object({ people: z.coerce.number() }),
  examples: [undefined],
})
