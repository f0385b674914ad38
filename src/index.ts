export { connectors, detect } from './collect/index.ts'
export * from './core/index.ts'
export { pipeline, type Stage } from './pipeline.ts'
export {
  type OrganisationKind,
  organisationKinds,
  overrideDomain,
  removeDomainOverride,
  resolve,
} from './resolve/index.ts'
export { connectStore, migrate, type Store } from './store/index.ts'
