import { z } from 'zod'
import { question } from '../../../store/index.ts'
import { personColumns, personRow } from './people.ts'

interface Some {
  readonly people: readonly string[]
}
const params = ({ people }: Some) => ({ people })
const examples: readonly Some[] = [{ people: ['1', '2'] }]

/** The cards of some people. */
export const cardsOfPeople = question({
  text: `SELECT ${personColumns} FROM person_cards WHERE person_id IN (SELECT toUInt64(arrayJoin({people:Array(String)})))`,
  params,
  row: personRow,
  examples,
})

/** Titles of the segments some people are in now. */
export const segmentsOfPeople = question({
  text: `SELECT toString(subject_id) AS personId, arraySort(groupUniqArray(segments.title)) AS titles
    FROM memberships INNER JOIN segments ON segments.segment = memberships.segment
    WHERE subject_kind = 'person' AND left_at IS NULL AND subject_id IN (SELECT toUInt64(arrayJoin({people:Array(String)})))
    GROUP BY personId`,
  params,
  row: z.object({ personId: z.string(), titles: z.array(z.string()) }),
  examples,
})
