import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('without anything said, the workspace is .groundswell here and the engine is in this process', () => {
  expect(readConfig({}, {}, 'linux')).toEqual({
    workspace: `${process.cwd()}/.groundswell`,
    workspaceNamed: false,
    clickhouseUrl: undefined,
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
