import { appendFileSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { testConnector } from '../../conformance.ts'
import { connector } from './index.ts'

const fixtures = join(import.meta.dirname, 'fixtures')
const clean = join(fixtures, '2024-01-15-10.json')
const dirty = join(fixtures, 'dirty.json')

/** Stars of made-up people, so many that a damaged archive loses some of them. */
const makeStars = (count: number): string =>
  Array.from({ length: count }, (_, index) => {
    const at = new Date(Date.UTC(2024, 0, 15, 11, 0, index)).toISOString()
    const person = `person-${(index * 7919) % 10_007}`
    return `{"id":"${5000 + index}","type":"WatchEvent","actor":{"id":${index},"login":"${person}"},"repo":{"id":1,"name":"cache-makers/linker"},"payload":{"action":"started"},"public":true,"created_at":"${at}"}\n`
  }).join('')

testConnector(connector, {
  'an hour, which grows while its last line is still being written': (folder) => {
    const path = join(folder, '2024-01-15-10.json')
    const whole = readFileSync(clean, 'utf8')
    writeFileSync(path, whole.trimEnd())
    return {
      path,
      records: 19,
      quarantined: 0,
      grow: () => appendFileSync(path, `\n${makeStars(3)}`),
    }
  },
  'dirt, and a line of two mebibytes': (folder) => {
    const path = join(folder, 'dirty.json')
    writeFileSync(path, `\uFEFF${makeStars(1)}{"id":"1","payload":"${'x'.repeat(2 << 20)}"}\n`)
    appendFileSync(path, readFileSync(dirty))
    return { path, records: 20, quarantined: 13 }
  },
  'a folder of hours, packed and not, before 2015 too; only some repositories': (folder) => {
    const path = join(folder, 'archive')
    mkdirSync(path)
    writeFileSync(join(path, '2024-01-15-10.json.gz'), gzipSync(readFileSync(clean)))
    copyFileSync(join(fixtures, '2012-04-11-10.json'), join(path, '2012-04-11-10.json'))
    writeFileSync(join(path, 'notes.txt'), 'not to be read')
    return {
      path,
      config: { repositories: ['Cache-Makers/*', 'nobody/nothing'] },
      records: 25,
      quarantined: 0,
      grow: () => writeFileSync(join(path, '2024-01-15-9.json.gz'), gzipSync(makeStars(2))),
    }
  },
  'a packed hour that ends in the middle': (folder) => {
    const path = join(folder, '2024-01-15-11.json.gz')
    const packed = gzipSync(makeStars(3000))
    writeFileSync(path, packed.subarray(0, packed.length >> 1))
    return { path, records: 1484, quarantined: 1, status: 'partial' }
  },
})
