import { z } from 'zod'
import type { EventType } from '../../../core/index.ts'

/** What an archive can tell of. */
export const emits = [
  'repo.star',
  'repo.fork',
  'issue.open',
  'issue.comment',
  'pr.open',
  'pr.merged',
  'pr.review',
  'pr.comment',
  'release.publish',
  'maintainer.grant',
  'sponsor.start',
] as const satisfies readonly EventType[]

/** Which archive, and what of it. */
export const config = z.object({
  path: z
    .string()
    .min(1)
    .describe('A file of GH Archive (2024-01-15-10.json.gz or unpacked), or a folder of them.'),
  repositories: z
    .array(
      z
        .string()
        .regex(/^[\w.-]+\/([\w.-]+|\*)$/, 'A repository is written owner/name, all of an owner owner/*'),
    )
    .default([])
    .describe('The repositories to keep, as owner/name or owner/*; all of them when none is given.'),
})

export type GhArchiveConfig = z.infer<typeof config>
