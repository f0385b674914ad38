import type { FactName, SubjectKind } from './rule-kind.ts'

/** Which part of what is known is looked through. */
export interface Scope {
  readonly subject: SubjectKind
  /** The condition on a column of ids that keeps the subjects looked at. */
  among(column: string): string
  /** The table of memberships that schemes worked out. */
  readonly memberships: string
  /** Rows `(segment, subject_id)` of segments that rules make, of those whose ids a placeholder holds, where that table does not say. */
  readonly ruled?: ((among: (column: string) => string, segments: string) => string) | undefined
}

/**
 * What is known of subjects, as rows with `subject_id`, from before `{as_of:DateTime64(3)}`. Facts with keys read only those in
 * `{<fact>_keys:Array(String)}`.
 */
export const facts: Readonly<Record<FactName, (scope: Scope) => string>> = {
  acts: ({
    among,
  }) => `SELECT person_id AS subject_id, type, source, occurred_at, day, participation, contribution
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
}

const isCurrent = `(valid_from IS NULL OR valid_from < {as_of:DateTime64(3)}) AND (valid_to IS NULL OR valid_to >= {as_of:DateTime64(3)})`

/** Who belongs to which organisation now, with at least `{<p>:Float64}`. */
export const belonging = (p: string): string =>
  `SELECT person_id, organisation_id FROM affiliations WHERE probability >= {${p}:Float64} AND ${isCurrent}
   GROUP BY person_id, organisation_id`

/** All subjects there are. */
export const populations: Readonly<Record<SubjectKind, (among: Scope['among']) => string>> = {
  person: (among) => `SELECT person_id AS subject_id FROM people
    WHERE class = 'human' AND ${among('person_id')} AND (first_seen IS NULL OR first_seen < {as_of:DateTime64(3)})`,
  organisation: (among) => `SELECT organisation_id AS subject_id FROM organisations
    WHERE ${among('organisation_id')} AND (first_seen IS NULL OR first_seen < {as_of:DateTime64(3)})`,
}
