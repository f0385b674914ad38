import { z } from 'zod'

/** The parts of HubSpot's JSON that are read. All values of properties are text. */
const properties = z.record(z.string(), z.string().nullish())

export const objectShape = z.object({ id: z.string().min(1), properties })
export type CrmObject = z.output<typeof objectShape>

export const dealShape = objectShape.extend({
  propertiesWithHistory: z
    .object({
      dealstage: z
        .array(z.object({ value: z.string(), timestamp: z.union([z.string(), z.number()]) }))
        .nullish(),
    })
    .nullish(),
})

export const resultsPage = z.object({
  results: z.array(z.unknown()),
  total: z.number().nullish(),
  paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
})

export const associationShape = z.object({
  from: z.object({ id: z.coerce.string() }),
  to: z.array(z.object({ toObjectId: z.coerce.string() })),
})

export const pipelineShape = z.object({
  stages: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      metadata: z
        .object({ isClosed: z.coerce.string().nullish(), probability: z.coerce.string().nullish() })
        .nullish(),
    }),
  ),
})
