import { readFileSync } from 'node:fs'

/** The regions that people are told to live in, too; a country is nearer than an organisation at home in several can be placed. */
export const regions = [
  { value: 'europe', title: 'Europe' },
  { value: 'north-america', title: 'North America' },
  { value: 'latin-america', title: 'Latin America' },
  { value: 'africa', title: 'Africa' },
  { value: 'middle-east', title: 'Middle East' },
  { value: 'central-asia', title: 'Central Asia' },
  { value: 'south-asia', title: 'South Asia' },
  { value: 'east-asia', title: 'East and South-East Asia' },
  { value: 'oceania', title: 'Oceania' },
] as const

/** A line of tables/countries.tsv. */
interface Country {
  readonly code: string
  readonly name: string
  readonly region: string
  /** '' where the ending is sold to anybody. */
  readonly ending: string
}

const countries: readonly Country[] = readFileSync(new URL('./tables/countries.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [code = '', name = '', region = '', ending = ''] = line.split('\t')
    return { code, name, region, ending }
  })

/** How countries are called beside their English names and codes. */
const otherNames: Readonly<Record<string, string>> = {
  usa: 'US',
  'u s a': 'US',
  'u s': 'US',
  'united states of america': 'US',
  america: 'US',
  uk: 'GB',
  'u k': 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'korea republic of': 'KR',
  'republic of korea': 'KR',
  korea: 'KR',
  'russian federation': 'RU',
  'czech republic': 'CZ',
  turkey: 'TR',
  'viet nam': 'VN',
  'hong kong': 'HK',
  macau: 'MO',
  'the netherlands': 'NL',
  holland: 'NL',
  uae: 'AE',
}

const byName = makeIndex()

function makeIndex(): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const local = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl'].map(
    (language) => new Intl.DisplayNames([language], { type: 'region' }),
  )
  for (const { value, title } of regions) for (const word of [value, title]) names.set(fold(word), value)
  for (const { code, name, region } of countries)
    for (const word of [code, name, ...local.map((language) => language.of(code) ?? code)])
      names.set(fold(word), region)
  for (const [name, code] of Object.entries(otherNames))
    names.set(name, countries.find((country) => country.code === code)?.region ?? '')
  return names
}

function fold(name: string): string {
  const bare = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return bare
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The region of a country by its name or ISO 3166 code, or of a region by its own; undefined when it is neither. */
export const regionOf = (written: string): string | undefined => byName.get(fold(written))

/** Endings of domains that tell a region: of countries, and those that only American institutions get. */
export const tellingEndings: readonly Pick<Country, 'ending' | 'name' | 'region'>[] = [
  ...countries.filter(({ ending }) => ending !== ''),
  ...['edu', 'gov', 'mil'].map((ending) => ({ ending, name: 'the United States', region: 'north-america' })),
]
