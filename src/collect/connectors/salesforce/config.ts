import { z } from 'zod'

export const salesforceConfig = z
  .object({
    url: z
      .string()
      .refine((url) => /^https?:\/\/[^\s/]/i.test(url) && URL.canParse(url), 'this is no web address')
      .overwrite((url) => new URL(url).origin)
      .describe('The address of the organisation (My Domain), e.g. https://example.my.salesforce.com.'),
    clientId: z.string().min(1).optional().describe('The consumer key of the connected app.'),
    clientSecret: z
      .string()
      .min(1)
      .optional()
      .meta({ secret: true })
      .describe('The consumer secret of the connected app; with it each run gets a token of its own.'),
    token: z
      .string()
      .min(1)
      .optional()
      .meta({ secret: true })
      .describe('Instead of an app: an access token. It ends after some hours.'),
    since: z.iso
      .date()
      .optional()
      .describe('What was last changed before this day is not read, e.g. 2024-01-01.'),
    version: z
      .string()
      .regex(/^\d{2}\.\d$/, 'write it like 61.0')
      .default('61.0')
      .describe('The version of the API.'),
  })
  .superRefine(({ token, clientId, clientSecret }, issues) => {
    const isApp = clientId !== undefined && clientSecret !== undefined
    if (isApp === (token !== undefined))
      issues.addIssue({
        code: 'custom',
        path: ['clientId'],
        message: 'give either the key and the secret of a connected app, or a token',
      })
  })

export type SalesforceConfig = z.output<typeof salesforceConfig>
