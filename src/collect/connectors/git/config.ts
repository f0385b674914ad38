import { resolve } from 'node:path'
import { z } from 'zod'
import { fileClasses } from './file-class.ts'

export const gitConfig = z.object({
  path: z
    .string()
    .min(1)
    .overwrite((path) => resolve(path))
    .describe('A work tree, a bare repository, or a file that `git log` wrote (plain or .gz).'),
  mailmap: z
    .boolean()
    .default(true)
    .describe(
      'Read which names and addresses belong together from the .mailmap of the repository or beside the file.',
    ),
  fileClasses: z
    .array(
      z.object({
        glob: z
          .string()
          .min(1)
          .describe('Which paths, e.g. `web/**/*.html`; * stays in a folder, ** does not.'),
        class: z.enum(fileClasses).describe('What such files are.'),
      }),
    )
    .default([])
    .describe(
      'Where the table of file classes is wrong for this repository; the first glob that matches holds.',
    ),
})

export type GitConfig = z.output<typeof gitConfig>
