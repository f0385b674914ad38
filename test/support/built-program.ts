import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

let found: readonly string[] | undefined

/** What starts the program: the built one, as people run it, which starts a second sooner; the sources, where those are newer. */
export function findProgram(): readonly string[] {
  found ??= isFresh()
    ? [join(root, 'dist', 'serve', 'cli', 'main.js')]
    : ['--import', import.meta.resolve('tsx'), join(root, 'src', 'serve', 'cli', 'main.ts')]
  return found
}

function isFresh(): boolean {
  const built = join(root, 'dist', '.tsbuildinfo')
  if (!existsSync(built)) return false
  const builtAt = statSync(built).mtimeMs
  const source = join(root, 'src')
  return readdirSync(source, { recursive: true, encoding: 'utf8' }).every((path) => {
    const { mtimeMs } = statSync(join(source, path))
    return mtimeMs <= builtAt || path.endsWith('.test.ts')
  })
}
