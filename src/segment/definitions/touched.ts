import { z } from 'zod'
import type { Parameter, Store } from '../../store/index.ts'
import { facts } from '../rules/facts.ts'
import type { Rule } from '../rules/rule.ts'
import type { Looking } from './looking.ts'
import { type Mark, slack } from './mark.ts'
import type { RuledSegment } from './ruled-segment.ts'

/** With more people touched than this, looking at everybody costs no more. */
const worthwhile = 0.2

/** Draws together what is known of each person now, into `coming_prints`. */
export async function printPeople(
  store: Store,
  { asOf, parts, memberships }: Pick<Looking, 'asOf' | 'parts' | 'memberships'>,
): Promise<void> {
  await store.write('TRUNCATE TABLE coming_prints')
  for (const part of parts.person)
    await store.write(`INSERT INTO coming_prints ${drawTogether(memberships)}`, { ...part, as_of: asOf })
}

/**
 * Fills `touched_people` with everybody whose standing in these segments may differ from that at the mark, and says whether looking at
 * them alone is worth it: about whom anything else is known than then (needs `printPeople`), of whom something new was told, whose acts
 * came to be older than a rule looks back, and who came into or left a segment that others ask about.
 */
export async function findTouched(
  store: Store,
  segments: readonly RuledSegment[],
  mark: Mark,
  { asOf, parts }: Pick<Looking, 'asOf' | 'parts'>,
): Promise<boolean> {
  await store.write('TRUNCATE TABLE touched_people')
  for (const part of parts.person)
    await store.write(
      `INSERT INTO touched_people SELECT person_id FROM (
        SELECT person_id, print FROM coming_prints WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64}
        UNION ALL SELECT person_id, print FROM looked_people WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64}
      ) GROUP BY person_id HAVING count() != 2 OR min(print) != max(print)`,
      { ...part },
    )
  const since = { began_at: mark.beganAt }
  await store.write(
    `INSERT INTO touched_people
    SELECT DISTINCT person_id FROM person_aliases WHERE alias_id IN (
      SELECT alias_id FROM events WHERE ingested_at >= {began_at:DateTime64(3)} - ${slack} AND alias_id != 0)
    UNION ALL
    SELECT DISTINCT person_id FROM known_visitors WHERE visitor IN (
      SELECT visitor FROM events WHERE ingested_at >= {began_at:DateTime64(3)} - ${slack} AND visitor != 0)
    UNION ALL
    SELECT DISTINCT subject_id FROM membership_changes WHERE subject_kind = 'person' AND recorded_at >= {began_at:DateTime64(3)} - ${slack}`,
    since,
  )
  await addAging(store, segments, mark, asOf)
  const { touched, people } = await store.readOne({
    text: 'SELECT (SELECT uniqExact(person_id) FROM touched_people) AS touched, (SELECT count() FROM people) AS people',
    params: {},
    row: z.object({ touched: z.coerce.number(), people: z.coerce.number() }),
  })
  return touched <= people * worthwhile
}

/** Whoever came into or left a segment now is looked at by those that ask about it, too. */
export async function touchChanged(store: Store): Promise<void> {
  await store.write('INSERT INTO touched_people SELECT DISTINCT subject_id FROM coming_changes')
}

/** What is known of each person as one number, but for what each act was: of an act newly told the event says so. */
function drawTogether(memberships: string): string {
  const among = (column: string): string => `${column} BETWEEN {first:UInt64} AND {last:UInt64}`
  const scope = { subject: 'person', among, memberships } as const
  return `SELECT person_id, sum(print) AS print FROM (
    SELECT person_id, cityHash64('person', class, ifNull(first_seen < {as_of:DateTime64(3)}, 2)) AS print FROM people WHERE ${among('person_id')}
    UNION ALL SELECT person_id, cityHash64('alias', alias_id, events > 0) FROM person_aliases WHERE ${among('person_id')}
    UNION ALL SELECT person_id, cityHash64('visitor', visitor, alias_id) FROM known_visitors WHERE ${among('person_id')}
    UNION ALL SELECT operator_id, cityHash64('agent', agent_id, type, occurred_at, is_credited, is_merge) FROM agent_acts WHERE ${among('operator_id')}
    UNION ALL SELECT person_id, cityHash64('acts', sum(events)) FROM activity WHERE ${among('person_id')} GROUP BY person_id
    UNION ALL SELECT subject_id, cityHash64('attribute', attribute, value, probability, toString(shares)) FROM (${facts.attributes(scope)})
    UNION ALL SELECT subject_id, cityHash64('rung', state, entered_at) FROM (${facts.rungs(scope)})
    UNION ALL SELECT subject_id, cityHash64('employer', probability, organisation_id, name, domain, kind) FROM (${facts.employers(scope)})
    UNION ALL SELECT subject_id, cityHash64('member', segment) FROM ${memberships}
      WHERE subject_kind = 'person' AND ${among('subject_id')} AND entered_at < {as_of:DateTime64(3)}
       AND (left_at IS NULL OR left_at >= {as_of:DateTime64(3)})
       AND segment NOT IN (SELECT segment FROM segment_looks)
    UNION ALL SELECT person_id, cityHash64('words', (SELECT sum(cityHash64(*)) FROM event_types)) FROM people WHERE ${among('person_id')}
  ) GROUP BY person_id`
}

/** Acts that a rule looked back to at the mark and does not now, and those that lay ahead then. */
async function addAging(
  store: Store,
  segments: readonly RuledSegment[],
  mark: Mark,
  asOf: Date,
): Promise<void> {
  const backs = [...new Set(segments.flatMap(({ rule }) => listBacks(rule)))]
  const params: Record<string, Parameter> = { from: mark.asOf, to: asOf }
  const spans = backs.map((back, at) => {
    const [number, unit] = back.split(' ')
    params[`back_${at}`] = Number(number)
    const interval = `INTERVAL {back_${at}:UInt32} ${unit}`
    return `occurred_at >= {from:DateTime64(3)} - ${interval} AND occurred_at < {to:DateTime64(3)} - ${interval}`
  })
  spans.push('occurred_at >= {from:DateTime64(3)} AND occurred_at < {to:DateTime64(3)}')
  await store.write(
    `INSERT INTO touched_people SELECT DISTINCT person_id FROM human_acts WHERE ${spans.map((span) => `(${span})`).join(' OR ')}`,
    params,
  )
}

/** How far back the tests of a rule look, as `90 DAY`. */
function listBacks(rule: Rule): string[] {
  if (rule.op === 'not') return listBacks(rule.part)
  if (rule.op !== 'is') return rule.parts.flatMap(listBacks)
  return 'across' in rule.test ? listBacks(rule.test.rule) : [...(rule.test.backs ?? [])]
}

/** Whether touched people alone need to be looked at: a rule that asks about others, or all that is known, is touched by what others do. */
export function asksOnlyThemselves(rule: Rule): boolean {
  if (rule.op === 'not') return asksOnlyThemselves(rule.part)
  if (rule.op !== 'is') return rule.parts.every(asksOnlyThemselves)
  return !('across' in rule.test) && rule.test.given === undefined
}
