import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A TypeScript program of its own process, whose output is read line by line. */
export interface Child {
  readonly pid: number
  /** Every line so far, of both outputs. */
  readonly lines: readonly string[]
  /** Waits for a line that matches; an error when the process ends without one. */
  waitFor(pattern: RegExp): Promise<string>
  kill(signal: NodeJS.Signals): Promise<void>
  /** Waits for the end and gives the exit code, null when a signal ended it. */
  end(): Promise<number | null>
}

export interface ChildOptions {
  /** A command and its arguments that start the process, e.g. one that limits it. */
  readonly under?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Starts a script of test/support by its name. */
export function startChild(script: string, args: readonly string[], options: ChildOptions = {}): Child {
  const path = fileURLToPath(new URL(`./${script}`, import.meta.url))
  return startProcess(['--import', 'tsx', path, ...args], options)
}

/** Starts Node with these words. */
export function startProcess(words: readonly string[], options: ChildOptions = {}): Child {
  const [command = '', ...rest] = [...(options.under ?? []), process.execPath, ...words]
  const child = spawn(command, rest, {
    // The first pipe tells the child when this process is gone, see end-with-parent.ts.
    stdio: ['pipe', 'pipe', 'pipe'],
    // A key of its own: a test leaves none in the home of who runs it.
    env: { ...process.env, GROUNDSWELL_SECRET_KEY: '7'.repeat(64), ...options.env },
  })
  const ended = once(child, 'close').then(() => child.exitCode)
  const lines: string[] = []
  const waiting = new Set<() => void>()
  for (const output of [child.stdout, child.stderr])
    createInterface(output).on('line', (line) => {
      lines.push(line)
      for (const look of waiting) look()
    })
  return {
    pid: child.pid ?? 0,
    lines,
    waitFor: (pattern) => waitForLine(pattern, lines, waiting, ended),
    kill: (signal) => kill(child, signal, ended),
    end: () => ended,
  }
}

async function waitForLine(
  pattern: RegExp,
  lines: readonly string[],
  waiting: Set<() => void>,
  ended: Promise<unknown>,
): Promise<string> {
  const find = (): string | undefined => lines.find((line) => pattern.test(line))
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const line = find()
      if (line === undefined) return
      waiting.delete(look)
      resolve(line)
    }
    waiting.add(look)
    look()
    ended.then(() => reject(new Error(`The process ended without ${pattern}:\n${lines.join('\n')}`)))
  })
}

async function kill(child: ChildProcess, signal: NodeJS.Signals, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal)
  await ended
}
