import { z } from 'zod'

/** The parts of Jira's JSON that are read; those of the cloud and of a server differ in how they name people. */
const word = z.string().nullish()
const id = z.union([z.string().min(1), z.number().int().transform(String)])

export const personShape = z.object({
  /** In the cloud. */
  accountId: word,
  /** On a server; the name may change, the key does not. */
  key: word,
  name: word,
  displayName: word,
  emailAddress: word,
  active: z.boolean().nullish(),
  accountType: word,
})
export type Person = z.output<typeof personShape>

export const serverInfo = z.object({ deploymentType: z.string() })
export const fieldShape = z.object({ id: z.string(), schema: z.object({ custom: z.string() }) })

export const issuesPage = z.object({
  issues: z.array(z.unknown()),
  nextPageToken: word,
  total: z.number().nullish(),
})

export const issueFrame = z.object({
  id,
  fields: z.object({ updated: z.string(), reporter: z.unknown() }),
})

export const issueShape = z.object({
  id,
  fields: z.looseObject({ created: z.string(), summary: word, reporter: personShape.nullish() }),
})

export const organisationShape = z.object({ name: z.string() })

export const commentsPage = z.object({
  values: z.array(z.unknown()),
  isLastPage: z.boolean().nullish(),
})

export const commentShape = z.object({
  id,
  public: z.boolean().nullish(),
  author: personShape.nullish(),
  created: z.object({ iso8601: word, epochMillis: z.number().nullish() }),
})

/** What tells a person from all others in one Jira. */
export const nameAccount = ({ accountId, key, name }: Person): string | undefined =>
  accountId || key || name || undefined

/** A moment such as `2024-03-01T10:00:00.000+0000`, in milliseconds since 1970. */
export function readMoment(written: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(written)) return undefined
  return toMoment(Date.parse(written.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')))
}

export function toMoment(at: number): number | undefined {
  return at > 0 && at < Date.UTC(2200, 0) ? Math.floor(at) : undefined
}
