import { z } from 'zod'
import { defineKind } from '../../rule-kind.ts'

const classes = {
  business: 'a company’s own',
  education: 'a university’s or school’s',
  government: 'a public body’s',
  isp: 'an access provider’s',
  hosting: 'a hosting provider’s',
  vpn: 'a VPN’s',
} as const
const names = Object.keys(classes) as [keyof typeof classes, ...(keyof typeof classes)[]]

const body = z.strictObject({ class: z.array(z.enum(names)).min(1).max(6) })

/** What kind of network they came from. Where no file of networks told, or nobody knows what kind it is, that is unknown. */
export const kind = defineKind({
  name: 'network',
  title: 'Came from a kind of network',
  subjects: ['visitor'],
  body,
  form: [
    {
      key: 'class',
      title: 'The network is',
      input: 'several',
      choices: classes,
      isClosed: true,
      isNeeded: true,
    },
  ],
  examples: [{ class: ['business'] }, { class: ['education', 'government'] }],
  say: ({ class: some }) =>
    `came from a network that is ${some.map((one) => classes[one as keyof typeof classes]).join(' or ')}`,
  test: ({ class: some }) => ({
    fact: 'networks',
    verdict: `any(if(class IN ('', 'unknown'), NULL, has({classes:Array(String)}, class)))`,
    params: { classes: some },
    otherwise: 'unknown',
  }),
})
