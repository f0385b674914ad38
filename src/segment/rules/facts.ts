import type { FactName, SubjectKind } from './rule-kind.ts'

interface Fact {
  readonly subject: SubjectKind
  /** Rows with `subject_id`, those of subjects from `{first:UInt64}` to `{last:UInt64}`, from before `{as_of:DateTime64(3)}`. */
  readonly rows: string
}

/** What is known of subjects, as rows. */
export const facts: Readonly<Record<FactName, Fact>> = {
  acts: {
    subject: 'person',
    rows: `SELECT person_id AS subject_id, type, source, occurred_at, day, participation, contribution
      FROM human_acts WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64} AND occurred_at < {as_of:DateTime64(3)}`,
  },
  attributes: {
    subject: 'person',
    rows: `SELECT person_id AS subject_id, attribute, value, probability, shares
      FROM person_attributes WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64}`,
  },
  rungs: {
    subject: 'person',
    rows: `SELECT person_id AS subject_id, state, entered_at
      FROM states WHERE ladder = 'participation' AND person_id BETWEEN {first:UInt64} AND {last:UInt64}
       AND entered_at < {as_of:DateTime64(3)} AND (left_at IS NULL OR left_at >= {as_of:DateTime64(3)})`,
  },
  employers: {
    subject: 'person',
    rows: `SELECT person_id AS subject_id, probability, organisations.organisation_id AS organisation_id, organisations.name AS name,
       organisations.domain AS domain, toString(organisations.kind) AS kind
      FROM affiliations INNER JOIN organisations ON organisations.organisation_id = affiliations.organisation_id
      WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64}
       AND (valid_from IS NULL OR valid_from < {as_of:DateTime64(3)}) AND (valid_to IS NULL OR valid_to >= {as_of:DateTime64(3)})`,
  },
  memberships: {
    subject: 'person',
    rows: `SELECT subject_id, segment FROM memberships
      WHERE subject_kind = 'person' AND subject_id BETWEEN {first:UInt64} AND {last:UInt64}
       AND entered_at < {as_of:DateTime64(3)} AND (left_at IS NULL OR left_at >= {as_of:DateTime64(3)})`,
  },
}
