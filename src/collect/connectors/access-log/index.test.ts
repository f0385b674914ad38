import { appendFileSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { testConnector } from '../../conformance.ts'
import { connector } from './index.ts'

const fixtures = join(import.meta.dirname, 'fixtures')

testConnector(connector, {
  'a combined log with everything that happens': (folder) => {
    const path = join(folder, 'access.log')
    copyFileSync(join(fixtures, 'combined.log'), path)
    return { path, records: 30, quarantined: 6 }
  },
  'JSON lines, rotated, the last line still open': (folder) => {
    const lines = readFileSync(join(fixtures, 'caddy.jsonl'), 'utf8')
    const path = join(folder, 'access.json')
    writeFileSync(`${path}.2.gz`, gzipSync(lines))
    writeFileSync(path, lines.replaceAll('1793523', '1793525').trimEnd())
    return {
      path,
      records: 4,
      quarantined: 0,
      grow: () => appendFileSync(path, `\n${lines.replaceAll('1793523', '1793526')}`),
    }
  },
})
