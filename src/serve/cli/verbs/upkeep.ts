import { systemClock } from '../../../core/index.ts'
import { openWorkspace } from '../../../store/index.ts'
import type { Invocation } from '../invocation.ts'
import { toInert } from '../terminal.ts'

/** `init [folder]`: an empty workspace, or the one that is there brought up to date. */
export async function initWorkspace(invocation: Invocation): Promise<undefined> {
  return openOnce(invocation, 'groundswell init', 'is ready. Add what to read with: groundswell add <path>')
}

/** `migrate`: brings a workspace to this program's schema; a start does so too. */
export async function migrateWorkspace(invocation: Invocation): Promise<undefined> {
  return openOnce(invocation, 'groundswell migrate', 'is up to date.')
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
