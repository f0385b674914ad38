import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { AnyConnector } from './connector.ts'
import { readPathFacts } from './detect.ts'
import { connectors } from './registry.gen.ts'

const fixturesOf = ({ name }: AnyConnector): string[] => {
  const folder = fileURLToPath(new URL(`./connectors/${name}/fixtures`, import.meta.url))
  return existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : []
}

test('there are fixtures to fight over', () => {
  expect(connectors.flatMap(fixturesOf).length).toBeGreaterThan(3)
})

describe.each(connectors)('$name', (connector) => {
  test('claims no fixture of another connector', async () => {
    const claimed: string[] = []
    for (const other of connectors)
      for (const path of other === connector ? [] : fixturesOf(other))
        if ((await connector.recognise(await readPathFacts(path))) !== undefined) claimed.push(path)
    expect(claimed).toEqual([])
  })
})
