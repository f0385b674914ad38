import { z } from 'zod'
import { question } from '../../../store/index.ts'
import { home, ladderState } from '../contract.ts'

const count = z.coerce.number()
const shape = home.shape

/** The size of the community. */
export const homeCounts = question({
  text: `SELECT (SELECT count() FROM person_cards WHERE class = 'human') AS people,
      (SELECT count() FROM person_cards WHERE class = 'bot') AS bots,
      (SELECT count() FROM organisations) AS organisations,
      (SELECT count() FROM events) AS events,
      (SELECT max(anonymous) FROM segments WHERE scheme = 'ladder') AS anonymousVisitors`,
  params: () => ({}),
  row: z.object({
    people: count,
    bots: count,
    organisations: count,
    events: count,
    anonymousVisitors: count,
  }),
  examples: [undefined],
})

/** How many people stand on each rung now. */
export const currentLadder = question({
  text: `SELECT state, count() AS people FROM person_cards WHERE class = 'human' AND state != '' GROUP BY state ORDER BY state`,
  params: () => ({}),
  row: z.object({ state: ladderState, people: count }),
  examples: [undefined],
})

/** Who was seen and who was only glimpsed, by month. */
export const seenMonths = question({
  text: 'SELECT month, people, people_in_three AS peopleInThree, visitors FROM seen_months ORDER BY month',
  params: () => ({}),
  row: shape.waterline.element.extend({ peopleInThree: count }),
  examples: [undefined],
})

/** How many stood on each rung at the end of each month, and how many came to it. */
export const ladderFlow = question({
  text: `SELECT month, state, people, came_up AS cameUp, came_down AS cameDown FROM ladder_months
    WHERE ladder = 'participation' ORDER BY month, state`,
  params: () => ({}),
  row: shape.flow.element,
  examples: [undefined],
})

/** Releases, to mark on time axes: the latest two hundred. */
export const releaseMarks = question({
  text: `SELECT occurred_at AS at, if(object_version = '', object_id, object_version) AS label FROM events
    PREWHERE type = 'release.publish' ORDER BY occurred_at DESC, event_id LIMIT 200`,
  params: () => ({}),
  row: shape.marks.element,
  examples: [undefined],
})

/** Lines added and removed per class of file, and by how many people. */
export const contributionClasses = question({
  text: `SELECT file_class AS fileClass, added, removed, people FROM contribution_classes ORDER BY added + removed DESC, file_class`,
  params: () => ({}),
  row: shape.contribution.element,
  examples: [undefined],
})
