/** What a mail domain can be, and what that says about the people who write from it. */
export const organisationKinds = {
  corporate: { organisation: true, employer: true, phrase: 'a company' },
  education: { organisation: true, employer: true, phrase: 'education or research' },
  government: { organisation: true, employer: true, phrase: 'a public body' },
  foundation: { organisation: true, employer: false, phrase: 'a foundation or community' },
  'free-mail': { organisation: false, employer: false, phrase: 'free mail' },
  isp: { organisation: false, employer: false, phrase: 'an access provider' },
  forge: { organisation: false, employer: false, phrase: 'an address of a forge' },
  forwarder: { organisation: false, employer: false, phrase: 'a forwarder' },
  disposable: { organisation: false, employer: false, phrase: 'throw-away mail' },
  personal: { organisation: false, employer: false, phrase: 'a person’s own domain' },
  none: { organisation: false, employer: false, phrase: 'no public domain' },
  unknown: { organisation: false, employer: false, phrase: 'unknown' },
} as const

export type OrganisationKind = keyof typeof organisationKinds

export const isOrganisationKind = (text: string): text is OrganisationKind =>
  Object.hasOwn(organisationKinds, text)

/** Kinds whose organisations people work for; a foundation counts people, but employs none of them by its address. */
export const kindsOfEmployers = Object.keys(organisationKinds)
  .filter(isOrganisationKind)
  .filter((kind) => organisationKinds[kind].employer)

/** Kinds of addresses that people choose to write from, though they name no employer. */
export const neutralKinds = [
  'foundation',
  'free-mail',
  'isp',
  'forwarder',
  'disposable',
  'personal',
  'unknown',
] as const satisfies readonly OrganisationKind[]
