/**
 * Everything that must hold, in one command: generated files, format and lint, types, unused code, the build, and all tests
 * (unit, laws, architecture, SQL binding, docs, scenarios, browser). Ends with one line: `N passed, N failed`.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { z } from 'zod'

interface Result {
  readonly name: string
  readonly passed: number
  readonly failed: number
}

function run(command: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    const output: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(output).toString('utf8') }))
  })
}

async function checkStep(name: string, command: string, ...args: string[]): Promise<Result> {
  const started = Date.now()
  const { code, output } = await run(join('node_modules', '.bin', command), args)
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
  if (code !== 0) console.log(output)
  return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }
}

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numFailedTestSuites: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
})

/** Every file and test that did not pass, a line each: what is read first of a long log is its end. */
function listFailures({ testResults }: z.infer<typeof report>): string[] {
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative('.', name)
    const failed = assertionResults.filter(({ status }) => status !== 'passed')
    if (failed.length === 0) return status === 'passed' ? [] : [`     ${file} did not run`]
    return failed.map(({ fullName, status }) => `     ${file}: ${fullName} (${status})`)
  })
}

/** All tests. A skipped one counts as failed: nothing may be left out quietly. */
async function checkTests(): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-check-'))
  const file = join(folder, 'report.json')
  try {
    const started = Date.now()
    const { code, output } = await run(join('node_modules', '.bin', 'vitest'), [
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ])
    console.log(output)
    const counts = report.parse(JSON.parse(readFileSync(file, 'utf8')))
    const failed = counts.numFailedTests + counts.numPendingTests
    // A file that does not load has no tests to fail; the exit code still tells.
    const unseen = code !== 0 && failed === 0 ? Math.max(1, counts.numFailedTestSuites) : 0
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'} tests (${((Date.now() - started) / 1000).toFixed(1)} s)`)
    for (const line of listFailures(counts)) console.log(line)
    return { name: 'tests', passed: counts.numPassedTests, failed: failed + unseen }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const results = [
  await checkStep('generated files are fresh', 'tsx', 'scripts/generate.ts', '--check'),
  ...(await Promise.all([
    checkStep('format and lint', 'biome', 'ci', '--error-on-warnings', '.'),
    checkStep('types', 'tsc', '--noEmit'),
  ])),
  ...(await Promise.all([
    checkStep('types of the web app', 'tsc', '-p', 'web', '--noEmit'),
    checkStep('unused code', 'knip'),
  ])),
  await checkStep('build', 'tsx', 'scripts/build.js'),
  await checkTests(),
]
const passed = results.reduce((sum, result) => sum + result.passed, 0)
const failed = results.reduce((sum, result) => sum + result.failed, 0)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
