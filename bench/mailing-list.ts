/**
 * How long a mailing list takes from its mbox to events in the workspace, beside Python's standard `mailbox` and `email`
 * reading the same headers and text parts of the same file, as one line of JSON.
 *
 *   tsx bench/mailing-list.ts [--mails 40000]     made-up mails, the same every time; Python 3 must be there
 */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import type { ReadIo } from '../src/collect/connector.ts'
import { connector } from '../src/collect/connectors/mailing-list/index.ts'
import { ingest } from '../src/collect/ingest.ts'
import { connectStore, migrate } from '../src/store/index.ts'
import { askNobody } from '../test/support/ask-nobody.ts'
import { makeMails } from './synthetic-mails.ts'

const { values } = parseArgs({ options: { mails: { type: 'string', default: '40000' } } })
const folder = mkdtempSync(join(tmpdir(), 'groundswell-bench-'))
const path = join(folder, 'dev.mbox')
const io: ReadIo = {
  clock: { now: () => new Date() },
  signal: new AbortController().signal,
  ask: askNobody,
  monthlyKey: async () => ({ key: '' }),
}
try {
  await writeMailbox(Number(values.mails))
  const config = connector.config.parse({ path })
  const readSeconds = await measureReading()
  const { seconds, events } = await measureIngest()
  const pythonSeconds = measurePython()
  console.log(
    JSON.stringify({
      mails: Number(values.mails),
      megabytes: Math.round(statSync(path).size / 1e5) / 10,
      events,
      seconds,
      readSeconds,
      pythonSeconds,
      ratio: Math.round((pythonSeconds / seconds) * 10) / 10,
    }),
  )

  async function measureReading(): Promise<number> {
    const started = performance.now()
    for await (const page of connector.read(config, undefined, io))
      for (const record of page.records) connector.toOutcome(record, config)
    return since(started)
  }

  async function measureIngest(): Promise<{ seconds: number; events: number }> {
    const store = await connectStore({ workspace: join(folder, 'workspace'), url: undefined })
    try {
      await migrate(store)
      const started = performance.now()
      const { status, outcomes } = await ingest(
        store,
        { id: 'mailing-list:bench', connector, config },
        { io },
      )
      if (status !== 'complete') throw new Error(`the run ended as ${status}`)
      return { seconds: since(started), events: outcomes.events }
    } finally {
      await store.close()
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function writeMailbox(count: number): Promise<void> {
  const file = createWriteStream(path)
  for (const mail of makeMails(count, 7)) if (!file.write(mail)) await once(file, 'drain')
  file.end()
  await finished(file)
}

/** The headers and the text parts, decoded, as the standard library offers it; its start is not counted. */
function measurePython(): number {
  const script = join(folder, 'read.py')
  writeFileSync(
    script,
    `import mailbox, sys, time
from email.header import decode_header, make_header
from email.utils import parseaddr, parsedate_to_datetime
started = time.perf_counter()
mails = characters = 0
for mail in mailbox.mbox(sys.argv[1], create=False):
    mails += 1
    name, address = parseaddr(mail['From'] or '')
    try: name = str(make_header(decode_header(name)))
    except (LookupError, UnicodeError): pass
    try: subject = str(make_header(decode_header(mail['Subject'] or '')))
    except (LookupError, UnicodeError): pass
    try: date = parsedate_to_datetime(mail['Date'])
    except (TypeError, ValueError): pass
    ids = mail['Message-ID'], mail['References'], mail['In-Reply-To'], mail['List-Id'], mail['Reply-To']
    for part in mail.walk():
        if part.get_content_maintype() != 'text': continue
        payload = part.get_payload(decode=True)
        try: text = payload.decode(part.get_content_charset() or 'ascii', 'replace')
        except LookupError: text = payload.decode('latin-1')
        characters += sum(len(line.strip()) for line in text.split('\\n') if not line.startswith('>'))
        break
print(mails, time.perf_counter() - started)
`,
  )
  const [mails, seconds] = execFileSync('python3', [script, path], { encoding: 'utf8' })
    .trim()
    .split(' ')
    .map(Number)
  if (mails !== Number(values.mails)) throw new Error(`Python found ${mails} mails`)
  return Math.round((seconds ?? 0) * 1000) / 1000
}

function since(started: number): number {
  return Math.round(performance.now() - started) / 1000
}
