import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** Which process on which machine: a number alone is given to another process after the first one ended. */
export interface ProcessIdentity {
  readonly pid: number
  /** When the operating system started it, in that system's own words; '' when it cannot tell. */
  readonly processStart: string
  readonly host: string
  /** Machine, boot and process space: two processes can only judge each other by number when theirs are equal. */
  readonly machine: string
}

export function identifyThisProcess(): ProcessIdentity {
  return {
    pid: process.pid,
    processStart: readProcessStart(process.pid) ?? '',
    host: hostname(),
    machine: identifyMachine(),
  }
}

/** Whether that very process runs now; undefined when it belongs to another machine or container and cannot be seen. */
export function isRunning(other: ProcessIdentity): boolean | undefined {
  const machine = identifyMachine()
  if (other.machine !== machine) {
    // Same host name after another boot: whatever ran before the reboot is gone.
    return other.host === hostname() && bootOf(other.machine) !== bootOf(machine) ? false : undefined
  }
  if (!exists(other.pid)) return false
  const start = readProcessStart(other.pid)
  if (start === undefined) return false
  return other.processStart === '' || start === '' || start === other.processStart
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Undefined when the process has ended (a zombie has), '' when the system does not tell. */
function readProcessStart(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const stat = readOrEmpty(() => readFileSync(`/proc/${pid}/stat`, 'latin1'))
    if (stat === '') return ''
    // The name in parentheses may hold anything; what follows the last one is state, parent, … and start as the 20th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : (fields[19] ?? '')
  }
  return readOrEmpty(() =>
    execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }),
  ).trim()
}

function identifyMachine(): string {
  const boot = readOrEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1')).trim()
  const space = readOrEmpty(() => readlinkSync('/proc/self/ns/pid'))
  return boot === '' ? `host ${hostname()}` : `boot ${boot} ${space}`
}

const bootOf = (machine: string): string => machine.split(' ')[1] ?? ''

/** A system without this file simply does not tell. */
function readOrEmpty(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}
