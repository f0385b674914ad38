export { type Decision, decide, readDecisions, readVersions } from './decision.ts'
export { migrate } from './migrate.ts'
export { type Parameter, type Query, type Question, question } from './question.ts'
export { connectStore, type ExportFormat, type Store } from './store.ts'
