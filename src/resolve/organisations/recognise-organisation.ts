import {
  classifyDomain,
  type DomainKnowledge,
  followMerges,
  nameOrganisation,
  parseDomain,
} from './classify-domain.ts'
import { organisationKinds } from './kind.ts'

/** Which organisation a written name means; '' when it means none. */
export interface NamedOrganisation {
  readonly organisationKey: string
  readonly organisationName: string
  readonly domain: string
}

const nobody: NamedOrganisation = { organisationKey: '', organisationName: '', domain: '' }

/** What people write who work for nobody in particular, or do not want to say. */
const noNames = new Set(
  (
    'none,no,n a,na,nil,null,nothing,unknown,not applicable,private,personal,self,myself,me,home,independent,individual,freelance,freelancer,' +
    'self employed,selfemployed,unaffiliated,no affiliation,unemployed,retired,student,hobby,hobbyist,test,other,company,my company,various,tba,xxx'
  ).split(','),
)

const legalForms =
  /\b(?:incorporated|inc|corporation|corp|company|co|limited|ltd|llc|llp|gmbh|mbh|ag|kg|sa|sas|sarl|srl|spa|bv|nv|ab|as|asa|oy|oyj|aps|kk|plc|pvt|pty|pte|se|eg|ev|ltda)\b/g

/** Lower case words without accents, marks and legal forms: `Acme, Inc.` → `acme`. */
export function normaliseOrganisation(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words.replace(legalForms, ' ').replace(/\s+/g, ' ').trim() || words
}

/**
 * Finds organisations by what a CRM, a profile or a person wrote: a domain (`acme.com`), a name the tables know, the name of a
 * domain that people write from (`Acme` where it is acme.com and no other), else a name of its own. `@acme` is how forges write it.
 */
export function makeRecognition(
  knowledge: DomainKnowledge,
  writtenFrom: readonly string[],
): (written: string) => NamedOrganisation {
  const byName = new Map<string, string>()
  for (const { organisation } of knowledge.listings.values())
    if (organisation !== '') byName.set(normaliseOrganisation(organisation), organisation)
  for (const { organisation } of knowledge.overrides.values())
    if (organisation !== '' && !organisation.includes('.'))
      byName.set(normaliseOrganisation(organisation), organisation)
  const byLabel = new Map<string, string[]>()
  for (const domain of writtenFrom) {
    const label = domain.slice(0, domain.indexOf('.')).replaceAll('-', '')
    byLabel.set(label, [...(byLabel.get(label) ?? []), domain])
  }
  return (written) => {
    const text = written.trim().replace(/^@/, '').slice(0, 200)
    const normalised = normaliseOrganisation(text)
    if (normalised === '' || noNames.has(normalised)) return nobody
    if (/^[\w.-]+\.[a-z]{2,}$/i.test(text) && parseDomain(text.toLowerCase(), true).isPublic)
      return toNamed(classifyDomain(text, knowledge))
    const listed = byName.get(normalised)
    if (listed !== undefined) return { ...nameOrganisation(listed, '', knowledge), domain: '' }
    const [domain, ...others] = byLabel.get(normalised.replaceAll(' ', '')) ?? []
    if (domain !== undefined && others.length === 0) return toNamed(classifyDomain(domain, knowledge))
    const own = { organisationKey: `name:${normalised}`, organisationName: text }
    return { ...followMerges(own, knowledge), domain: '' }
  }
}

/**
 * Finds employers by what stands in brackets behind a name: only those the tables list, since most such words are nicks. What hosts
 * code is none, as it may be where the name was written.
 */
export function recogniseListed(knowledge: DomainKnowledge): (written: string) => NamedOrganisation {
  const employers = new Map<string, string>()
  for (const { kind, organisation } of knowledge.listings.values())
    if (organisation !== '' && organisationKinds[kind].employer && !hosts.has(organisation))
      employers.set(normaliseOrganisation(organisation), organisation)
  return (written) => {
    const listed = employers.get(normaliseOrganisation(written))
    return listed === undefined ? nobody : { ...nameOrganisation(listed, '', knowledge), domain: '' }
  }
}

const hosts = new Set(['GitHub', 'GitLab', 'SourceForge'])

function toNamed(facts: ReturnType<typeof classifyDomain>): NamedOrganisation {
  const { organisationKey, organisationName, registrable } = facts
  return { organisationKey, organisationName, domain: organisationKey === '' ? '' : registrable }
}
