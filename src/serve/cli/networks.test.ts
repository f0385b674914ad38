import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { writeMmdb } from '../../../test/support/mmdb.ts'
import { runProgram } from '../../../test/support/program.ts'
import { makeTestFolder } from '../../../test/support/workspace.ts'

// Each step is a process of its own; on a busy machine that takes long.
vi.setConfig({ testTimeout: 240_000 })

const cwd = makeTestFolder()
const run = (...words: string[]) => runProgram(words, { cwd })
const asked = async (...words: string[]): Promise<unknown> =>
  JSON.parse((await run(...words, '--json')).stdout)

const month = new Date().toISOString().slice(0, 7)
const named = new Date(`${month}-01`).toLocaleString('en', { month: 'short', timeZone: 'UTC' })
const line = (last: number): string =>
  `192.0.2.${last} - - [01/${named}/${month.slice(0, 4)}:00:00:${String(last).padStart(2, '0')} +0000] "GET /docs/${last} HTTP/1.1" 200 99 "-" "Mozilla/5.0 Firefox/128.0"`

test('a file put into the workspace tells networks of what was read before, once it is read again', async () => {
  writeFileSync(
    join(cwd, 'access.log'),
    `${Array.from({ length: 6 }, (_, last) => line(last + 1)).join('\n')}\n`,
  )
  expect((await run('add', 'access.log')).code).toBe(0)
  expect((await run('run')).code).toBe(0)
  expect((await run('networks')).stdout).toContain('No network can be shown.')

  const file = join(cwd, '.groundswell', 'networks.mmdb')
  writeFileSync(file, 'no such file')
  const broken = await run('collect', '--again')
  expect(broken.code).toBe(0)
  expect(await asked('sources', 'list')).toMatchObject({
    items: [
      { lastRun: { status: 'complete', reason: expect.stringContaining('networks.mmdb is no MMDB file') } },
    ],
  })

  writeFileSync(
    file,
    writeMmdb({
      networks: {
        '192.0.2.0/24': { asn: 'AS64500', name: 'Acme', domain: 'acme.example', type: 'business' },
      },
    }),
  )
  expect((await run('collect', '--again')).code).toBe(0)
  const { stdout } = await run('organisations', 'list', '--seen', 'only-logs')
  expect(stdout).toMatch(/acme\.example .*corporate/)
  const list = (await asked('networks')) as {
    items: { networkId: string; organisation: { organisationId: string } }[]
  }
  const [network] = list.items
  const shown = await run('organisations', 'show', network?.organisation.organisationId ?? '')
  expect(shown.stdout).toContain(`in logs of ${month}: 6 visits, 0 downloads from 6 addresses with 6 clients`)

  expect((await run('networks', 'decide', network?.networkId ?? '')).stderr).toContain(
    'Say one of --organisation',
  )
  expect((await run('networks', 'decide', network?.networkId ?? '', '--class', 'isp')).code).toBe(0)
  expect((await run('networks', 'group', '2')).stderr).toContain('from 3')
  expect((await run('networks', 'group', '6')).stdout).toContain('from 6 addresses')
  expect((await run('run')).code).toBe(0)
  expect((await run('networks', 'list', '--class', 'isp')).stdout).toMatch(/64500 +Acme +isp/)
  expect((await run('organisations', 'list', '--seen', 'logs')).stdout).toContain('No organisation matches.')
})
