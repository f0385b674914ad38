import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findProviderWord } from './provider-word.ts'

test.each([
  ['Example Telecom AG', 'isp'],
  ['Télécom Exemple', 'isp'],
  ['DTAG Deutsche Telekom AG', 'isp'],
  ['AT&T Services, Inc.', 'isp'],
  ['EXAMPLE-BROADBAND', 'isp'],
  ['AMAZON-02', 'hosting'],
  ['GOOGLE-CLOUD-PLATFORM', 'hosting'],
  ['Acme Data Center Ltd', 'hosting'],
  ['Hetzner Online GmbH', 'hosting'],
  ['Example VPN Services', 'vpn'],
])('%s is a provider', (name, expected) => {
  expect(findProviderWord(name)?.class).toBe(expected)
})

test.each([
  'Acme Widgets',
  'Red Hat, Inc.',
  'Hostmann Maschinenbau',
  'Cabletech',
  'Torsten & Sons',
  'Btrfs Ltd',
  '',
])('%s is none', (name) => {
  expect(findProviderWord(name)).toBeUndefined()
})

test('each line of the table says a word once, in small letters', () => {
  const lines = readFileSync(new URL('./tables/provider-words.tsv', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  expect(lines.length).toBeLessThan(120)
  for (const line of lines) expect(line).toMatch(/^[a-z0-9 ]+\*?\t(isp|hosting|vpn)$/)
  const words = lines.map((line) => line.split('\t')[0])
  expect(new Set(words).size).toBe(words.length)
})
