import { question } from '../../../store/index.ts'
import { person } from '../contract.ts'

/** Lines one person added and removed, per class of file. */
export const personContribution = question({
  text: `SELECT substring(quantity, position(quantity, '.') + 1) AS fileClass,
      sumIf(amount, startsWith(quantity, 'added.')) AS added, sumIf(amount, startsWith(quantity, 'removed.')) AS removed
    FROM activity ARRAY JOIN mapKeys(quantities) AS quantity, mapValues(quantities) AS amount
    WHERE person_id = {person:UInt64} AND (startsWith(quantity, 'added.') OR startsWith(quantity, 'removed.'))
    GROUP BY fileClass HAVING added + removed > 0 ORDER BY added + removed DESC, fileClass`,
  params: ({ person: id }: { person: string }) => ({ person: id }),
  row: person.shape.contribution.element,
  examples: [{ person: '1' }],
})
