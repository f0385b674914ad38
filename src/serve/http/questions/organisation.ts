import { z } from 'zod'
import { question } from '../../../store/index.ts'
import { organisation, organisationSummary } from '../contract.ts'
import { organisationColumns, organisationsWithFacts } from './organisations.ts'

interface One {
  readonly organisation: string
}
const examples: readonly One[] = [{ organisation: '1' }]
const params = ({ organisation }: One): { organisation: string } => ({ organisation })
const shape = organisation.shape

/** One organisation and why it is of its kind. */
export const organisationCard = question({
  text: `SELECT ${organisationColumns}, kind_reason AS kindReason FROM ${organisationsWithFacts} WHERE organisations.organisation_id = {organisation:UInt64}`,
  params,
  row: organisationSummary.extend({ kindReason: z.string() }),
  examples,
})

/** What is known of one organisation, how sure and why. */
export const organisationFacts = question({
  text: `SELECT fact, value, scheme, probability, status, evidence, source FROM organisation_facts
    WHERE organisation_id = {organisation:UInt64} ORDER BY fact`,
  params,
  row: shape.facts.element.omit({ title: true, question: true, choices: true, words: true }),
  examples,
})

/** The domains that stand for one organisation. */
export const organisationDomains = question({
  text: `SELECT domain, kind, reason, toBool(ifNull(is_decided, false)) AS isHolderDecided
    FROM (
      SELECT domain, kind, reason, registrable FROM domains WHERE organisation_id = {organisation:UInt64}
      UNION ALL
      SELECT registrable AS domain, kind, arrayStringConcat(arraySort(groupArray(sentence)), '; ') AS reason, registrable FROM domain_tenures
      WHERE sentence != '' AND organisation_key != '' AND sipHash64('organisation', organisation_key) = {organisation:UInt64}
      GROUP BY registrable, kind
    ) AS standing
    LEFT JOIN (
      SELECT registrable, max(startsWith(sentence, 'decided by ')) AS is_decided FROM domain_tenures GROUP BY registrable
    ) AS decided USING (registrable)
    ORDER BY domain, reason LIMIT 1000`,
  params,
  row: shape.domains.element,
  examples,
})

/** What the people of one organisation did while they were thought to act for it, by month and type. */
export const organisationActivity = question({
  text: `SELECT month, type, events, people FROM organisation_activity
    WHERE organisation_id = {organisation:UInt64} ORDER BY month, type`,
  params,
  row: shape.activity.element,
  examples,
})

/** What came from the networks of one organisation, in the months in which enough of their addresses were seen. */
export const organisationLogs = question({
  text: `SELECT month, sum(network_months.visits) AS visits, sum(network_months.downloads) AS downloads, sum(network_months.automated) AS automated,
      sum(network_months.endpoints) AS endpoints, sum(network_months.origins) AS origins
    FROM network_months WHERE organisation_id = {organisation:UInt64} AND is_organisation_shown GROUP BY month ORDER BY month`,
  params,
  row: shape.logs.shape.months.element,
  examples,
})

/** The networks that are held to be one organisation's own. */
export const organisationNetworks = question({
  text: `SELECT toString(network_id) AS networkId, number, name, domain, class, reason, is_decided AS isDecided FROM network_meanings
    WHERE organisation_id = {organisation:UInt64}
     AND organisation_id IN (SELECT network_months.organisation_id FROM network_months WHERE is_organisation_shown)
    ORDER BY number, name LIMIT 200`,
  params,
  row: shape.logs.shape.networks.element,
  examples,
})

/** On which rungs the people of one organisation stand now. */
export const organisationLadder = question({
  text: `SELECT state, count() AS people FROM person_cards
    WHERE state != '' AND class IN ('human', 'team') AND person_id IN (SELECT person_id FROM affiliations WHERE organisation_id = {organisation:UInt64})
    GROUP BY state ORDER BY state`,
  params,
  row: shape.ladder.element,
  examples,
})

/** Who is held to act for one organisation, and why; those it lasts for first, then the latest. */
export const organisationAffiliations = question({
  text: `SELECT toString(affiliations.person_id) AS personId, people.name AS name, valid_from AS validFrom, valid_to AS validTo, probability, evidence
    FROM affiliations INNER JOIN people ON people.person_id = affiliations.person_id
    WHERE affiliations.organisation_id = {organisation:UInt64}
    ORDER BY valid_to DESC NULLS FIRST, valid_from DESC NULLS LAST, probability DESC, personId LIMIT 200`,
  params,
  row: shape.affiliations.element,
  examples,
})

const belongingColumns = 'owned_from AS from, owned_to AS to, sentence, is_decided AS isDecided'

/** Which organisations one belongs to, in order of time. */
export const organisationOwners = question({
  text: `SELECT toString(organisations.organisation_id) AS organisationId, owner_name AS name, ${belongingColumns}
    FROM organisation_owners LEFT JOIN organisations ON organisations.organisation_id = organisation_owners.owner_id
    WHERE organisation_owners.organisation_id = {organisation:UInt64} ORDER BY owned_from NULLS FIRST, name LIMIT 100`,
  params,
  row: shape.owners.element,
  examples,
})

/** Which organisations belong to one, in order of time. */
export const organisationOwned = question({
  text: `SELECT toString(organisations.organisation_id) AS organisationId, organisations.name AS name, ${belongingColumns}
    FROM organisation_owners INNER JOIN organisations ON organisations.organisation_id = organisation_owners.organisation_id
    WHERE owner_id = {organisation:UInt64} ORDER BY owned_from NULLS FIRST, name LIMIT 200`,
  params,
  row: shape.owned.element,
  examples,
})

/** Others whose domain or name begins with the same word; one of three letters says little. */
export const organisationsAlike = question({
  text: `WITH
      replaceRegexpAll(lower(splitByChar('.', if(domain = '', name, domain))[1]), '[^a-z0-9]', '') AS label,
      (SELECT replaceRegexpAll(lower(splitByChar('.', if(own.domain = '', own.name, own.domain))[1]), '[^a-z0-9]', '')
        FROM organisations AS own WHERE own.organisation_id = {organisation:UInt64}) AS own_label
    SELECT toString(organisation_id) AS organisationId, name, domain, people FROM organisations
    WHERE organisation_id != {organisation:UInt64} AND length(label) >= 4
      AND (label = ifNull(own_label, '') OR replaceRegexpAll(lower(name), '[^a-z0-9]', '') = ifNull(own_label, ''))
    ORDER BY people DESC, organisation_id LIMIT 10`,
  params,
  row: shape.alike.element,
  examples,
})

/** How many wrote from some domains, and what they did; who did most first. */
export const writersOfDomains = question({
  text: `SELECT toUInt32(uniqExactIf(person_id, class = 'human')) AS people, sumIf(acts, class != 'bot') AS events,
      arraySlice(arrayMap(pair -> pair.2, arrayReverseSort(groupArrayIf((acts, name), class = 'human'))), 1, 50) AS names
    FROM (
      SELECT person_aliases.person_id AS person_id, any(alias_facts.class) AS class, sum(person_aliases.events) AS acts, any(people.name) AS name
      FROM alias_facts INNER JOIN person_aliases ON person_aliases.alias_id = alias_facts.alias_id
      INNER JOIN people ON people.person_id = person_aliases.person_id
      WHERE alias_facts.domain IN {domains:Array(String)}
      GROUP BY person_id, alias_facts.class
    )`,
  params: ({ domains }: { readonly domains: readonly string[] }) => ({ domains }),
  row: z.object({ people: z.coerce.number(), events: z.coerce.number(), names: z.array(z.string()) }),
  examples: [{ domains: ['example.org'] as readonly string[] }],
})
