export { connectors, detect } from './collect/index.ts'
export * from './core/index.ts'
export { pipeline, type Stage } from './pipeline.ts'
export { connectStore, migrate, type Store } from './store/index.ts'
