import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Clock } from '../../core/index.ts'
import { describeError, type Finding, fail, ok, warn } from './finding.ts'

const oldestGit = [2, 20] as const
/** Before this program was written no clock that is right can stand. */
const earliestNow = new Date('2024-01-01T00:00:00Z')

/** Whether git, which reads histories, is there and new enough. */
export async function examineGit(): Promise<Finding> {
  try {
    const { stdout } = await promisify(execFile)('git', ['--version'])
    const version = /(\d+)\.(\d+)[.\d]*/.exec(stdout)
    const [major, minor] = [Number(version?.[1] ?? 0), Number(version?.[2] ?? 0)]
    const old = major < oldestGit[0] || (major === oldestGit[0] && minor < oldestGit[1])
    return old
      ? warn(
          'git',
          `git ${version?.[0] ?? ''} is older than ${oldestGit.join('.')}. Update it before reading repositories.`,
        )
      : ok('git', `git ${version?.[0]} is installed.`)
  } catch (error) {
    return warn(
      'git',
      `git cannot be run (${describeError(error)}), so repositories cannot be read. Install git; logs and exported histories work without it.`,
    )
  }
}

export function examineClock(clock: Clock): Finding {
  const now = clock.now()
  return now < earliestNow
    ? fail('clock', `This machine's clock says ${now.toISOString()}, which is in the past. Set it.`)
    : ok('clock', `This machine's clock says ${now.toISOString()}.`)
}
