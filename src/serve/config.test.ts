import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('without anything said, the workspace is .groundswell here and the engine is in this process', () => {
  expect(readConfig({}, { XDG_CONFIG_HOME: '/etc/mine' }, 'linux')).toEqual({
    secretKey: { file: '/etc/mine/groundswell/secret.key' },
    privateHosts: [],
    proxies: { http: undefined, https: undefined, except: [] },
    workspace: `${process.cwd()}/.groundswell`,
    workspaceNamed: false,
    clickhouseUrl: undefined,
    networkFile: { path: `${process.cwd()}/.groundswell/networks.mmdb`, isNamed: false },
    logLevel: 'warn',
    colour: true,
    hasScreen: false,
  })
})

test('the option wins over the variable', () => {
  const environment = { GROUNDSWELL_WORKSPACE: '/srv/a' }
  expect(readConfig({}, environment).workspace).toBe('/srv/a')
  expect(readConfig({ workspace: '/srv/b' }, environment)).toMatchObject({
    workspace: '/srv/b',
    workspaceNamed: true,
  })
})

test.each([
  [{ GROUNDSWELL_CLICKHOUSE_URL: 'clickhouse://here' }, 'GROUNDSWELL_CLICKHOUSE_URL'],
  [{ GROUNDSWELL_CLICKHOUSE_URL: 'here' }, 'GROUNDSWELL_CLICKHOUSE_URL'],
  [{ GROUNDSWELL_LOG_LEVEL: 'loud' }, 'GROUNDSWELL_LOG_LEVEL'],
])('%o is refused by name', (environment, name) => {
  expect(() => readConfig({}, environment)).toThrow(name)
})

test('a screen and colours are what the environment says', () => {
  expect(readConfig({}, { DISPLAY: ':0', NO_COLOR: '1' }, 'linux')).toMatchObject({
    hasScreen: true,
    colour: false,
  })
  expect(readConfig({}, { TERM: 'dumb' }, 'darwin')).toMatchObject({ hasScreen: true, colour: false })
})

test('the key of secrets is given, or in a file beside other settings of the person, or where they say', () => {
  const place = (environment: Record<string, string>) => readConfig({}, environment, 'linux').secretKey
  expect(place({})).toEqual({ file: join(homedir(), '.config', 'groundswell', 'secret.key') })
  expect(place({ GROUNDSWELL_SECRET_KEY_FILE: '~/keys/one' })).toEqual({
    file: join(homedir(), 'keys', 'one'),
  })
  expect(place({ GROUNDSWELL_SECRET_KEY: 'abc', GROUNDSWELL_SECRET_KEY_FILE: '/k' })).toEqual({
    given: 'abc',
  })
})

test('the file of networks is in the workspace, or where somebody says', () => {
  const workspace = '/srv/a'
  expect(readConfig({ workspace }, {}).networkFile).toEqual({ path: '/srv/a/networks.mmdb', isNamed: false })
  expect(readConfig({ workspace }, { GROUNDSWELL_NETWORK_FILE: '/var/asn.mmdb' }).networkFile).toEqual({
    path: '/var/asn.mmdb',
    isNamed: true,
  })
  expect(readConfig({ workspace }, { GROUNDSWELL_NETWORK_FILE: '' }).networkFile.isNamed).toBe(false)
})

test('private hosts are a list, however it is written', () => {
  const { privateHosts } = readConfig(
    {},
    { GROUNDSWELL_PRIVATE_HOSTS: ' a.intern, b.intern  10.0.0.7 ' },
    'linux',
  )
  expect(privateHosts).toEqual(['a.intern', 'b.intern', '10.0.0.7'])
})

test('proxies are read as other programs do: small letters win', () => {
  const { proxies } = readConfig(
    {},
    {
      HTTPS_PROXY: 'http://big.example.com:3128',
      https_proxy: 'http://small.example.com:3128',
      HTTP_PROXY: '',
      NO_PROXY: 'localhost,.example.com, 10.0.0.0/8',
    },
    'linux',
  )
  expect(proxies).toEqual({
    http: undefined,
    https: 'http://small.example.com:3128',
    except: ['localhost', '.example.com', '10.0.0.0/8'],
  })
})
