import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { TruthIdentity } from './employer-truth.ts'

/**
 * Makes a bare repository in which each identity has its commits spread evenly from its first to its last. Its `.mailmap` joins
 * the identities of each person as the truth does; whoever does not want to be told does not read it.
 */
export async function makeCommitRepository(
  repository: string,
  identities: readonly TruthIdentity[],
): Promise<void> {
  await run('git', ['init', '-q', '--bare', '-b', 'main', repository])
  const commits = identities
    .flatMap((identity) => spreadCommits(identity).map((at) => ({ identity, at })))
    .sort((a, b) => a.at - b.at)
  const mailmap = writeMailmap(identities)
  const text = commits.map(({ identity, at }, index) =>
    writeCommit(identity, at, index + 1, index === 0 ? mailmap : ''),
  )
  await run('git', ['-C', repository, 'fast-import', '--quiet'], text.join(''))
}

/** The moments (seconds) of an identity's commits: the first, the last, and the others evenly between. */
export function spreadCommits({ commits, first, last }: TruthIdentity): number[] {
  if (commits <= 1) return [first]
  return Array.from({ length: commits }, (_, index) =>
    Math.floor(first + ((last - first) * index) / (commits - 1)),
  )
}

function writeCommit(identity: TruthIdentity, at: number, number: number, mailmap: string): string {
  const who = `${clean(identity.name)} <${clean(identity.email)}> ${at} +0000`
  const message = `Change ${number}\n`
  const file =
    mailmap === '' ? '' : `M 100644 inline .mailmap\ndata ${Buffer.byteLength(mailmap)}\n${mailmap}\n`
  return `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata ${message.length}\n${message}\n${file}`
}

function writeMailmap(identities: readonly TruthIdentity[]): string {
  const proper = new Map<string, TruthIdentity>()
  for (const identity of identities) if (!proper.has(identity.person)) proper.set(identity.person, identity)
  const lines = identities.map((identity) => {
    const { name, email } = proper.get(identity.person) ?? identity
    return `${clean(name)} <${clean(email)}> ${clean(identity.name)} <${clean(identity.email)}>`
  })
  return `${lines.join('\n')}\n`
}

const clean = (text: string): string => text.replace(/[<>\n]/g, '')

async function run(command: string, args: readonly string[], input?: string): Promise<void> {
  const child = spawn(command, args, {
    stdio: [input === undefined ? 'ignore' : 'pipe', 'ignore', 'inherit'],
  })
  const closed = once(child, 'close')
  child.stdin?.end(input)
  const [code] = await closed
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with code ${String(code)}`)
}
