import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { makeRandom } from './random.ts'

/** A made-up project: 800 people, 1,000 files of some 40 lines, one to four changed at a time, reviews and sign-offs, merges. */
export async function makeHistory(repository: string, commits: number, seed: number): Promise<void> {
  const init = spawn('git', ['init', '-q', '--bare', '-b', 'main', repository], { stdio: 'ignore' })
  await once(init, 'close')
  const child = spawn('git', ['-C', repository, 'fast-import', '--quiet'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const closed = once(child, 'close')
  for (const text of writeHistory(commits, makeRandom(seed)))
    if (!child.stdin.write(text)) await once(child.stdin, 'drain')
  child.stdin.end()
  const [code] = await closed
  if (code !== 0) throw new Error(`git fast-import ended with code ${String(code)}`)
}

function* writeHistory(commits: number, random: () => number): Generator<string> {
  const below = (size: number): number => Math.floor(random() * size)
  const folders = [
    ...Array.from({ length: 40 }, (_, index) => `src/part${index}`),
    'docs/manual',
    'docs/howto',
    'po',
    'tests/unit',
    'build',
  ]
  const endings: Record<string, string> = { src: 'c', docs: 'md', po: 'po', tests: 'c', build: 'am' }
  const paths = folders.flatMap((name) =>
    Array.from(
      { length: 22 },
      (_, index) => `${name}/file${index}.${endings[name.split('/')[0] ?? ''] ?? 'txt'}`,
    ),
  )
  const contents = paths.map((path) => Array.from({ length: 40 }, (_, index) => `line ${index} of ${path}`))
  const person = (number: number): string =>
    `Person ${number} <person${number}@${['example.org', 'example.com', 'example.net'][number % 3]}>`
  let time = 1_100_000_000
  for (let commit = 1; commit <= commits; commit++) {
    time += 60 + below(7200)
    const author = person(Math.floor(800 ** random()))
    const committer = random() < 0.5 ? author : person(below(12))
    const trailers = [
      ...(random() < 0.3 ? [`Reviewed-by: ${person(below(800))}`] : []),
      ...(random() < 0.6 ? [`Signed-off-by: ${author}`, `Signed-off-by: ${committer}`] : []),
      ...(random() < 0.05 ? [`Reported-by: ${person(below(800))}`] : []),
    ]
    const message = `Change number ${commit}\n\n${'It was not as it should be, for reasons told here.\n'.repeat(1 + below(12))}\n${trailers.join('\n')}\n`
    yield `commit refs/heads/main\nauthor ${author} ${time} +0${below(6)}00\ncommitter ${committer} ${time + below(90_000)} -0${below(8)}00\ndata ${Buffer.byteLength(message)}\n${message}`
    for (let change = 1 + below(4); change > 0; change--) {
      const file = below(paths.length)
      const lines = contents[file] ?? []
      lines[below(lines.length)] = `changed in ${commit}: ${random()}`
      if (random() < 0.3) lines.splice(below(lines.length), 0, `added in ${commit}`)
      const text = `${lines.join('\n')}\n`
      yield `M 100644 inline ${paths[file] ?? ''}\ndata ${text.length}\n${text}\n`
    }
    yield '\n'
  }
}
