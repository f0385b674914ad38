export {
  type BackupOptions,
  type BackupReport,
  backup,
  type RestoreOptions,
  restore,
} from './backup/index.ts'
export { type Decision, decide, decideAll, readDecisions, readVersions } from './decision.ts'
export { type ExaminationOptions, examineWorkspace, type Finding } from './doctor/index.ts'
export type { ExportFormat, FileReading } from './engine.ts'
export { type Holder, readHolder } from './holder.ts'
export { migrate } from './migrate.ts'
export { readModel } from './model.ts'
export type { Parameter } from './parameter.ts'
export { type Query, type Question, question } from './question.ts'
export { connectStore, type Store } from './store.ts'
export { openWorkspace, type Workspace, type WorkspaceOptions } from './workspace.ts'
