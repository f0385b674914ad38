export { connectors, detect } from './collect/index.ts'
export * from './core/index.ts'
export { pipeline, type Stage } from './pipeline.ts'
export {
  classifySize,
  type OrganisationKind,
  organisationKinds,
  overrideDomain,
  overrideEmployer,
  overrideOwner,
  removeDomainOverride,
  removeEmployerOverride,
  removeOwnerOverride,
  resolve,
  type SizeClass,
  type SizeFigures,
} from './resolve/index.ts'
export { connectStore, migrate, type Store } from './store/index.ts'
