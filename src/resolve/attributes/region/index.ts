import { readFileSync } from 'node:fs'
import { readModel } from '../../../store/index.ts'
import type { Attribute, AttributeValue } from '../../attribute.ts'

const readRows = (file: string): string[][] =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'))

/** Summer-time rule, winter offset in minutes, region, share of those who keep such clocks. */
const clocks = readRows('./offsets.tsv')
const endings = readRows('./country-endings.tsv')
const column = (rows: readonly string[][], place: number): string[] => rows.map((row) => row[place] ?? '')

const regionCount = 9
const region = (name: string, title: string, said: string): AttributeValue => ({
  name,
  title,
  phrase: `lives in ${title}`,
  prior: 0.5 / regionCount,
  said,
})

/** The region of the world somebody lives in, never closer (methods 5.4). Countries are looked through in this order. */
export const attribute: Attribute = {
  name: 'region',
  title: 'Region',
  question: 'In which region of the world do they live?',
  values: [
    region('oceania', 'Oceania', 'oceania|australia|new zealand|fiji|papua'),
    region(
      'south-asia',
      'South Asia',
      '\\bindia\\b|pakistan|bangladesh|sri lanka|nepal|bhutan|maldives|afghanistan|south asia',
    ),
    region(
      'east-asia',
      'East and South-East Asia',
      'china|japan|korea|taiwan|hong kong|singapore|vietnam|viet nam|thailand|indonesia|malaysia|philippines|mongolia|cambodia|laos|myanmar|macao|brunei|east asia',
    ),
    region(
      'central-asia',
      'Central Asia',
      'kazakhstan|uzbekistan|kyrgyz|tajikistan|turkmenistan|central asia',
    ),
    region(
      'middle-east',
      'the Middle East',
      'israel|turkey|türkiye|iran|iraq|saudi|emirates|\\buae\\b|qatar|kuwait|bahrain|\\boman\\b|yemen|jordan|lebanon|syria|palestin|middle east',
    ),
    region(
      'africa',
      'Africa',
      'africa|egypt|morocco|algeria|tunisia|nigeria|kenya|ghana|ethiopia|uganda|tanzania|senegal|cameroon|rwanda|zimbabwe|zambia|libya|sudan|angola|mozambique|madagascar|ivoire|ivory',
    ),
    region(
      'latin-america',
      'Latin America',
      'latin america|south america|mexico|méxico|brazil|brasil|argentin|chile|colombia|\\bperu\\b|venezuela|ecuador|bolivia|uruguay|paraguay|cuba|costa rica|guatemala|panama|honduras|nicaragua|salvador|dominican',
    ),
    region(
      'north-america',
      'North America',
      'north america|united states|\\busa?\\b|u\\.s\\.|america|canada',
    ),
    region(
      'europe',
      'Europe',
      'europe|germany|deutschland|france|united kingdom|\\buk\\b|england|scotland|wales|great britain|ireland|italy|italia|spain|españa|portugal|netherlands|holland|belgium|luxembourg|switzerland|schweiz|austria|österreich|sweden|norway|denmark|finland|iceland|poland|polska|czech|slovak|slovenia|croatia|serbia|bosnia|montenegro|macedonia|albania|greece|bulgaria|romania|hungary|moldova|ukrain|russia|belarus|lithuania|latvia|estonia|malta|cyprus|georgia|armenia|azerbaijan',
    ),
  ],
  unknown: 0.5,
  answers: ['country', 'region', 'location', 'where_do_you_live', 'country_region'],
  evidence: readModel(import.meta.url, './models/evidence.sql'),
  params: {
    fewest_acts: 5,
    /** So that clocks alone never make a region likelier than 0.6: servers keep other clocks, and people travel. */
    most_told: 1.5 * (2 * regionCount - 1),
    address_ratio: 30,
    clock_regimes: column(clocks, 0),
    clock_offsets: column(clocks, 1).map(Number),
    clock_regions: column(clocks, 2),
    clock_shares: column(clocks, 3).map(Number),
    endings: column(endings, 0),
    ending_regions: column(endings, 1),
  },
}
