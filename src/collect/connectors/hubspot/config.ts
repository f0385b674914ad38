import { z } from 'zod'

export const hubspotConfig = z.object({
  account: z
    .string()
    .min(1)
    .max(60)
    .default('hubspot')
    .describe(
      'What to call the account, e.g. its Hub ID. Numbers of contacts mean something only there. It must not change.',
    ),
  token: z
    .string()
    .min(1)
    .meta({ secret: true })
    .describe('The token of a private app that may read contacts, companies and deals, and no more.'),
  since: z.iso
    .date()
    .optional()
    .describe('What was last changed before this day is not read, e.g. 2024-01-01.'),
  won: z
    .array(z.string().min(1))
    .default([])
    .describe('Stages of a deal that mean a contract was signed, beside those HubSpot itself counts as won.'),
  url: z
    .string()
    .refine((url) => /^https?:\/\/[^\s/]/i.test(url) && URL.canParse(url), 'this is no web address')
    .overwrite((url) => new URL(url).origin)
    .default('https://api.hubapi.com')
    .describe('The address of the API, if it is another, e.g. https://api-eu1.hubapi.com.'),
})

export type HubspotConfig = z.output<typeof hubspotConfig>
