import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { writeMmdb } from '../../../test/support/mmdb.ts'
import { makeTestFolder } from '../../../test/support/workspace.ts'
import { openNetworkTeller } from './network-file.ts'

const now = new Date('2026-11-20T12:00:00Z')
const acme = { asn: 'AS64500', name: 'Acme', domain: 'acme.example', type: 'business' }
const found = { number: 64500, name: 'Acme', domain: 'acme.example', class: 'business' }
const made = (more: Partial<Parameters<typeof writeMmdb>[0]> = {}): Buffer =>
  writeMmdb({
    networks: {
      '192.0.2.0/24': acme,
      '2001:db8:1::/48': acme,
      '198.51.0.0/24': acme,
      '2001:db8::/64': acme,
      '203.0.113.128/25': acme,
    },
    ...more,
  })

function openFile(content: Buffer | string) {
  const path = join(makeTestFolder(), 'networks.mmdb')
  writeFileSync(path, content)
  return openNetworkTeller({ path, isNamed: true }).open(now)
}

test.each([24, 28, 32] as const)(
  'addresses are found in their networks, with records of %i bits',
  async (recordSize) => {
    const networks = await openFile(made({ recordSize }))
    for (const address of [
      '192.0.2.1',
      '192.0.2.255',
      '::ffff:192.0.2.9',
      '2001:db8:1::7',
      '[2001:db8:1:2::1]',
      '203.0.113.200',
    ])
      expect(networks?.find(address), address).toEqual(found)
    for (const address of [
      '192.0.3.1',
      '203.0.113.1',
      '2001:db8:2::1',
      '198.51.100.1',
      '',
      '-',
      'proxy.internal',
      '192.0.2',
      '192.0.2.1, 192.0.2.2',
      // Masked too far to tell.
      '198.51.0.0',
      '2001:db8::',
    ])
      expect(networks?.find(address), address).toBeUndefined()
    expect(networks?.remark()).toBe('')
  },
)

test('a file of short addresses says nothing of long ones', async () => {
  const networks = await openFile(writeMmdb({ ipVersion: 4, networks: { '32.0.0.0/8': acme } }))
  expect(networks?.find('32.1.2.3')).toEqual(found)
  // 2001:… begins with the bits of 32.1.
  expect(networks?.find('2001:db8::1')).toBeUndefined()
})

test('a file that is not there is asked for only when somebody named it', async () => {
  const path = join(makeTestFolder(), 'networks.mmdb')
  expect(await openNetworkTeller({ path, isNamed: false }).open(now)).toBeUndefined()
  const named = await openNetworkTeller({ path, isNamed: true }).open(now)
  expect(named?.find('192.0.2.1')).toBeUndefined()
  expect(named?.remark()).toMatch(/^networks\.mmdb is not there, so no networks were looked up\. /)
})

test.each([
  ['empty', '', 'is empty'],
  ['a text', 'asn,name\n64500,Acme\n', 'is no MMDB file'],
  ['packed', gzipSync(made()), 'is packed'],
  ['cut off', made().subarray(0, 200), 'a part of it is missing'],
  ['its beginning lost', made().subarray(-200), 'a part of it is missing'],
  ['only a mark', Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'), 'no MMDB file'],
])('a file that is %s is said in one sentence, and nothing is found', async (_what, content, reason) => {
  const networks = await openFile(content)
  expect(networks?.find('192.0.2.1')).toBeUndefined()
  expect(networks?.remark()).toContain(reason)
  expect(networks?.remark()).toMatch(/so no networks were looked up\. Put .*\.$/)
  expect(networks?.edition).toBe('')
})

test('a folder and a file that may not be read are said', async () => {
  const folder = join(makeTestFolder(), 'networks.mmdb')
  mkdirSync(folder)
  expect((await openNetworkTeller({ path: folder, isNamed: true }).open(now))?.remark()).toContain(
    'is not a file',
  )
})

test('records overwritten in the middle end the look-ups, not the collection', async () => {
  const content = made()
  // Pointers to nowhere, in the search tree.
  content.fill(0xee, 0, 90)
  const networks = await openFile(content)
  for (let last = 0; last < 256; last++) networks?.find(`192.0.2.${last}`)
  expect(networks?.remark()).toMatch(/networks\.mmdb (is damaged|\(Made-up-ASN\) says nothing)/)
})

test('whatever bytes are damaged, nothing is thrown and nothing takes long', async () => {
  const content = made()
  let seed = 7
  const chance = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  const started = Date.now()
  for (let trial = 0; trial < 300; trial++) {
    const damaged = Buffer.from(content)
    for (let byte = 0; byte < 5; byte++) damaged[chance(damaged.length)] = chance(256)
    const networks = await openFile(damaged)
    for (const address of ['192.0.2.1', '2001:db8:1::7', '203.0.113.200']) networks?.find(address)
    expect(networks?.remark()).toBeTypeOf('string')
  }
  expect(Date.now() - started).toBeLessThan(10_000)
})

test('a file about something else is said once it was asked', async () => {
  const networks = await openFile(
    made({ type: 'Made-up-City', networks: { '192.0.2.0/24': { city: { names: { en: 'Ulm' } } } } }),
  )
  expect(networks?.remark()).toBe('')
  expect(networks?.find('192.0.2.1')).toBeUndefined()
  expect(networks?.remark()).toMatch(/^networks\.mmdb \(Made-up-City\) says nothing about networks/)
})

test('an old file is said', async () => {
  const networks = await openFile(made({ builtAt: '2024-03-01' }))
  expect(networks?.find('192.0.2.1')).toEqual(found)
  expect(networks?.remark()).toBe(
    'networks.mmdb is of 2024-03-01; networks change hands, so get a newer one.',
  )
})

test('a file that is renewed or taken away is told anew', async () => {
  const path = join(makeTestFolder(), 'networks.mmdb')
  const teller = openNetworkTeller({ path, isNamed: false })
  writeFileSync(path, made())
  const first = await teller.open(now)
  expect((await teller.open(now))?.edition).toBe(first?.edition)
  writeFileSync(path, made({ networks: { '192.0.2.0/24': { ...acme, name: 'Acme Worldwide' } } }))
  const second = await teller.open(now)
  expect(second?.find('192.0.2.1')?.name).toBe('Acme Worldwide')
  expect(second?.edition).not.toBe(first?.edition)
  rmSync(path)
  expect(await teller.open(now)).toBeUndefined()
  chmodSync(join(path, '..'), 0o700)
})
