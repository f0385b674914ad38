import type { Clock } from '../../core/index.ts'
import { type BackupReport, backup, type Store } from '../../store/index.ts'
import { countOf } from '../sentence.ts'
import type { Work } from './jobs.ts'

/** A backup as work of the queue, so that it is made between collections and can be watched and cancelled. */
export function planBackup({ store, clock }: { store: Store; clock: Clock }, target: string): Work {
  return async (report, signal) => {
    const onStep = (table: string, done: number, total: number): void =>
      report.step(`back up ${table}`, { done, total, unit: 'tables' })
    report.say(describeBackup('Wrote', await backup(store, target, { clock, signal, onStep })))
  }
}

/** What a backup or a restore did, in words. */
export function describeBackup(verb: 'Wrote' | 'Restored', { folder, tables, notes }: BackupReport): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  return [
    `${verb} ${folder}: ${countOf(rows, 'row')} in ${countOf(tables.length, 'table')}, verified.`,
    ...notes,
  ].join(' ')
}
