import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { UserError } from '../../core/index.ts'
import { type CompanyRow, type FactName, factForms, factNames, parseFact } from '../../resolve/index.ts'

/** A place of a list that says nothing, and why. */
export interface Unread {
  readonly position: string
  readonly text: string
  readonly reason: string
}

export interface CompanyList {
  readonly rows: readonly (CompanyRow & { readonly text: string })[]
  /** Cells that could not be understood; the rest of their rows counts. */
  readonly unread: readonly Unread[]
}

type Column = FactName | 'domain' | 'name' | 'scheme'

/** Names of columns without what varies: case, spaces, punctuation. */
const synonyms: Readonly<Record<Column, readonly string[]>> = {
  domain: [
    'domain',
    'website',
    'url',
    'homepage',
    'companydomain',
    'companydomainname',
    'maildomain',
    'emaildomain',
  ],
  name: [
    'name',
    'company',
    'companyname',
    'organisation',
    'organization',
    'organisationname',
    'accountname',
    'account',
  ],
  headcount: [
    'headcount',
    'employees',
    'numberofemployees',
    'employeecount',
    'staff',
    'companysize',
    'size',
    'mitarbeiter',
  ],
  turnover: [
    'turnover',
    'turnovereur',
    'revenue',
    'revenueeur',
    'annualrevenue',
    'annualrevenueeur',
    'sales',
    'umsatz',
  ],
  balance_sheet: ['balancesheet', 'balancesheeteur', 'balancesheettotal', 'totalassets', 'bilanzsumme'],
  size_class: ['sizeclass', 'eusizeclass'],
  industry: ['industry', 'industrycode', 'branch', 'sector', 'branche'],
  business_type: ['businesstype', 'type', 'companytype', 'typeofbusiness'],
  region: ['region', 'country', 'countrycode', 'hq', 'headquarters', 'billingcountry', 'land'],
  scheme: ['scheme', 'industryscheme', 'codescheme', 'classification'],
}

/** Reads a list of companies: a header, and a row for each. A list without a header that is understood is a mistake (422). */
export function readCompanyList(name: string, text: string): CompanyList {
  const [header, ...records] = parseCells(name, text)
  const columns = (header?.cells ?? []).map(recogniseColumn)
  const known = columns.map((column) => column?.meaning)
  if (!known.includes('domain') && !known.includes('name'))
    throw new UserError(
      `${name} is no list of companies: its first line should name the columns, one of them “domain” or “name”.`,
      { status: 422 },
    )
  if (!factNames.some((fact) => known.includes(fact)))
    throw new UserError(
      `${name} says nothing of companies that is understood here: it has none of the columns headcount, turnover, balance sheet, industry (or nace, isic), business type, country.`,
      { status: 422 },
    )
  const unread: Unread[] = []
  const rows = records.map(({ line, cells }) => {
    const position = `line ${line}`
    const read = (meaning: Column): string =>
      cells.find((cell, place) => columns[place]?.meaning === meaning && cell !== '') ?? ''
    const scheme = read('scheme')
    const facts: Record<string, { value: string; scheme: string }> = {}
    for (const [place, cell] of cells.entries()) {
      const column = columns[place]
      const fact = factNames.find((one) => one === column?.meaning)
      if (column === undefined || fact === undefined || isNothing(cell) || facts[fact] !== undefined) continue
      const told = parseFact(fact, cell, column.scheme === '' && fact === 'industry' ? scheme : column.scheme)
      if (!('fault' in told)) facts[fact] = told
      else
        unread.push({ position, text: cell.slice(0, 300), reason: `${factForms[fact].title}: ${told.fault}` })
    }
    return {
      position,
      text: cells.join(', ').slice(0, 300),
      domain: toDomain(read('domain')),
      name: read('name').slice(0, 200),
      facts,
    }
  })
  return { rows, unread }
}

function recogniseColumn(written: string): { meaning: Column; scheme: string } | undefined {
  const plain = written
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
  const found = Object.entries(synonyms).find(([, names]) => names.includes(plain))
  if (found !== undefined) return { meaning: found[0] as Column, scheme: '' }
  // The name of the column may be the scheme: “nace”, “NACE Rev. 2 code”, “isic_rev4”.
  return /^(?:nace|isic)/.test(plain)
    ? { meaning: 'industry', scheme: written.replace(/\bcodes?\b|_codes?\b/gi, '').trim() }
    : undefined
}

/** What lists write where there is nothing. */
const isNothing = (cell: string): boolean => /^(?:|--?|—|n\/?a|unknown|null|none)$/i.test(cell)

/** `https://www.acme.com/about` and `info@acme.com` → `acme.com`. */
const toDomain = (written: string): string =>
  written
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^[^/]*@/, '')
    .replace(/[/?#:].*$/, '')
    .replace(/^www\./, '')
    .slice(0, 253)

interface Cells {
  readonly line: number
  readonly cells: readonly string[]
}

/** Rows that hold anything, with the number of their first line. */
function parseCells(name: string, text: string): Cells[] {
  const bare = text.replace(/^\uFEFF/, '')
  try {
    const rows: Cells[] = []
    let line = 1
    parse(bare, {
      delimiter: findDelimiter(bare),
      relax_column_count: true,
      skip_empty_lines: false,
      trim: true,
      on_record: (cells: string[], { lines }) => {
        if (cells.some((cell) => cell !== '')) rows.push({ line, cells })
        line = lines + 1
        return null
      },
    })
    return rows
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new UserError(`${name} cannot be read as a table: ${error.message}`, { status: 422, cause: error })
  }
}

/** Of comma, semicolon, tab and bar the one that the header has most of. */
function findDelimiter(text: string): string {
  const header = text.split(/\r?\n/, 1)[0] ?? ''
  const counted = [',', ';', '\t', '|'].map((mark) => ({ mark, times: header.split(mark).length }))
  return counted.toSorted((one, other) => other.times - one.times)[0]?.mark ?? ','
}
