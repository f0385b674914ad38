import { z } from 'zod'
import { question } from '../../../store/index.ts'

/** How many acts of people there are, and those of the thousand most active, most active first: where half of it comes from. */
export const mostActive = question({
  text: `SELECT sum(person_cards.events) AS events,
      arrayMap(negative -> -negative, groupArraySorted(1000)(-toInt64(person_cards.events))) AS top
    FROM person_cards WHERE class = 'human'`,
  params: () => ({}),
  row: z.object({ events: z.coerce.number(), top: z.array(z.coerce.number()) }),
  examples: [undefined],
})
