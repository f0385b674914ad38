import type { ListedCompany } from './employer-truth.ts'

const legalForms =
  /\b(?:incorporated|inc|corporation|corp|company|co|limited|ltd|llc|llp|gmbh|ag|sa|sas|srl|bv|ab|as|oy|kk|plc|pvt|pty|se|spa)\b/g

/** Lower case words without marks and legal forms: `Acme, Inc.` → `acme`. */
export function normaliseCompany(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain.replace(/[^\p{L}\p{N}]+/gu, ' ')
  return words.replace(legalForms, ' ').replace(/\s+/g, ' ').trim() || words.trim()
}

/** An organisation as our program names it, with the domains that stand for it. */
export interface NamedOrganisation {
  readonly name: string
  readonly domains: readonly string[]
}

/**
 * Says whether a company of the truth is an organisation of ours: one of its domains is on the company's list, their names or
 * listed other names agree after normalising, one name is the beginning of the other (`NTT`, `NTT DATA`), or the name is
 * what the domain is called (`Acme`, acme.com).
 */
export function makeComparison(
  companies: readonly ListedCompany[],
): (company: string, ours: NamedOrganisation) => boolean {
  const domains = new Map(
    companies.flatMap(({ name, domains }) => domains.map((domain) => [domain.toLowerCase(), name] as const)),
  )
  const byName = new Map(
    companies.flatMap(({ name, aliases }) =>
      [name, ...aliases].map((one) => [normaliseCompany(one), name] as const),
    ),
  )
  const canonical = (name: string): string => normaliseCompany(byName.get(normaliseCompany(name)) ?? name)
  return (company, ours) => {
    const meant = canonical(company)
    if (ours.domains.some((domain) => canonical(findDomain(domains, domain) ?? '') === meant)) return true
    const told = canonical(ours.name)
    if (meant === told || `${meant} `.startsWith(`${told} `) || `${told} `.startsWith(`${meant} `))
      return true
    return ours.domains.some((domain) => domain.split('.').includes(meant.replaceAll(' ', '')))
  }
}

function findDomain(domains: ReadonlyMap<string, string>, domain: string): string | undefined {
  for (let name = domain; name.includes('.'); name = name.slice(name.indexOf('.') + 1)) {
    const company = domains.get(name)
    if (company !== undefined) return company
  }
  return undefined
}
