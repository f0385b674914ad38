/**
 * How many events a second the tracking API takes in, sustained, in batches of 100 from ten senders, while they are appended to the
 * workspace by the same process; with the time of an answer, the peak of memory, and whether all are there in the end. One line of JSON.
 *
 *   npm run build && tsx bench/tracking.ts [--seconds 60] [--rate 10000]
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, rate: { type: 'string', default: '10000' } },
})
const batchSize = 100
const limitMilliseconds = 150
const writeKey = 'a-write-key-of-the-bench'
const main = join(import.meta.dirname, '../dist/serve/cli/main.js')
const cwd = mkdtempSync(join(tmpdir(), 'groundswell-bench-'))
const agent = new Agent({ keepAlive: true, maxSockets: 32 })

try {
  await run('add', 'tracking', '--name', 'bench', '--write-key', writeKey)
  const server = spawn(process.execPath, [main, 'serve', '--port', '0'], {
    cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const url = await readUrl(server.stdout)
  const answer = await pushAll(url, server.pid ?? 0)
  server.kill('SIGTERM')
  await once(server, 'close')
  await run('collect')
  const { items } = JSON.parse(await run('sources', '--json')) as { items: { events: number }[] }
  console.log(JSON.stringify({ ...answer, events: items[0]?.events }))
} finally {
  rmSync(cwd, { recursive: true, force: true })
}

async function run(...words: string[]): Promise<string> {
  const child = spawn(process.execPath, [main, ...words], { cwd, stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${String(code)}`)
  return text
}

async function readUrl(output: NodeJS.ReadableStream): Promise<string> {
  let text = ''
  for await (const part of output) {
    text += String(part)
    const found = text.match(/ready: (\S+)/)?.[1]
    if (found !== undefined) return found
  }
  throw new Error(text)
}

/** Sends at a steady rate whatever the answers take, so that a stall shows in every answer it delays. */
async function pushAll(url: string, pid: number): Promise<Record<string, number>> {
  const batches = (Number(values.rate) * Number(values.seconds)) / batchSize
  const pause = (batchSize / Number(values.rate)) * 1000
  const times: number[] = []
  const memory: number[] = []
  const started = performance.now()
  const pending: Promise<void>[] = []
  for (let number = 0; number < batches; number++) {
    const due = started + number * pause
    const wait = due - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    pending.push(
      push(url, makeBatch(number)).then(() => {
        times.push(performance.now() - due)
      }),
    )
    if (number % Math.ceil(batches / 6) === 0) memory.push(readMegabytes(pid, 'VmRSS'))
  }
  await Promise.all(pending)
  const seconds = (performance.now() - started) / 1000
  times.sort((left, right) => left - right)
  const quantile = (share: number): number => Math.round(times[Math.ceil(share * times.length) - 1] ?? 0)
  return {
    sent: batches * batchSize,
    perSecond: Math.round((batches * batchSize) / seconds),
    p50: quantile(0.5),
    p99: quantile(0.99),
    ratioToLimit: Math.round((quantile(0.99) / limitMilliseconds) * 100) / 100,
    firstMegabytes: memory[1] ?? 0,
    lastMegabytes: readMegabytes(pid, 'VmRSS'),
    peakMegabytes: readMegabytes(pid, 'VmHWM'),
  }
}

function makeBatch(number: number): Buffer {
  const timestamp = new Date().toISOString()
  const batch = Array.from({ length: batchSize }, (_unused, call) => ({
    type: call % 3 === 0 ? 'page' : 'track',
    messageId: `m-${number}-${call}`,
    timestamp,
    ...(call % 2 === 0
      ? { anonymousId: `a-${(number * 31 + call) % 50_000}` }
      : { userId: `u-${(number + call) % 5_000}` }),
    event: 'Report Made',
    properties: { path: `/docs/page-${call}`, title: `Page ${call}`, value: call },
    context: {
      library: { name: 'bench', version: '1.0.0' },
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
    },
  }))
  return Buffer.from(JSON.stringify({ batch, sentAt: timestamp }))
}

function push(url: string, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/v1/batch`, {
      method: 'POST',
      agent,
      headers: {
        authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`,
        'content-type': 'application/json',
        'content-length': body.length,
      },
    })
    sent.on('error', reject)
    sent.on('response', (answer) => {
      answer.resume()
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`Answered ${answer.statusCode}`)),
      )
    })
    sent.end(body)
  })
}

function readMegabytes(pid: number, name: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(status.match(new RegExp(`^${name}:\\s+(\\d+)`, 'm'))?.[1]) / 1024)
}
