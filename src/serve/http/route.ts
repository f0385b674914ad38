import { z } from '@hono/zod-openapi'
import * as contract from './contract.ts'

/** The shapes of the contract under the names the OpenAPI document gives them. */
export const shapes = {
  Home: contract.home.openapi('Home'),
  Source: contract.source.openapi('Source'),
  AddedSource: contract.addedSource.openapi('AddedSource'),
  Run: contract.run.openapi('Run'),
  Connector: contract.connector.openapi('Connector'),
  Quarantined: contract.quarantined.openapi('Quarantined'),
  Detected: contract.detected.openapi('Detected'),
  PersonSummary: contract.personSummary.openapi('PersonSummary'),
  Person: contract.person.openapi('Person'),
  Event: contract.event.openapi('Event'),
  OrganisationSummary: contract.organisationSummary.openapi('OrganisationSummary'),
  Organisation: contract.organisation.openapi('Organisation'),
  Scheme: contract.scheme.openapi('Scheme'),
  Segment: contract.segment.openapi('Segment'),
  Member: contract.member.openapi('Member'),
  Found: contract.found.openapi('Found'),
  Finding: contract.finding.openapi('Finding'),
  Job: contract.job.openapi('Job'),
  Problem: contract.problem.openapi('Problem'),
} as const

/** The answers of a route: one of a shape, and any problem. */
export function answers<T extends z.ZodType>(description: string, schema: T) {
  return {
    200: { description, content: { 'application/json': { schema } } },
    default: problemAnswer,
  } as const
}

export const problemAnswer = {
  description: 'What went wrong, and what to do about it.',
  content: { 'application/problem+json': { schema: shapes.Problem } },
} as const

/** A body a route takes. */
export function takes<T extends z.ZodType>(schema: T) {
  return { body: { required: true, content: { 'application/json': { schema } } } } as const
}

/** One part of a path, by name. */
export function pathPart<N extends string>(name: N, description: string) {
  return z.object({
    [name]: z
      .string()
      .min(1)
      .max(500)
      .openapi({ param: { name, in: 'path' }, description }),
  }) as unknown as z.ZodObject<Record<N, z.ZodString>>
}
