export { type OrganisationKind, organisationKinds } from './organisations/kind.ts'
export { overrideDomain, removeDomainOverride } from './organisations/override-domain.ts'
export { resolve } from './resolve.ts'
