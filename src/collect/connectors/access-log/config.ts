import { z } from 'zod'
import type { EventType } from '../../../core/index.ts'
import { jsonParts } from './format.ts'

/** What a log can tell of. */
export const emits = [
  'web.visit',
  'docs.visit',
  'software.download',
  'package.pull',
  'image.pull',
  'repo.clone',
] as const satisfies readonly EventType[]

/** Which log, and what its paths mean. */
export const config = z.object({
  path: z
    .string()
    .min(1)
    .describe('The log. Files it was rotated into (access.log.1, access.log.2.gz) are read with it.'),
  format: z
    .enum(['recognised', 'common', 'combined', 'vhost_combined', 'json'])
    .default('recognised')
    .describe('How its lines are written; recognised from the start of each file unless declared.'),
  rotated: z.boolean().default(true).describe('Whether to read the files the log was rotated into.'),
  pages: z
    .enum(['web.visit', 'docs.visit'])
    .default('web.visit')
    .describe(
      'What reading a page counts as when no rule knows its path; docs.visit for a documentation site.',
    ),
  rules: z
    .array(
      z.object({
        path: z.string().min(1).describe('A path, `*` standing for anything, e.g. /handbuch/*'),
        counts: z.enum([...emits, 'ignored']).describe('What reading it counts as.'),
      }),
    )
    .default([])
    .describe('What paths of this site count as, before the usual rules; the first that fits decides.'),
  fields: z
    .partialRecord(z.enum(jsonParts), z.string().min(1))
    .default({})
    .describe(
      'Of JSON lines: the name of a field where it is not a usual one, e.g. { "address": "src.ip" }.',
    ),
})

export type AccessLogConfig = z.infer<typeof config>
