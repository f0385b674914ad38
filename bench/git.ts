/**
 * How long our whole collection of a git history takes, appended and durable, beside the same `git log` written to
 * /dev/null, in one run; as one line of JSON. What is compared is elapsed time, so let nothing else run.
 *
 *   tsx bench/git.ts [--commits 80000] [--seed 7]   a made-up history, the same every time
 *   tsx bench/git.ts --repository DIR               a history of your own
 *   --rounds 3                                      measures so often and gives the middle one of the ratios
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { changeOption, logFormat } from '../src/collect/connectors/git/commit-log.ts'
import { detect, ingest } from '../src/collect/index.ts'
import { connectStore, migrate } from '../src/store/index.ts'
import { makeHistory } from './git-history.ts'

const { values } = parseArgs({
  options: {
    commits: { type: 'string', default: '80000' },
    seed: { type: 'string', default: '7' },
    repository: { type: 'string' },
    rounds: { type: 'string', default: '3' },
  },
})

interface Round {
  readonly commits: number
  readonly events: number
  readonly seconds: number
  readonly gitSeconds: number
  readonly ratio: number
}

const folder = mkdtempSync(join(tmpdir(), 'groundswell-bench-'))
try {
  const repository = values.repository ?? join(folder, 'history.git')
  if (values.repository === undefined)
    await makeHistory(repository, Number(values.commits), Number(values.seed))
  // So that the files are in memory for both.
  await timeGit(repository)
  const rounds: Round[] = []
  for (let round = 0; round < Number(values.rounds); round++) {
    const gitSeconds = await timeGit(repository)
    const collected = await timeCollection(repository, join(folder, `workspace-${round}`))
    rounds.push({ ...collected, gitSeconds, ratio: collected.seconds / gitSeconds })
    console.error(JSON.stringify(rounds.at(-1)))
  }
  const middle = rounds.sort((left, right) => left.ratio - right.ratio)[Math.floor(rounds.length / 2)]
  const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024)
  console.log(
    JSON.stringify({ ...middle, peakRssMb, ratios: rounds.map(({ ratio }) => Number(ratio.toFixed(3))) }),
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** The command the connector runs, with its output thrown away. */
async function timeGit(repository: string): Promise<number> {
  const started = performance.now()
  const options = [...logFormat.filter((option) => option !== '--stdin'), changeOption.lines]
  const child = spawn(
    'git',
    ['-C', repository, ...options, '--date-order', '--reverse', '--branches', '--tags', '--remotes'],
    {
      stdio: ['ignore', openSync('/dev/null', 'w'), 'inherit'],
    },
  )
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`git ended with code ${String(code)}`)
  return (performance.now() - started) / 1000
}

async function timeCollection(
  repository: string,
  workspace: string,
): Promise<{ commits: number; events: number; seconds: number }> {
  const store = await connectStore({ workspace, url: undefined })
  try {
    await migrate(store)
    const source = { id: 'git:bench', ...(await detect(repository)) }
    const started = performance.now()
    const run = await ingest(store, source, {
      io: {
        clock: { now: () => new Date() },
        signal: new AbortController().signal,
        monthlyKey: () => Promise.reject(new Error('no addresses in git')),
      },
    })
    const seconds = (performance.now() - started) / 1000
    if (run.status !== 'complete') throw new Error(`The collection is ${run.status}: ${run.reason}`)
    return { commits: run.outcomes.records, events: run.outcomes.events, seconds }
  } finally {
    await store.close()
    rmSync(workspace, { recursive: true, force: true })
  }
}
