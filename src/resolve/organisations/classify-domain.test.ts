import { describe, expect, test } from 'vitest'
import { classifyDomain, type Override, toRegistrable } from './classify-domain.ts'
import { readListings } from './listing.ts'

const listings = readListings()
const classify = (domain: string, overrides: Record<string, Override> = {}) =>
  classifyDomain(domain, { listings, overrides: new Map(Object.entries(overrides)) })

describe('kinds', () => {
  test.each([
    ['redhat.com', 'corporate', 'redhat.com is listed as a company'],
    ['lab.ntt.co.jp', 'corporate', 'ntt.co.jp is listed as a company'],
    ['gmail.com', 'free-mail', 'gmail.com is listed as free mail'],
    ['t-online.de', 'isp', 't-online.de is listed as an access provider'],
    ['src.gnome.org', 'foundation', 'gnome.org is listed as a foundation or community'],
    ['users.noreply.github.com', 'forge', 'users.noreply.github.com is listed as an address of a forge'],
    ['github.com', 'corporate', 'github.com is listed as a company'],
    ['lists.debian.org', 'forwarder', 'lists.debian.org is listed as a forwarder'],
    ['alum.mit.edu', 'forwarder', 'alum.mit.edu is listed as a forwarder'],
    ['csail.mit.edu', 'education', 'mit.edu is listed as education or research'],
    ['cs.somewhere.edu', 'education', 'cs.somewhere.edu ends in .edu'],
    ['maths.somewhere.ac.uk', 'education', 'maths.somewhere.ac.uk ends in .ac.uk'],
    ['somewhere.edu.au', 'education', 'somewhere.edu.au ends in .edu.au'],
    ['rz.uni-somewhere.de', 'education', 'uni-somewhere.de is named like a university'],
    ['somewhere.gov', 'government', 'somewhere.gov ends in .gov'],
    ['ministry.go.jp', 'government', 'ministry.go.jp ends in .go.jp'],
    ['army.mil', 'government', 'army.mil ends in .mil'],
    ['council.gov.uk', 'government', 'council.gov.uk ends in .gov.uk'],
    ['mailinator.com', 'disposable', 'mailinator.com is listed as throw-away mail'],
    ['localhost', 'none', 'localhost is no public domain name'],
    ['kiste.(none)', 'none', 'kiste.(none) is no public domain name'],
    ['[192.0.2.1]', 'none', '[192.0.2.1] is no public domain name'],
    ['192.0.2.1', 'none', '192.0.2.1 is no public domain name'],
    ['', 'none', 'an empty name is no public domain name'],
    ['widgets.example', 'corporate', 'listed nowhere, so taken for a company’s'],
    ['somewhere.ac', 'corporate', 'listed nowhere, so taken for a company’s'],
    ['unicorn.com', 'corporate', 'listed nowhere, so taken for a company’s'],
  ])('%s is %s: %s', (domain, kind, reason) => {
    expect(classify(domain)).toMatchObject({ kind, reason })
  })
})

describe('registrable domains', () => {
  test.each([
    ['SRC.gnome.org.', 'gnome.org'],
    ['mail.widgets.co.uk', 'widgets.co.uk'],
    ['jane.ath.cx', 'jane.ath.cx'],
    ['jane.github.io', 'jane.github.io'],
    ['post.bücher.example', 'xn--bcher-kva.example'],
    ['5', '5'],
    ['laptop', 'laptop'],
    ['co.uk', 'co.uk'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ])('%s → %s', (domain, registrable) => {
    expect(toRegistrable(domain)).toBe(registrable)
    expect(classify(domain).registrable).toBe(registrable)
  })
})

describe('organisations', () => {
  test('domains of one organisation share a key and a name', () => {
    expect(classify('suse.de')).toMatchObject({ organisationName: 'SUSE' })
    expect(classify('suse.de').organisationKey).toBe(classify('lists.suse.com').organisationKey)
  })

  test('an unlisted domain is its own organisation, named by itself', () => {
    expect(classify('mail.widgets.example')).toMatchObject({
      organisationKey: 'domain:widgets.example',
      organisationName: 'widgets.example',
      sure: false,
    })
  })

  test('no organisation stands behind free mail', () => {
    expect(classify('gmail.com')).toMatchObject({ organisationKey: '', organisationName: '' })
  })
})

describe('a person’s decision', () => {
  const decided = (kind: Override['kind'], organisation = ''): Override => ({
    kind,
    organisation,
    sentence: 'decided by Jane',
  })

  test('outranks the tables, for everything below the domain', () => {
    expect(classify('sub.gmail.com', { 'gmail.com': decided('corporate', 'Google') })).toMatchObject({
      kind: 'corporate',
      organisationName: 'Google',
      reason: 'decided by Jane',
    })
  })

  test('but not a line for a longer name', () => {
    const facts = classify('users.noreply.github.com', { 'github.com': decided('corporate', 'Acme') })
    expect(facts.kind).toBe('forge')
  })

  test('may name the organisation by one of its domains, listed or not', () => {
    const { organisationKey } = classify('labs.example', {
      'labs.example': decided('corporate', 'redhat.com'),
    })
    expect(organisationKey).toBe(classify('redhat.com').organisationKey)
    const other = classify('labs.example', { 'labs.example': decided('corporate', 'Widgets.example') })
    expect(other.organisationKey).toBe(classify('widgets.example').organisationKey)
  })

  test('may name it as another decision or the tables do, in any case', () => {
    const facts = classify('labs.example', { 'labs.example': decided('corporate', ' red hat ') })
    expect(facts.organisationKey).toBe(classify('redhat.com').organisationKey)
  })
})

test('hosts that many machines carry are told apart from those of one', () => {
  const anybodys = ['localhost', 'mac.local', 'x.localdomain', 'kiste.(none)', 'none', '(none)', 'ubuntu']
  const single = ['kiste', 'gnome.org', '5d9cd4ea-0000-0000-0000-000000000000']
  expect(anybodys.filter((domain) => !classify(domain).anybodys)).toEqual([])
  expect(single.filter((domain) => classify(domain).anybodys)).toEqual([])
})

test('the tables hold what they promise: ASCII domains, names with the organisation kinds only', () => {
  expect(listings.size).toBeGreaterThan(900)
  for (const [domain, { kind, organisation }] of listings) {
    expect(domain).toMatch(/^[a-z0-9.-]+\.[a-z0-9-]+$/)
    const hasOrganisation = ['corporate', 'education', 'government', 'foundation'].includes(kind)
    expect(organisation !== '', domain).toBe(hasOrganisation)
  }
})
