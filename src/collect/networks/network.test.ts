import { describe, expect, test } from 'vitest'
import { readNetwork } from './network.ts'

const nothing = { number: 0, name: '', domain: '', class: 'unknown' }

describe('records as files name their fields', () => {
  test.each([
    [
      'GeoLite2-ASN, DB-IP ASN Lite',
      { autonomous_system_number: 64500, autonomous_system_organization: 'Acme Widgets' },
      { ...nothing, number: 64500, name: 'Acme Widgets' },
    ],
    [
      'IPinfo Lite',
      { asn: 'AS64500', as_name: 'Acme Widgets', as_domain: 'ACME.example', country: 'Germany' },
      { ...nothing, number: 64500, name: 'Acme Widgets', domain: 'acme.example' },
    ],
    [
      'IPinfo ASN',
      {
        asn: 'AS64500',
        name: 'Acme Widgets',
        domain: 'acme.example',
        type: 'business',
        route: '192.0.2.0/24',
      },
      { number: 64500, name: 'Acme Widgets', domain: 'acme.example', class: 'business' },
    ],
    [
      'IPinfo company: whose it is comes before who routes it',
      {
        asn: 'AS64501',
        as_name: 'Example Telecom',
        as_domain: 'telecom.example',
        as_type: 'isp',
        name: 'Acme Widgets',
        domain: 'acme.example',
        type: 'business',
      },
      { number: 64501, name: 'Acme Widgets', domain: 'acme.example', class: 'business' },
    ],
    [
      'the answer of an API, nested',
      {
        asn: { asn: 'AS64501', name: 'Example Telecom', domain: 'telecom.example', type: 'isp' },
        company: { name: 'Acme Widgets', domain: 'acme.example', type: 'business' },
        privacy: { vpn: false, hosting: false },
      },
      { number: 64501, name: 'Acme Widgets', domain: 'acme.example', class: 'business' },
    ],
    [
      'GeoIP2-ISP: the domain of who routes it is not that of whose it is',
      {
        isp: 'Example Telecom',
        organization: 'Acme Widgets',
        autonomous_system_number: 64501,
        as_domain: 'telecom.example',
      },
      { ...nothing, number: 64501, name: 'Acme Widgets' },
    ],
    [
      'GeoIP2-Enterprise',
      { traits: { autonomous_system_number: 64502, organization: 'State Library', user_type: 'library' } },
      { ...nothing, number: 64502, name: 'State Library', class: 'education' },
    ],
    [
      'IP2Location',
      { asn: '64503', as: { name: 'Example Mobile' }, usage_type: 'ISP/MOB' },
      { ...nothing, number: 64503, name: 'Example Mobile', class: 'isp' },
    ],
  ])('%s', (_file, record, network) => {
    expect(readNetwork(record)).toEqual(network)
  })
})

describe('classes', () => {
  test.each([
    [{ name: 'A', type: 'business', is_hosting: true }, 'hosting'],
    [{ name: 'A', type: 'business', privacy: { vpn: 'true', hosting: true } }, 'vpn'],
    [{ name: 'A', traits: { is_hosting_provider: true } }, 'hosting'],
    [{ name: 'A', traits: { is_anonymous_vpn: true } }, 'vpn'],
    [{ name: 'A', is_tor: 1 }, 'vpn'],
    [{ name: 'A', type: 'Data Center' }, 'hosting'],
    [{ name: 'A', type: 'isp' }, 'isp'],
    [{ name: 'A', type: 'EDU' }, 'education'],
    [{ name: 'A', user_type: 'government' }, 'government'],
    [{ name: 'A', type: 'inactive' }, 'unknown'],
    [{ name: 'A', is_hosting: false, type: 7 }, 'unknown'],
  ])('%j is %s', (record, name) => {
    expect(readNetwork(record)?.class).toBe(name)
  })
})

test.each([
  [undefined],
  [null],
  ['text'],
  [{}],
  [{ country: { iso_code: 'DE' } }],
  [{ asn: 'ASX', name: ' - ', domain: 'no domain' }],
  [{ asn: '99999999999' }],
])('%j names no network', (record) => {
  expect(readNetwork(record)).toBeUndefined()
})

test('names are cut, and control characters taken out', () => {
  expect(readNetwork({ name: `A\u0000c\u001b[31m\n${'x'.repeat(300)}` })?.name).toBe(
    `A c [31m ${'x'.repeat(191)}`,
  )
})
