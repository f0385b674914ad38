import { z } from 'zod'
import { question } from '../../../store/index.ts'

interface Windows {
  /** First days of months: the later window is [middle, end), the earlier [start, middle). */
  readonly start: string
  readonly middle: string
  readonly end: string
}

/** How many people did something in each of two stretches of months. */
export const activePeople = question({
  text: `SELECT uniqExactIf(person_id, month >= {middle:Date}) AS later, uniqExactIf(person_id, month < {middle:Date}) AS earlier
    FROM activity WHERE month >= {start:Date} AND month < {end:Date}
      AND person_id IN (SELECT person_id FROM person_cards WHERE class = 'human')`,
  params: ({ start, middle, end }: Windows) => ({ start, middle, end }),
  row: z.object({ later: z.coerce.number(), earlier: z.coerce.number() }),
  examples: [{ start: '2007-04-01', middle: '2007-07-01', end: '2007-10-01' }],
})

/** How many acts of people there are, and those of the thousand most active, most active first: where half of it comes from. */
export const mostActive = question({
  text: `SELECT sum(person_cards.events) AS events,
      arrayMap(negative -> -negative, groupArraySorted(1000)(-toInt64(person_cards.events))) AS top
    FROM person_cards WHERE class = 'human'`,
  params: () => ({}),
  row: z.object({ events: z.coerce.number(), top: z.array(z.coerce.number()) }),
  examples: [undefined],
})
