import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Identity } from './truth.ts'

/** Somebody's way of writing themselves, and when they committed so. */
export type Author = Pick<Identity, 'name' | 'email' | 'acts' | 'first' | 'last'>

/**
 * Makes a real, bare repository in which every author has as many empty commits as in the history it stands for, spread evenly
 * from their first to their last. Answers its path.
 */
export async function makeHistory(folder: string, authors: readonly Author[]): Promise<string> {
  const path = join(folder, 'history.git')
  await runGit(['init', '--quiet', '--bare', '--initial-branch=main', path])
  await runGit(
    ['-C', path, 'fast-import', '--quiet', '--date-format=raw-permissive', '--force'],
    writeCommits(authors),
  )
  return path
}

async function runGit(words: readonly string[], input?: Iterable<string>): Promise<void> {
  const git = spawn('git', words, { stdio: ['pipe', 'ignore', 'inherit'] })
  const ended = once(git, 'close')
  if (input !== undefined) await pipeline(Readable.from(input), git.stdin)
  else git.stdin.end()
  const [code] = (await ended) as [number]
  if (code !== 0) throw new Error(`git ${words.join(' ')} ended with ${code}`)
}

function* writeCommits(authors: readonly Author[]): Generator<string> {
  for (const { name, email, acts, first, last } of authors) {
    const who = `${clean(name)} <${clean(email)}>`
    for (let act = 0; act < acts; act++) {
      const at = Math.round(first + (acts < 2 ? 0 : ((last - first) * act) / (acts - 1)))
      yield `commit refs/heads/main\nauthor ${who} ${at} +0000\ncommitter ${who} ${at} +0000\ndata 0\n\n`
    }
  }
  yield 'done\n'
}

/** As git does with what it cannot write. */
const clean = (text: string): string => text.replace(/[<>\n\0]/g, '').trim()
