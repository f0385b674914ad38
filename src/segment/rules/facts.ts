import type { FactName, Relation, RuleSubject } from './rule-kind.ts'

/** Which part of what is known is looked through. */
export interface Scope {
  readonly subject: RuleSubject
  /** The condition on a column of ids that keeps the subjects looked at. */
  among(column: string): string
  /** The table of memberships that schemes worked out. */
  readonly memberships: string
  /** Rows `(segment, subject_id)` of segments that rules make, of those whose ids a placeholder holds, where that table does not say. */
  readonly ruled?: ((among: (column: string) => string, segments: string) => string) | undefined
}

/**
 * What visitors nobody can name did in the month that ends at `{as_of:DateTime64(3)}` or begins at `{month:DateTime64(3)}`: what tells
 * them apart is a hash of one month. Machines are left out.
 */
const isTrace = `alias_id = 0 AND visitor != 0 AND visitor NOT IN (SELECT visitor FROM known_visitors)
     AND occurred_at >= {month:DateTime64(3)} AND occurred_at < {as_of:DateTime64(3)}
     AND NOT hasAny(flags, ['dated-too-early', 'dated-in-future', 'automated']) AND attrs['agent'] NOT IN ('ci', 'crawler', 'monitor')`

/** Of visitors of the month the network they came from last, where a file of networks told it. */
export const placedTraces = `SELECT visitor, argMax(network_meanings.class, told_at) AS class, argMax(network_meanings.name, told_at) AS name,
      argMax(network_meanings.domain, told_at) AS domain, argMax(network_meanings.organisation_id, told_at) AS organisation_id
    FROM (
      SELECT toUInt64(trace_id) AS visitor, sipHash64(number, toString(name), toString(domain)) AS network_id, told_at
      FROM network_sightings FINAL WHERE trace = 'visitor'
      UNION ALL
      SELECT visitor, sipHash64(number, toString(name), toString(domain)) AS network_id, told_at
      FROM network_sightings FINAL
      INNER JOIN (SELECT event_id, visitor FROM events WHERE ${isTrace}) AS acts ON acts.event_id = network_sightings.trace_id
      WHERE trace = 'event'
    ) AS told
    INNER JOIN network_meanings ON network_meanings.network_id = told.network_id
    GROUP BY visitor`

/**
 * What is known of subjects, as rows with `subject_id`, from before `{as_of:DateTime64(3)}`. Facts with keys read only those in
 * `{<fact>_keys:Array(String)}`.
 */
export const facts: Readonly<Record<FactName, (scope: Scope) => string>> = {
  acts: ({
    among,
  }) => `SELECT person_id AS subject_id, type, source, occurred_at, day, participation, contribution,
     places, object, version, measures, works, amounts
    FROM human_acts WHERE ${among('person_id')} AND occurred_at < {as_of:DateTime64(3)}`,

  attributes: ({ among }) => `SELECT person_id AS subject_id, attribute, value, probability, shares
    FROM person_attributes WHERE ${among('person_id')}`,

  rungs: ({ among }) => `SELECT person_id AS subject_id, state, entered_at
    FROM states WHERE ladder = 'participation' AND ${among('person_id')}
     AND entered_at < {as_of:DateTime64(3)} AND (left_at IS NULL OR left_at >= {as_of:DateTime64(3)})`,

  employers: ({
    among,
  }) => `SELECT person_id AS subject_id, probability, organisations.organisation_id AS organisation_id,
     organisations.name AS name, organisations.domain AS domain, toString(organisations.kind) AS kind
    FROM affiliations INNER JOIN organisations ON organisations.organisation_id = affiliations.organisation_id
    WHERE ${among('person_id')} AND ${isCurrent}`,

  memberships: ({ among, subject, memberships, ruled }) => `SELECT subject_id, segment FROM ${memberships}
    WHERE subject_kind = '${subject}' AND segment IN {memberships_keys:Array(String)} AND ${among('subject_id')}
     AND entered_at < {as_of:DateTime64(3)} AND (left_at IS NULL OR left_at >= {as_of:DateTime64(3)})
     ${
       ruled === undefined
         ? ''
         : `AND segment NOT IN (SELECT segment FROM segment_looks)
    UNION ALL
    SELECT subject_id, segment FROM (${ruled(among, '{memberships_keys:Array(String)}')})`
     }`,

  organisations: ({ among }) => `SELECT organisation_id AS subject_id, name, domain, toString(kind) AS kind
    FROM organisations WHERE ${among('organisation_id')}`,

  firmographics: ({
    among,
  }) => `SELECT organisation_id AS subject_id, toString(fact) AS fact, value, probability
    FROM organisation_facts WHERE ${among('organisation_id')}`,

  aliases: ({
    among,
  }) => `SELECT person_id AS subject_id, alias_id, toString(platform) AS platform, lowerUTF8(email) AS address, name, username
    FROM person_aliases WHERE ${among('person_id')} AND events > 0 AND ifNull(first_seen < {as_of:DateTime64(3)}, true)`,

  forks: ({ among, subject }) =>
    subject === 'person'
      ? `SELECT person_id AS subject_id, project, pushed_at, ahead_by, 1. AS probability
    FROM fork_pushes WHERE person_id != 0 AND ${among('person_id')} AND pushed_at < {as_of:DateTime64(3)}`
      : `SELECT organisation_id AS subject_id, project, pushed_at, ahead_by, 1. AS probability
    FROM fork_pushes WHERE organisation_id != 0 AND ${among('organisation_id')} AND pushed_at < {as_of:DateTime64(3)}
    UNION ALL
    SELECT affiliations.organisation_id AS subject_id, project, pushed_at, ahead_by, affiliations.probability AS probability
    FROM fork_pushes INNER JOIN affiliations ON affiliations.person_id = fork_pushes.person_id
    WHERE fork_pushes.person_id != 0 AND ${among('affiliations.organisation_id')} AND pushed_at < {as_of:DateTime64(3)} AND ${isCurrent}`,

  threads: ({
    among,
  }) => `SELECT thread_id AS subject_id, nullIf(toString(threads.type), '') AS type, places, opener, opened_at,
     arrayFilter((one, at) -> at < {as_of:DateTime64(3)}, threads.people, threads.joined) AS people,
     arrayFilter(at -> at < {as_of:DateTime64(3)}, threads.joined) AS joined,
     ifNull(unnamed_at < {as_of:DateTime64(3)}, false) AS has_unnamed,
     ifNull(merged_at < {as_of:DateTime64(3)}, false) AS is_merged,
     ifNull(solved_at < {as_of:DateTime64(3)}, false) AS is_solved
    FROM threads WHERE ${among('thread_id')} AND first_at < {as_of:DateTime64(3)}`,

  traces: ({
    among,
  }) => `SELECT visitor AS subject_id, type, source, occurred_at, toDate(occurred_at) AS day, object_id AS object,
     object_version AS version, CAST([], 'Array(String)') AS places, attrs['referrer'] AS referrer, attrs['client'] AS client
    FROM events FINAL WHERE ${among('visitor')} AND ${isTrace}`,

  networks: ({
    among,
  }) => `SELECT visitor AS subject_id, toString(class) AS class, name, domain FROM (${placedTraces})
    WHERE ${among('visitor')}`,
}

const isCurrent = `(valid_from IS NULL OR valid_from < {as_of:DateTime64(3)}) AND (valid_to IS NULL OR valid_to >= {as_of:DateTime64(3)})`

/** The column of a subject's id in what says who belongs to whom. */
export const idColumns = {
  person: 'person_id',
  organisation: 'organisation_id',
  thread: 'thread_id',
  visitor: 'visitor',
} as const satisfies Record<RuleSubject, string>

/** Who belongs to what, once each; employment with at least `{<p>:Float64}`. */
export const belonging: Readonly<Record<Relation, (p: string) => string>> = {
  employs: (
    p,
  ) => `SELECT person_id, organisation_id FROM affiliations WHERE probability >= {${p}:Float64} AND ${isCurrent}
   GROUP BY person_id, organisation_id`,
  'wrote-in':
    () => `SELECT person_id, thread_id FROM threads ARRAY JOIN people AS person_id, joined AS joined_at
   WHERE joined_at < {as_of:DateTime64(3)}`,
  opened: () =>
    `SELECT opener AS person_id, thread_id FROM threads WHERE opener != 0 AND opened_at < {as_of:DateTime64(3)}`,
  'answered-in':
    () => `SELECT person_id, thread_id FROM threads ARRAY JOIN people AS person_id, joined AS joined_at
   WHERE joined_at < {as_of:DateTime64(3)} AND person_id != opener`,
  'seen-from': () => `SELECT visitor, organisation_id FROM (${placedTraces}) WHERE organisation_id != 0`,
}

/** All subjects there are. */
export const populations: Readonly<Record<RuleSubject, (among: Scope['among']) => string>> = {
  person: (among) => `SELECT person_id AS subject_id FROM people
    WHERE class = 'human' AND ${among('person_id')} AND (first_seen IS NULL OR first_seen < {as_of:DateTime64(3)})`,
  organisation: (among) => `SELECT organisation_id AS subject_id FROM organisations
    WHERE ${among('organisation_id')} AND (first_seen IS NULL OR first_seen < {as_of:DateTime64(3)})`,
  thread: (among) =>
    `SELECT thread_id AS subject_id FROM threads WHERE ${among('thread_id')} AND first_at < {as_of:DateTime64(3)}`,
  visitor: (among) =>
    `SELECT DISTINCT visitor AS subject_id FROM events WHERE ${among('visitor')} AND ${isTrace}`,
}
