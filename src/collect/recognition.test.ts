import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPathFacts } from './detect.ts'
import { connectors } from './registry.gen.ts'

const root = join(import.meta.dirname, 'connectors')

/** Everything in the fixtures of every connector, as a person might type it. */
const fixtures = connectors.flatMap(({ name }) => {
  const folder = join(root, name, 'fixtures')
  try {
    return readdirSync(folder).map((file): [string, string] => [name, file])
  } catch {
    return []
  }
})

test('there are fixtures to look at', () => {
  expect(fixtures.length).toBeGreaterThan(20)
})

test.each(fixtures)('%s: nobody else claims %s', async (owner, file) => {
  const facts = await readPathFacts(join(root, owner, 'fixtures', file))
  const claims: string[] = []
  for (const connector of connectors)
    if ((await connector.recognise(facts)) !== undefined) claims.push(connector.name)
  expect(claims.filter((name) => name !== owner)).toEqual([])
})
