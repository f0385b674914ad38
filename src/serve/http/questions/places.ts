import { question } from '../../../store/index.ts'
import { place } from '../contract.ts'

const most = 500

/** Projects, lists, channels and categories people acted in, the busiest first. */
export const allPlaces = question({
  text: `SELECT toString(arrayJoin(places)) AS place, count() AS acts FROM human_acts WHERE notEmpty(places)
    GROUP BY place ORDER BY acts DESC, place LIMIT ${most}`,
  params: () => ({}),
  row: place,
  examples: [undefined],
})
