import { z } from 'zod'
import { question } from '../../store/index.ts'

export const countActs = question({
  text: 'SELECT count() AS acts FROM human_acts',
  params: () => ({}),
  row: z.object({ acts: z.coerce.number() }),
  examples: [undefined],
})
