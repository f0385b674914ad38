import { z } from 'zod'
import { type EventType, eventTypes } from '../../../core/index.ts'
import { parseMoment, tableFields } from '../../table/index.ts'

export const knownTypes = Object.keys(eventTypes) as [EventType, ...EventType[]]

const isMoment = (text: string): boolean =>
  text === '' || 'at' in parseMoment(text, { order: 'unclear', timeZone: 'UTC' })

const column = (usual: string, what: string) =>
  z.string().default(usual).describe(`The header of the column with ${what}.`)

export const tableConfig = z.object({
  ...tableFields,
  timeColumn: column('occurred_at', 'the time of the act'),
  occurredAt: z
    .string()
    .default('')
    .refine(isMoment, 'this is no date; write it like 2024-06-01')
    .describe(
      'When all of it happened, e.g. 2024-06-01, where no column tells: for a table that is a snapshot.',
    ),
  type: z.enum(knownTypes).optional().describe('What every row is, where no column tells.'),
  typeColumn: column('type', 'what the row is, in the words of the event types or of “types”'),
  types: z
    .array(
      z.object({
        says: z.string().min(1).describe('What stands in the column, e.g. joined.'),
        type: z.enum(knownTypes).describe('What it is.'),
      }),
    )
    .default([])
    .describe('What the words in the column of types mean, where they are not those of the event types.'),
  idColumn: column('id', 'what names the row for ever; without one a row is known by what it says'),
  nameColumn: column('name', 'the name of the person'),
  emailColumn: column('email', 'the address of the person'),
  usernameColumn: column('username', 'the user name of the person'),
  accountColumn: column('account_id', 'the number of the person in that tool'),
  organisationColumn: column('organisation', 'the organisation of the person, or that acted'),
  objectColumn: column('object_id', 'what was acted on'),
  objectKind: z
    .string()
    .default('object')
    .describe('What kind of thing that is, e.g. thread, package, event.'),
  quantities: z
    .array(z.string().min(1))
    .default([])
    .describe('Headers of columns with numbers to keep; count is kept anyway.'),
  attributes: z.array(z.string().min(1)).default([]).describe('Headers of columns with words to keep.'),
  visibility: z
    .enum(['public', 'private'])
    .default('private')
    .describe('Whether everybody can see these acts where they happened.'),
  lawfulBasis: z
    .enum(['legitimate interest', 'consent', 'public record'])
    .default('legitimate interest')
    .describe('Why they may be kept.'),
})

export type MappedConfig = z.infer<typeof tableConfig>
