import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { findProgram } from './built-program.ts'

/** What a run of the program left. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

interface RunOptions {
  readonly cwd: string
  readonly env?: Record<string, string>
  /** What is piped in; nothing can be read when it is left out. */
  readonly input?: string
}

function begin(words: readonly string[], options: RunOptions): ChildProcess {
  const child = spawn(process.execPath, [...findProgram(), ...words], {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: options.cwd, ...options.env },
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
  child.stdin?.end(options.input)
  return child
}

function gather(child: ChildProcess): { stdout: string; stderr: string } {
  const texts = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    texts.stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    texts.stderr += text
  })
  return texts
}

/** Runs the program as a person would, to its end. */
export async function runProgram(words: readonly string[], options: RunOptions): Promise<Ended> {
  const child = begin(words, options)
  const texts = gather(child)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { code, ...texts }
}

/** A server that was started; ended after the file's tests at the latest. */
export interface Server {
  readonly url: string
  readonly pid: number
  readonly texts: { stdout: string; stderr: string }
  /** Asks it to stop as a terminal or a supervisor would, and waits. */
  stop(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<Ended>
}

const servers = new Set<ChildProcess>()
afterAll(() => {
  for (const child of servers) child.kill('SIGKILL')
})

/** Runs `start` or `serve` until it says it is ready. */
export async function startServer(words: readonly string[], options: { cwd: string }): Promise<Server> {
  const child = begin(words, options)
  const texts = gather(child)
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
  servers.add(child)
  const url = await new Promise<string>((resolve, reject) => {
    const look = (): void => {
      const found = texts.stdout.match(/ready: (\S+)/)?.[1]
      if (found !== undefined) resolve(found)
    }
    child.stdout?.on('data', look)
    child.once('close', (code) => reject(new Error(`It ended with ${code}:\n${texts.stdout}${texts.stderr}`)))
  })
  return {
    url,
    pid: child.pid ?? 0,
    texts,
    async stop(signal) {
      child.kill(signal)
      return { code: await closed, ...texts }
    },
  }
}

/** A git repository with one commit per author. */
export function makeRepository(folder: string, authors: readonly { name: string; email: string }[]): string {
  mkdirSync(folder, { recursive: true })
  git(folder, ['init', '--quiet', '--initial-branch=main'])
  for (const [index, author] of authors.entries())
    commitAs(folder, author, `change ${index}`, `2024-0${1 + (index % 9)}-01T10:00:00Z`)
  return folder
}

export function commitAs(
  folder: string,
  author: { name: string; email: string },
  subject: string,
  date: string,
): void {
  writeFileSync(join(folder, 'file.txt'), `${subject}\n`, { flag: 'a' })
  git(folder, ['add', '.'])
  git(folder, ['commit', '--quiet', '--message', subject], {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
    GIT_COMMITTER_DATE: date,
  })
}

function git(cwd: string, words: readonly string[], env: Record<string, string> = {}): void {
  execFileSync('git', words, {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: cwd, GIT_CONFIG_NOSYSTEM: '1', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
}
