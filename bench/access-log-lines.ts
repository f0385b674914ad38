import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { makeRandom } from './random.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const sections = [
  'docs',
  'manual',
  'blog',
  'download',
  'assets',
  'wiki',
  'api',
  'community',
  'releases',
  'simple',
]
const words = [
  'install',
  'quickstart',
  'linker',
  'parser',
  'cache',
  'upgrade',
  'guide',
  'reference',
  'faq',
  'tuning',
]
const endings = ['', '/', '.html', '.html', '.css', '.js', '.png', '.tar.gz', '.zip', '.whl', '.deb', '.json']
const engines = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{v}.0.0.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:{v}.0) Gecko/20100101 Firefox/{v}.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{v}.1 Safari/605.1.15',
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{v}.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (compatible; Googlebot/2.{v}; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (compatible; bingbot/2.{v}; +http://www.bing.com/bingbot.htm)',
  'pip/{v}.0 {"cpu":"x86_64","distro":{"name":"Debian"},"python":"3.11.2"}',
  'git/2.{v}.1',
  'curl/8.{v}.0',
  'npm/10.{v}.0 node/v20.9.0 linux x64 workspaces/false',
]
const referrers = [
  '-',
  '-',
  '-',
  'https://www.example.com/',
  'https://news.example.net/item?id=4711',
  'https://www.example.org/docs/',
]
const malformed = [
  '203.0.113.9 - - [31/Foo/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 12 "-" "-"',
  '203.0.113.10 - - [01/Sep/2026:10:00:',
  'not a log line at all',
]

/** `count` lines of a made-up but life-like combined log, the same for the same seed; one part in a thousand is malformed. */
function* logLines(count: number, seed: number): Generator<string> {
  const random = makeRandom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const skewed = (size: number): number => Math.floor(size ** random()) - 1 // Zipf-like: rank r about as often as 1/r
  const addresses = Array.from({ length: 50_000 }, (_, index) =>
    index % 20 === 0
      ? `2001:db8:${(index % 700).toString(16)}:${index.toString(16)}::${(index % 9) + 1}`
      : `10.${Math.floor(random() * 256)}.${Math.floor(random() * 256)}.${1 + Math.floor(random() * 254)}`,
  )
  const paths = Array.from(
    { length: 20_000 },
    (_, index) => `/${pick(sections)}/${pick(words)}/${pick(words)}-${index}${pick(endings)}`,
  )
  const agents = Array.from({ length: 800 }, (_, index) =>
    (engines[index % engines.length] as string).replaceAll('{v}', String(80 + (index % 60))),
  )
  const start = Date.UTC(2026, 7, 15)
  const step = (30 * 86_400_000) / count
  for (let index = 0; index < count; index++) {
    if (random() < 0.001) {
      yield pick(malformed)
      continue
    }
    const at = new Date(start + index * step)
    const two = (value: number): string => String(value).padStart(2, '0')
    const date = `${two(at.getUTCDate())}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`
    const path = paths[skewed(paths.length)] as string
    const query = random() < 0.1 ? `?ref=${Math.floor(random() * 1000)}` : ''
    const chance = random()
    const status = chance < 0.86 ? 200 : chance < 0.9 ? 304 : chance < 0.94 ? 301 : chance < 0.99 ? 404 : 500
    yield `${addresses[skewed(addresses.length)]} - - [${date}] "GET ${path}${query} HTTP/1.1" ${status} ${Math.floor(random() * 60_000)} "${pick(referrers)}" "${agents[skewed(agents.length)]}"`
  }
}

/** Writes the log to a file. */
export async function writeLog(path: string, count: number, seed: number): Promise<void> {
  const file = createWriteStream(path)
  let block: string[] = []
  for (const line of logLines(count, seed)) {
    block.push(line)
    if (block.length < 20_000) continue
    if (!file.write(`${block.join('\n')}\n`)) await once(file, 'drain')
    block = []
  }
  if (block.length > 0) file.write(`${block.join('\n')}\n`)
  file.end()
  await once(file, 'finish')
}
