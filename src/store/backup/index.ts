export { type BackupOptions, type BackupReport, backup } from './backup.ts'
export { type RestoreOptions, restore } from './restore.ts'
