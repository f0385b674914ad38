export { type OrganisationKind, organisationKinds } from './organisations/kind.ts'
export { overrideDomain, removeDomainOverride } from './organisations/override-domain.ts'
export {
  type DecidedStay,
  overrideEmployer,
  removeEmployerOverride,
} from './organisations/override-employer.ts'
export { resolve } from './resolve.ts'
