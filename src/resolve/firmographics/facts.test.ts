import { describe, expect, test } from 'vitest'
import { typeOfIndustry } from './business-type.ts'
import { chooseFacts, type Statement } from './choose-facts.ts'
import { regionOf, regions, tellingEndings } from './country.ts'
import { type FactName, parseFact, parseFactName, sayFact } from './fact.ts'
import { readHeadcount } from './figure.ts'

const read = (fact: FactName, written: string, scheme = ''): string => {
  const told = parseFact(fact, written, scheme)
  return 'fault' in told
    ? `! ${told.fault}`
    : `${told.value}${told.scheme === '' ? '' : ` of ${told.scheme}`}`
}

test.each([
  ['9', '9'],
  ['1,200', '1200'],
  ['1.200', '1200'],
  ['12.5', '12.5'],
  ['51-200', '51-200'],
  ['11 – 50 employees', '11-50'],
  ['10,001+', '10001+'],
  ['>= 250', '250+'],
  ['5k', '5000'],
  ['1.2k', '1200'],
  ['about 30 people', '30'],
])('headcount “%s” is %s', (written, value) => {
  expect(read('headcount', written)).toBe(value)
})

test.each(['', 'many', '-3', '200-51', '99,999,999,999', '1e3', '12 34 x', '=1+1'])(
  'headcount “%s” is none',
  (written) => {
    expect(read('headcount', written)).toMatch(/^! it is no number of people/)
  },
)

test('a headcount has two ends', () => {
  expect(readHeadcount('49')).toEqual({ least: 49, most: 49 })
  expect(readHeadcount('51-200')).toEqual({ least: 51, most: 200 })
  expect(readHeadcount('250+').least).toBe(250)
})

test.each([
  ['2000000', '2000000'],
  ['€ 2.5 M', '2500000'],
  ['2,5 Mio. EUR', '2500000'],
  ['1.234.567,89', '1234568'],
  ['1,234,567.89', '1234568'],
  ["43'000'000", '43000000'],
  ['2.500', '2500'],
  ['2.500 bn', '2500000000'],
])('turnover “%s” is %s', (written, value) => {
  expect(read('turnover', written)).toBe(value)
})

test.each(['$ 5 M', '5 M USD', '5 million pounds', '¥100'])('“%s” is no sum in euros', (written) => {
  expect(read('turnover', written)).toBe('! it is in another currency; size classes are in euros')
})
test('what is no sum is told', () => {
  expect(read('balance_sheet', 'plenty')).toMatch(/^! it is no sum in euros/)
  expect(read('balance_sheet', '-5')).toMatch(/^! it is no sum in euros/)
})

describe('industries', () => {
  test.each([
    ['62.01', 'NACE Rev. 2', '62.01 of NACE Rev. 2'],
    ['J62.01 Computer programming', 'nace2', '62.01 of NACE Rev. 2'],
    ['J 6201', 'NACE rev 2.1', '62.01 of NACE Rev. 2.1'],
    ['6201', 'isic_rev_4', '6201 of ISIC Rev. 4'],
    ['26', 'NACE', '26 of NACE'],
    ['O', 'NACE Rev. 2', 'O of NACE Rev. 2'],
    ['NACE Rev. 2 62.02', '', '62.02 of NACE Rev. 2'],
    ['NACE 62.02', '', '62.02 of NACE'],
    ['541511', 'NAICS 2022', '541511 of NAICS 2022'],
    ['Computer Software', '', 'Computer Software'],
  ])('“%s” in a column of “%s” is %s', (written, scheme, value) => {
    expect(read('industry', written, scheme)).toBe(value)
  })
  test.each([
    ['62.01', '', /which scheme/],
    ['software', 'NACE Rev. 2', /no code of NACE Rev. 2/],
    ['00.1', 'NACE', /no code/],
    ['62.01', 'colours', /no scheme/],
    ['', 'NACE', /empty/],
    ['?', '', /names no industry/],
  ])('“%s” in a column of “%s” is none', (written, scheme, fault) => {
    expect(read('industry', written, scheme)).toMatch(fault)
  })
  test('sections are told where the revision is known', () => {
    const say = (value: string, scheme: string) => sayFact('industry', { value, scheme })
    expect(say('62.01', 'NACE Rev. 2')).toBe('NACE Rev. 2 62.01, section J, information and communication')
    expect(say('84', 'NACE Rev. 2')).toMatch(/section O, public/)
    expect(say('84', 'NACE Rev. 2.1')).toMatch(/section P, public/)
    expect(say('6201', 'ISIC Rev. 5')).toMatch(/section K/)
    expect(say('K', 'NACE Rev. 2')).toBe('NACE Rev. 2 K, finance and insurance')
    expect(say('62.01', 'NACE')).toBe('NACE 62.01')
    expect(say('Banking', '')).toBe('Banking')
  })
})

test.each([
  ['85.42', 'NACE Rev. 2', 'academia'],
  ['84.11', 'NACE', 'public-sector'],
  ['61.1', 'NACE Rev. 2', 'service-provider'],
  ['63.1', 'NACE Rev. 2.1', 'service-provider'],
  ['26.2', 'NACE Rev. 2', 'device-maker'],
  ['30', 'NACE Rev. 2', 'device-maker'],
  ['62.01', 'NACE Rev. 2', 'isv'],
  ['62.10', 'NACE Rev. 2.1', 'isv'],
  ['58.29', 'NACE Rev. 2', 'isv'],
  ['6209', 'ISIC Rev. 4', 'si'],
  ['62.20', 'NACE Rev. 2.1', 'si'],
  ['64.19', 'NACE Rev. 2', 'end-user'],
  ['62', 'NACE Rev. 2', undefined],
  ['J', 'NACE Rev. 2', undefined],
  ['Banking', '', 'end-user'],
  ['COMPUTER_SOFTWARE', '', 'isv'],
  ['Technology', '', undefined],
  ['541511', 'NAICS', undefined],
])('industry %s of “%s” tells %s', (value, scheme, type) => {
  expect(typeOfIndustry({ value, scheme })?.value).toBe(type)
})

test('types, classes and regions are taken by name; individuals are no organisations', () => {
  expect(read('business_type', 'ISV')).toBe('isv')
  expect(read('business_type', 'System Integrator')).toBe('si')
  expect(read('business_type', 'device-maker')).toBe('device-maker')
  expect(read('business_type', 'Individual')).toMatch(/said of people/)
  expect(read('business_type', 'wizard')).toMatch(/no type of business: academia/)
  expect(read('size_class', 'Large')).toBe('large')
  expect(read('size_class', 'huge')).toMatch(/^!/)
  expect(read('region', 'Deutschland')).toBe('europe')
  expect(read('region', 'Atlantis')).toMatch(/^! it is no country/)
  expect(() => parseFactName('gender')).toThrow(/no fact gender/)
})

test('every country has a region, and names are found in several languages', () => {
  const known = new Set<string>(regions.map(({ value }) => value))
  expect(tellingEndings.length).toBeGreaterThan(140)
  expect(tellingEndings.filter(({ region }) => !known.has(region))).toEqual([])
  expect(tellingEndings.some(({ ending }) => ['io', 'me', 'co', 'tv', 'ai'].includes(ending))).toBe(false)
  for (const [name, region] of [
    ['US', 'north-america'],
    ['U.S.A.', 'north-america'],
    ['Côte d’Ivoire', 'africa'],
    ['Turkey', 'middle-east'],
    ['Österreich', 'europe'],
    ['colombia', 'latin-america'],
    ['Europe', 'europe'],
  ] as const)
    expect([name, regionOf(name)]).toEqual([name, region])
})

const state = (told: Partial<Record<FactName, string>>): Statement[] =>
  Object.entries(told).map(([fact, value]) => ({
    fact: fact as FactName,
    value,
    scheme: '',
    family: 'list',
    at: new Date('2026-02-03'),
    source: 'list.csv',
    sentence: 'as listed',
    isOwn: true,
  }))

test.each([
  ['9', 'micro', 0.97],
  ['10', 'small', 0.97],
  ['49', 'small', 0.97],
  ['50', 'medium', 0.97],
  ['249', 'medium', 0.97],
  ['250', 'large', 0.97],
  ['51-200', 'medium', 0.97],
  ['250+', 'large', 0.97],
  ['11-100', 'small', 0.582],
])('with %s people it is %s, by headcount (anchor A39)', (headcount, value, probability) => {
  const size = chooseFacts(state({ headcount })).find(({ fact }) => fact === 'size_class')
  expect(size).toMatchObject({ value, scheme: '2003/361/EC, size_by_headcount', status: 'inferred' })
  expect(size?.probability).toBeCloseTo(probability, 9)
})

test('what is stated is not inferred: a class of size or a type of business that a list names holds', () => {
  const chosen = chooseFacts(
    state({ headcount: '5', size_class: 'large', industry: 'Banking', business_type: 'isv' }),
  )
  expect(chosen.map(({ fact, value, status }) => [fact, value, status])).toEqual([
    ['headcount', '5', 'stated'],
    ['size_class', 'large', 'stated'],
    ['industry', 'Banking', 'stated'],
    ['business_type', 'isv', 'stated'],
  ])
})

test('what is said of the organisation itself comes before what is said of its parts', () => {
  const [own] = state({ headcount: '5' })
  const [part] = state({ headcount: '900' })
  if (own === undefined || part === undefined) throw new Error('nothing was stated')
  const chosen = chooseFacts([{ ...part, isOwn: false, at: new Date('2026-05-01') }, own])
  expect(chosen[0]).toMatchObject({ value: '5', evidence: 'as listed; list.csv says 900' })
})
