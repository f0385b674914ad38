import { resolve } from 'node:path'
import type { Clock } from '../../core/index.ts'
import { readHolder, takeHold } from '../holder.ts'
import { connectStore, type Store } from '../store.ts'
import { refuseLockedEngine } from '../workspace.ts'
import { examineEngine } from './engine.ts'
import { describeError, type Finding, fail, ok } from './finding.ts'
import { examineFolder } from './folder.ts'
import { examineClock, examineGit } from './machine.ts'

export type { Finding } from './finding.ts'

export interface ExaminationOptions {
  readonly folder: string
  readonly url?: string | undefined
  readonly clock: Clock
  /** The store of a workspace that is open in this process; without it the workspace is opened for as long as it takes. */
  readonly store?: Store
}

/**
 * Looks whether everything is well with a workspace and with the machine, and changes nothing. When the engine cannot be opened, or
 * another process uses it, the rest is looked at all the same. Never throws for what is wrong: that is what it tells.
 */
export async function examineWorkspace(options: ExaminationOptions): Promise<Finding[]> {
  const folder = resolve(options.folder)
  const embedded = options.url === undefined
  const outside = [await examineGit(), examineClock(options.clock), ...examineFolder(folder, embedded)]
  const cannotOpen = outside.some(({ check, status }) => check === 'folder' && status === 'fail')
  const inside = cannotOpen ? [] : await examineInside(folder, options)
  return [...outside, ...inside]
}

async function examineInside(folder: string, options: ExaminationOptions): Promise<Finding[]> {
  if (options.store !== undefined) return examineEngine(options.store, options.clock)
  const holder = readHolder(folder)
  if (holder !== undefined) {
    const how =
      holder.url === undefined
        ? 'Stop it and look again'
        : `Ask it at ${holder.url}, or stop it and look again`
    return [ok('engine', `Process ${holder.pid} has the engine, so the tables were not looked at. ${how}.`)]
  }
  try {
    return await openAndExamine(folder, options)
  } catch (error) {
    return [fail('engine', describeError(error))]
  }
}

async function openAndExamine(folder: string, options: ExaminationOptions): Promise<Finding[]> {
  const hold = takeHold(folder, { program: 'groundswell doctor', startedAt: options.clock.now() })
  try {
    if (options.url === undefined) refuseLockedEngine(folder)
    const store = await connectStore({ workspace: folder, url: options.url })
    try {
      return await examineEngine(store, options.clock)
    } finally {
      await store.close()
    }
  } finally {
    hold.release()
  }
}
