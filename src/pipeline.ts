/**
 * The table of contents: the stages in order, what each answers, and the tables it reads and writes. Stages speak through
 * tables, not calls. test/architecture.test.ts holds the imports to this order.
 */
export const pipeline = [
  {
    stage: 'collect',
    question: 'What happened?',
    reads: ['decisions'],
    writes: ['events', 'retold_events', 'aliases', 'claims', 'network_sightings', 'quarantine', 'runs'],
  },
  {
    stage: 'resolve',
    question: 'Who did it, for whom?',
    reads: ['events', 'aliases', 'claims', 'network_sightings', 'decisions'],
    writes: [
      'people',
      'person_aliases',
      'alias_links',
      'agent_acts',
      'known_visitors',
      'organisations',
      'organisation_owners',
      'organisation_dealings',
      'domains',
      'affiliations',
      'affiliation_hypotheses',
      'activity',
      'anonymous_activity',
      'network_meanings',
      'network_months',
      'person_attributes',
    ],
  },
  {
    stage: 'segment',
    question: 'Which groups are there?',
    reads: [
      'people',
      'agent_acts',
      'known_visitors',
      'organisations',
      'organisation_dealings',
      'affiliations',
      'activity',
      'anonymous_activity',
      'events',
      'event_types',
    ],
    writes: ['states', 'ladder_months', 'schemes', 'segments', 'memberships'],
  },
  {
    stage: 'target',
    question: 'Which groups matter to our business model?',
    reads: [
      'decisions',
      'segments',
      'schemes',
      'memberships',
      'segment_looks',
      'human_acts',
      'affiliations',
      'events',
    ],
    // What somebody here says, and snapshots; the matrix is worked out when it is asked for.
    writes: ['decisions'],
  },
  {
    stage: 'act',
    question: 'What do we do?',
    reads: ['decisions', 'membership_changes'],
    writes: ['decisions', 'webhook_attempts'],
  },
] as const

export type Stage = (typeof pipeline)[number]['stage']
