import { z } from 'zod'
import { question } from '../../store/index.ts'

export const countActs = question({
  text: 'SELECT count() AS acts FROM human_acts',
  params: () => ({}),
  row: z.object({ acts: z.coerce.number() }),
  examples: [undefined],
})

/** Acts in threads, told by whomever. */
export const countThreadActs = question({
  text: `SELECT count() AS told FROM events WHERE object_kind = 'thread'`,
  params: () => ({}),
  row: z.object({ told: z.coerce.number() }),
  examples: [undefined],
})
