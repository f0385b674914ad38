// Compiles src/ to dist/, copies what is not TypeScript beside it, and builds the web app. Plain JavaScript because it
// runs as npm's `prepare`, before anything is compiled.
import { spawn } from 'node:child_process'
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { dirname, extname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bin = (name) => join(root, 'node_modules', '.bin', name)

function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    const output = []
    child.stdout.on('data', (chunk) => output.push(chunk))
    child.stderr.on('data', (chunk) => output.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`${command} ended with ${code}\n${Buffer.concat(output)}`))
    })
  })
}

function copyAssets() {
  for (const file of readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || !['.sql', '.tsv', '.json', '.txt'].includes(extname(file.name))) continue
    const from = join(file.parentPath, file.name)
    if (from.includes(`${join('/', 'fixtures')}/`)) continue
    cpSync(from, join(root, 'dist', relative(join(root, 'src'), from)))
  }
}

// Without the development packages (`npm ci --omit=dev`) there is nothing to build with; dist/ came with the package.
if (!existsSync(bin('tsc'))) process.exit(0)

try {
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  await Promise.all([
    run(bin('tsc'), ['-p', 'tsconfig.build.json']),
    run(bin('vite'), ['build', 'web', '--logLevel', 'warn']),
  ])
  copyAssets()
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
