import { basename, dirname, resolve } from 'node:path'
import { z } from 'zod'
import { isTimeZone } from './moment.ts'

/** Fields of the configuration that all connectors of tables have. */
export const tableFields = {
  path: z
    .string()
    .min(1)
    .overwrite((path) => resolve(path))
    .describe('The file, plain or .gz, or a folder with several of the kind.'),
  dateOrder: z
    .enum(['recognised', 'day first', 'month first'])
    .default('recognised')
    .describe(
      'How dates such as 03/04/2024 are meant; recognised where the file has a date that can be meant one way only.',
    ),
  timeZone: z
    .string()
    .default('UTC')
    .refine(isTimeZone, 'this is no time zone; write it like Europe/Berlin')
    .describe('Where the clocks are whose times say no time zone, e.g. Europe/Berlin.'),
}

const tableConfig = z.object(tableFields)
export type TableConfig = z.infer<typeof tableConfig>

/** The file's or folder's own name, without the endings that only say what it is. */
export function nameTable({ path }: { readonly path: string }): string {
  const own = basename(path).replace(/(\.(csv|tsv|tab|txt|xls|json|jsonl|ndjson|parquet|ics|gz))+$/i, '')
  return own || basename(dirname(path)) || 'table'
}
