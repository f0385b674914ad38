import { z } from 'zod'
import { parseMoment, tableFields } from '../../table/index.ts'

const isMoment = (text: string): boolean =>
  text === '' || 'at' in parseMoment(text, { order: 'unclear', timeZone: 'UTC' })

const column = z.string().default('')

export const surveyConfig = z.object({
  ...tableFields,
  survey: z.string().default('').describe('What the survey is called; else the name of the file.'),
  questions: z
    .array(
      z.object({
        column: z
          .string()
          .min(1)
          .describe('The header of the question; with * at the end all that begin so, as for boxes to tick.'),
        attribute: z
          .string()
          .regex(/^[a-z][a-z0-9_]{0,40}$/, 'lower-case letters, digits and _')
          .describe('What the answer says of the person, e.g. role, country, company, tools.'),
      }),
    )
    .default([])
    .describe(
      'Which questions are kept, and as what. Only these are, besides those whose header plainly asks for role, country or company.',
    ),
  answeredAt: z
    .string()
    .default('')
    .refine(isMoment, 'this is no date; write it like 2024-06-01')
    .describe('When people answered, e.g. 2024-06-01, where the file does not say.'),
  timeColumn: column.describe(
    'The header of the column that says when they answered, where it is not recognised.',
  ),
  emailColumn: column.describe('The header of the column with addresses, where it is not recognised.'),
  nameColumn: column.describe('The header of the column with names, where it is not recognised.'),
})

export type SurveyConfig = z.infer<typeof surveyConfig>
