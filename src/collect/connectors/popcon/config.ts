import { resolve } from 'node:path'
import { z } from 'zod'

const isDay = (text: string): boolean => text === '' || !Number.isNaN(Date.parse(`${text}T00:00:00Z`))

export const popconConfig = z.object({
  path: z
    .string()
    .min(1)
    .overwrite((path) => resolve(path))
    .describe('The list (by_inst or by_vote), plain or .gz, or a folder with one for each day.'),
  packages: z
    .array(z.string().trim().min(1))
    .min(1, 'name the packages that are yours; a list names all of the distribution')
    .describe('The packages that are yours, e.g. evolution; a * at the end stands for anything.'),
  takenOn: z
    .string()
    .default('')
    .refine((text) => text === '' || (/^\d{4}-\d{2}-\d{2}$/.test(text) && isDay(text)), {
      message: 'this is no date; write it like 2024-06-01',
    })
    .describe(
      'The day of the list, e.g. 2024-06-01. Otherwise the date in its name, else the one in its archive, else when the file was written.',
    ),
})

export type PopconConfig = z.infer<typeof popconConfig>
