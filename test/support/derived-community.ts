import type { Store } from '../../src/store/index.ts'

/** The moment the community below speaks of. */
export const asOf = new Date('2007-10-16T00:00:00Z')

/** A name that would move a terminal's cursor, close a tag, end a statement, and turn the direction of text. */
export const hostileName = "=cmd()\u001b[2J<script>alert(1)</script>\u202e'; DROP TABLE people --"

const people = [
  // id, name, email, class, organisation, state, events, first, last
  [1, 'Žofie Nováková', 'zofie@example.org', 'human', 10, 'P5', 40, '2007-02-03', '2007-10-12'],
  [2, 'Ann Lee', 'ann@example.com', 'human', 10, 'P4', 30, '2007-02-05', '2007-10-01'],
  [3, 'Bob Ray', 'bob@example.net', 'human', 0, 'P3', 20, '2007-03-01', '2007-09-15'],
  [4, hostileName, 'evil@example.org', 'human', 0, 'P3', 10, '2007-04-01', '2007-08-15'],
  [5, 'Dana Wu', 'dana@example.net', 'human', 20, 'P1', 2, '2007-05-01', '2007-05-02'],
  [6, 'build-bot', 'bot@example.org', 'bot', 0, '', 100, '2007-02-01', '2007-10-15'],
] as const

const at = (day: string): string => `toDateTime64('${day} 12:00:00', 3, 'UTC')`

/** Fills a workspace as collect, resolve and segment would have left it: five people, a bot, two organisations, two segments. */
export async function fillDerivedCommunity(store: Store): Promise<void> {
  for (const person of people) await fillPerson(store, person)
  await fillGroups(store)
  await fillEvents(store)
}

async function fillPerson(store: Store, person: (typeof people)[number]): Promise<void> {
  const [id, name, email, kind, organisation, state, events, first, last] = person
  const named = { name, email }
  await store.write(
    `INSERT INTO people (person_id, name, email, class, class_reason, organisation_id, aliases, events, first_seen, last_seen)
     SELECT ${id}, {name:String}, {email:String}, '${kind}', 'no sign of a machine', ${organisation}, 1, ${events}, ${at(first)}, ${at(last)}`,
    named,
  )
  await store.write(
    `INSERT INTO person_aliases (alias_id, person_id, platform, name, email, sources, events, first_seen, last_seen)
     SELECT ${id * 100}, ${id}, 'git', {name:String}, {email:String}, ['git:demo'], ${events}, ${at(first)}, ${at(last)}`,
    named,
  )
  await store.write(
    `INSERT INTO aliases (alias_id, source, platform, name, email, recorded_at) SELECT ${id * 100}, 'git:demo', 'git', {name:String}, {email:String}, now64(3)`,
    named,
  )
  await store.write(`INSERT INTO activity (person_id, month, source, type, events, days, first_at, last_at, quantities)
    SELECT ${id}, toStartOfMonth(toDate('${last}')), 'git:demo', 'commit.author', ${events}, 1, ${at(first)}, ${at(last)},
      map('added.${id === 2 ? 'translation' : 'source'}', ${events * 10}, 'removed.source', ${events})`)
  if (state !== '')
    await store.write(`INSERT INTO states (person_id, ladder, state, entered_at, left_at, reason)
      SELECT ${id}, 'participation', '${state}', ${at(first)}, NULL, 'did what ${state} asks'`)
}

async function fillGroups(store: Store): Promise<void> {
  await store.write(`INSERT INTO organisations (organisation_id, name, domain, kind, kind_reason, people, events, first_seen, last_seen) VALUES
    (10, 'Example Works', 'example.org', 'corporate', 'a company', 2, 70, ${at('2007-02-03')}, ${at('2007-10-12')}),
    (20, 'Université d’Exemple', 'example.net', 'education', 'a university', 1, 2, ${at('2007-05-01')}, ${at('2007-05-02')})`)
  await store.write(`INSERT INTO affiliations (person_id, organisation_id, valid_from, valid_to, probability, events, evidence) VALUES
    (1, 10, ${at('2007-02-03')}, NULL, 0.9, 40, '40 events from zofie@example.org'),
    (2, 10, ${at('2007-02-05')}, ${at('2007-09-01')}, 0.9, 30, '30 events'),
    (5, 20, ${at('2007-05-01')}, NULL, 0.9, 2, '2 events')`)
  await store.write(`INSERT INTO affiliation_hypotheses (person_id, organisation_id, valid_from, valid_to, probability, status, events, evidence) VALUES
    (1, 10, ${at('2007-02-03')}, NULL, 0.9, 'assigned', 40, [('address', '40 events from zofie@example.org', 20, 365, 0)]),
    (1, 0, ${at('2007-02-03')}, NULL, 0.1, 'unlikely', 0, [])`)
  await store.write(
    `INSERT INTO domains (domain, registrable, kind, organisation_id, reason) VALUES ('example.org', 'example.org', 'corporate', 10, 'listed')`,
  )
  await store.write(
    `INSERT INTO alias_links (person_id, alias_a, alias_b, rule, confidence, verdict, evidence) VALUES (1, 100, 101, 'R2', 0.99, 'accepted', 'same address')`,
  )
  await store.write(`INSERT INTO person_attributes (person_id, attribute, value, probability, status, shares, computed_at) VALUES
    (1, 'purpose', 'hobby', 0.895, 'inferred', {'business': 0.105, 'hobby': 0.895}, now64(3)),
    (1, 'interests', 'folder: po', 0.7, 'inferred', {}, now64(3))`)
  await store.write(`INSERT INTO attribute_evidence (person_id, attribute, rule, weights, evidence) VALUES
    (1, 'purpose', 'hours', {'business': -2.142}, '35 of 100 changes'),
    (1, 'interests', 'topic: folder: po', {'folder: po': 2.7}, '9 acts in 3 months'),
    (1, 'interests', 'topic: folder: src', {'folder: src': 0.7}, '1 act in 1 month')`)
  await store.write(`INSERT INTO schemes (scheme, title, question, subject_kind, classified, unknown, conflicting, computed_at)
    VALUES ('ladder', 'Participation', 'How far up?', 'person', 5, 0, 0, now64(3))`)
  await store.write(`INSERT INTO segments (segment, scheme, title, sentence, ordinal, members, anonymous, computed_at) VALUES
    ('ladder/anonymous', 'ladder', 'Anonymous', 'left no name', 0, 0, 50, now64(3)),
    ('ladder/contributor', 'ladder', 'Contributors', 'made an accepted change', 1, 2, 0, now64(3)),
    ('ladder/core', 'ladder', 'Core', 'most of the work', 2, 1, 0, now64(3))`)
  await store.write(`INSERT INTO memberships (segment, scheme, subject_kind, subject_id, entered_at, left_at, entered_reason, left_reason) VALUES
    ('ladder/contributor', 'ladder', 'person', 3, ${at('2007-03-01')}, NULL, 'first change', ''),
    ('ladder/contributor', 'ladder', 'person', 4, ${at('2007-04-01')}, NULL, 'first change', ''),
    ('ladder/contributor', 'ladder', 'person', 1, ${at('2007-02-03')}, ${at('2007-06-30')}, 'first change', 'rose'),
    ('ladder/core', 'ladder', 'person', 1, ${at('2007-06-30')}, NULL, 'most of the work', '')`)
  await store.write(`INSERT INTO ladder_months (month, ladder, state, people, came_up, came_down) VALUES
    ('2007-08-01', 'participation', 'P3', 2, 1, 0), ('2007-09-01', 'participation', 'P3', 3, 1, 1)`)
}

/** Three hundred acts, a release, and a thousand visits nobody can be named for, a few of them by a crawler. */
async function fillEvents(store: Store): Promise<void> {
  const columns =
    'event_id, source, source_event_id, type, occurred_at, alias_id, visitor, visibility, object_kind, object_id, attrs, quantities, ingested_at'
  await store.write(`INSERT INTO events (${columns})
    SELECT 1000 + number, 'git:demo', concat('c', toString(number)), 'commit.author', toDateTime64('2007-02-03 10:00:00', 3, 'UTC') + toIntervalHour(number * 20),
      (number % 5 + 1) * 100, 0, 'public', 'commit', toString(number), map('subject', 'change'), map('added.source', 3), now64(3)
    FROM numbers(300)`)
  await store.write(`INSERT INTO events (${columns})
    SELECT 100000 + number, 'access-log:demo', toString(number), 'docs.visit', toDateTime64('2007-08-03 10:00:00', 3, 'UTC') + toIntervalMinute(number),
      0, 1 + number % 51, 'anonymous', 'page', '/docs', map('agent_class', if(number % 51 = 0, 'crawler', 'browser')), map(), now64(3)
    FROM numbers(1000)`)
  await store.write(`INSERT INTO events (${columns})
    SELECT 200000, 'git:demo', 'v1', 'release.publish', toDateTime64('2007-08-28 10:00:00', 3, 'UTC'), 100, 0, 'public', 'tag', 'v1.0', map(), map(), now64(3)`)
}
