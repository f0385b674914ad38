import { resolve } from 'node:path'
import { systemClock } from '../../../core/index.ts'
import { examineWorkspace, openWorkspace, readHolder, restore } from '../../../store/index.ts'
import type { Finding, List } from '../../http/contract.ts'
import { describeBackup } from '../../jobs/backup-work.ts'
import { runJob } from '../follow-job.ts'
import type { ExitCode, Invocation } from '../invocation.ts'
import { toInert } from '../terminal.ts'

/** `init [folder]`: an empty workspace, or the one that is there brought up to date. */
export async function initWorkspace(invocation: Invocation): Promise<undefined> {
  return openOnce(invocation, 'groundswell init', 'is ready. Add what to read with: groundswell add <path>')
}

/** `migrate`: brings a workspace to this program's schema; a start does so too. */
export async function migrateWorkspace(invocation: Invocation): Promise<undefined> {
  return openOnce(invocation, 'groundswell migrate', 'is up to date.')
}

/** `doctor`: by the server that holds the workspace, else by looking at it from here, also when it cannot be opened. */
export async function examine({ config, terminal, client }: Invocation): Promise<ExitCode> {
  const isServed = readHolder(config.workspace)?.url !== undefined
  const findings = isServed
    ? (await (await client()).ask<List<Finding>>('GET', '/api/v1/doctor')).items
    : await examineWorkspace({ folder: config.workspace, url: config.clickhouseUrl, clock: systemClock })
  if (terminal.json) terminal.printJson({ items: findings, total: findings.length, next: null })
  else
    for (const { check, status, sentence } of findings)
      terminal.print(toInert(`${marks[status]} ${check}: ${sentence}`))
  return findings.some((finding) => finding.status === 'fail') ? 2 : 0
}

const marks = { ok: 'well ', warn: 'look ', fail: 'wrong' } as const

/** `backup <target>`: through the server that holds the workspace, when there is one. */
export async function backUp(invocation: Invocation, target: string): Promise<ExitCode> {
  return runJob(invocation, { target: resolve(target) }, '/api/v1/backups')
}

/** `restore <from>`: a new workspace from a backup; one that holds something is never overwritten. */
export async function restoreBackup({ config, terminal }: Invocation, from: string): Promise<undefined> {
  const report = await restore(from, {
    folder: config.workspace,
    url: config.clickhouseUrl,
    clock: systemClock,
    program: 'groundswell restore',
    onStep: (table, done, total) => terminal.progress(`restore ${table} · ${done} of ${total} tables`),
  })
  terminal.endProgress()
  if (terminal.json) terminal.printJson(report)
  else terminal.print(toInert(describeBackup('Restored', report)))
  return undefined
}

async function openOnce(
  { config, terminal }: Invocation,
  program: string,
  ending: string,
): Promise<undefined> {
  const workspace = await openWorkspace({
    folder: config.workspace,
    url: config.clickhouseUrl,
    clock: systemClock,
    program,
  })
  const { folder, applied } = workspace
  await workspace.close()
  if (terminal.json) terminal.printJson({ workspace: folder, applied })
  else terminal.print(toInert(`The workspace ${folder} ${ending}`))
  return undefined
}
