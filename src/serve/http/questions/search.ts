import { question } from '../../../store/index.ts'
import { found } from '../contract.ts'
import { folded, foldedSearch } from '../filter.ts'

interface Search {
  readonly search: string
  readonly limit: number
}
const examples: readonly Search[] = [{ search: 'ann', limit: 8 }]
const params = ({ search, limit }: Search): { search: string; limit: number } => ({ search, limit })

/** People whose name, address or account holds a text; names that begin with it first, then the most active. */
export const findPeople = question({
  text: `SELECT 'person' AS kind, toString(person_id) AS id, name AS title, email AS detail FROM person_cards
    WHERE position(search_text, ${foldedSearch}) > 0
    ORDER BY startsWith(sort_name, ${foldedSearch}) DESC, events DESC, person_id LIMIT {limit:UInt32}`,
  params,
  row: found,
  examples,
})

/** Organisations whose name or domain holds a text, the largest first. */
export const findOrganisations = question({
  text: `SELECT 'organisation' AS kind, toString(organisation_id) AS id, name AS title, domain AS detail FROM organisations
    WHERE position(${folded(`concat(name, '\\n', domain)`)}, ${foldedSearch}) > 0
    ORDER BY people DESC, organisation_id LIMIT {limit:UInt32}`,
  params,
  row: found,
  examples,
})

/** Segments whose title or sentence holds a text. */
export const findSegments = question({
  text: `SELECT 'segment' AS kind, segment AS id, title, sentence AS detail FROM segments
    WHERE position(${folded(`concat(title, '\\n', sentence)`)}, ${foldedSearch}) > 0
    ORDER BY scheme, ordinal LIMIT {limit:UInt32}`,
  params,
  row: found,
  examples,
})
