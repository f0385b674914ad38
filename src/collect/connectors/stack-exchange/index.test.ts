import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { testConnector } from '../../conformance.ts'
import { connector } from './index.ts'

const fixtures = fileURLToPath(new URL('./fixtures/crochet.example.org', import.meta.url))

const makePost = (id: number, more = ''): string =>
  `<row Id="${id}" PostTypeId="2" ParentId="1" CreationDate="2021-05-01T10:00:00.000" Score="1" Body="x" ${more}/>`

testConnector(connector, {
  'a dump as it is published': (folder) => {
    const path = join(folder, 'crochet.example.org')
    cpSync(fixtures, path, { recursive: true })
    writeFileSync(join(path, 'Votes.xml'), '<votes><row Id="1" PostId="3" VoteTypeId="2" /></votes>')
    const posts = join(path, 'Posts.xml')
    return {
      path,
      records: 13,
      quarantined: 0,
      grow: () =>
        writeFileSync(posts, readFileSync(posts, 'utf8').replace('</posts>', `${makePost(9)}</posts>`)),
    }
  },
  'a file with dirt that breaks off': (folder) => {
    const path = join(folder, 'crochet.example.org', 'Posts.xml')
    mkdirSync(join(folder, 'crochet.example.org'))
    const rows = [
      makePost(1),
      makePost(2, 'OwnerDisplayName="\'; DROP TABLE events; --&#0;&#x202E;&#x110000;" '),
      '<row Id="3" PostTypeId="2" ParentId="1" CreationDate="yesterday" Body="x" />',
      '<row Id="4" PostTypeId="2" CreationDate="2021-05-01T10:00:00.000" Body="x" />',
      '<row Id="5" PostTypeId="2" ParentId="1" CreationDate="2021-05-01T10:00:00.000" Body="a < b" />',
      '<row PostTypeId="2" ParentId="1" CreationDate="2021-05-01T10:00:00.000" />',
      makePost(13).replace('row', 'r\u00ffw'),
      '<row Id="6" PostTypeId="77" CreationDate="2021-05-01T10:00:00.000"></row>',
      `${makePost(7)}${makePost(8)}`,
      `${makePost(11)} ${makePost(12).slice(1)}`,
      '<row Id="9" PostTypeId="1" CreationDate="2199-05-01T10:00:00.000" Title="x"></row>',
      '<row Id="10" PostTypeId="2" ParentId="1" CreationDate="2021-05-0',
    ]
    writeFileSync(path, `<posts>\n${rows.join('\n')}`)
    return { path, records: 14, quarantined: 8, status: 'partial' }
  },
})
