import { z } from 'zod'

/** What is decided in all on one subject: organisations, from when to when; '' is none. */
export const decidedStays = z.array(
  z.object({
    organisation: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    sentence: z.string(),
  }),
)

export const toMoment = (text: string | null | undefined): Date | undefined =>
  text == null ? undefined : new Date(text)
