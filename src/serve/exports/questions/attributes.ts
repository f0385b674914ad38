import { z } from 'zod'
import { question } from '../../../store/index.ts'
import {
  asOfParams,
  type ExportQuery,
  exportExamples,
  idColumn,
  numberColumn,
  textColumn,
} from '../column.ts'

/** The evidence that speaks of the value; where none does, e.g. because all speaks for another, all of it. */
const sentences = `arrayMap(piece -> piece.2, told.pieces) AS every_sentence,
  arrayMap(piece -> piece.2, arrayFilter(piece -> has(piece.1, held.value), told.pieces)) AS own_sentences`

/** What is known of people, how sure and why. As of a moment: of those seen before it, what is known of them now. */
export const exportAttributes = question({
  text: (query: ExportQuery) => `WITH ${sentences}
    SELECT ${idColumn('held.person_id', 'person_id')}, ${textColumn(query, 'people.name', 'name')},
      ${textColumn(query, 'held.attribute', 'attribute')}, ${textColumn(query, 'held.value', 'value')},
      ${numberColumn(query, 'held.probability', 'probability')}, ${textColumn(query, 'held.status', 'status')},
      ${textColumn(query, "arrayStringConcat(if(empty(own_sentences), every_sentence, own_sentences), '; ')", 'evidence')}
    FROM person_attributes AS held
    INNER JOIN people ON people.person_id = held.person_id
    LEFT JOIN (
      SELECT person_id, attribute, arraySort(groupArray((arrayMap(key -> toString(key), mapKeys(weights)), evidence))) AS pieces
      FROM attribute_evidence GROUP BY person_id, attribute
    ) AS told ON told.person_id = held.person_id AND told.attribute = held.attribute
    WHERE ${query.asOf === undefined ? '1' : 'people.first_seen < {as_of:DateTime64(3)}'}
    ORDER BY held.person_id, held.attribute, held.probability DESC, held.value`,
  params: asOfParams,
  row: z.unknown(),
  examples: exportExamples,
})
