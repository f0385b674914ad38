import { z } from 'zod'
import { question } from '../../../store/index.ts'
import { scheme, segmentSummary } from '../contract.ts'

/** The schemes with their coverage. */
export const allSchemes = question({
  text: `SELECT scheme, title, question, subject_kind AS subjectKind, classified, unknown, conflicting, computed_at AS computedAt
    FROM schemes ORDER BY scheme`,
  params: () => ({}),
  row: scheme.omit({ segments: true, finding: true }),
  examples: [undefined],
})

/** The segments of all schemes in their order. */
export const allSegments = question({
  text: `SELECT segment, scheme, title, sentence, members, anonymous, computed_at AS computedAt
    FROM segments ORDER BY scheme, ordinal, segment`,
  params: () => ({}),
  row: segmentSummary,
  examples: [undefined],
})

/** One segment with its scheme. */
export const oneSegment = question({
  text: `SELECT segments.segment AS segment, segments.scheme AS scheme, segments.title AS title, segments.sentence AS sentence,
      segments.members AS members, segments.anonymous AS anonymous, segments.computed_at AS computedAt,
      schemes.title AS schemeTitle, schemes.subject_kind AS subjectKind
    FROM segments INNER JOIN schemes ON schemes.scheme = segments.scheme WHERE segments.segment = {segment:String}`,
  params: ({ segment }: { segment: string }) => ({ segment }),
  row: segmentSummary.extend({ schemeTitle: z.string(), subjectKind: scheme.shape.subjectKind }),
  examples: [{ segment: 's' }],
})
