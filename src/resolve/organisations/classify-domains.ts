import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { readModel, type Store } from '../../store/index.ts'
import { classifyDomain, type DomainKnowledge } from './classify-domain.ts'
import { readKnowledge } from './read-recognition.ts'

const model = readModel(import.meta.url, './models/written-domains.sql')
const row = z.object({ written_key: z.string(), written: z.string() })

/** Says of every mail domain that occurs what it is. Domains pass through a file, a piece at a time. */
export async function classifyDomains(store: Store): Promise<void> {
  const knowledge = await readKnowledge(store)
  const path = join(store.workspace, 'resolve-domains.tmp')
  try {
    await store.exportTo(path, model, {}, 'JSONEachRow')
    await store.write('TRUNCATE TABLE address_domains')
    await store.append('address_domains', writeFacts(path, knowledge), 'JSONEachRow')
  } finally {
    await rm(path, { force: true })
  }
}

async function* writeFacts(path: string, knowledge: DomainKnowledge): AsyncGenerator<Buffer> {
  for await (const lines of readLines(path)) {
    const facts = lines.map((line) => {
      const { written_key, written } = row.parse(JSON.parse(line))
      const { organisationKey, organisationName, ...rest } = classifyDomain(written, knowledge)
      return JSON.stringify({
        written_key,
        organisation_key: organisationKey,
        organisation_name: organisationName,
        ...rest,
      })
    })
    if (facts.length > 0) yield Buffer.from(`${facts.join('\n')}\n`)
  }
}

/** Lines in pieces; only a line feed ends one (readline would also break at U+2028, which a hostile name may hold). */
async function* readLines(path: string): AsyncGenerator<string[]> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    const bytes = Buffer.concat([rest, chunk])
    const end = bytes.lastIndexOf(10) + 1
    rest = bytes.subarray(end)
    if (end > 0) yield bytes.toString('utf8', 0, end - 1).split('\n')
  }
}
