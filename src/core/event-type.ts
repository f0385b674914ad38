/**
 * The vocabulary of events (methods 1.2). `weight` is commitment on a 1 to 12 scale; `identity` says whether such an
 * event can name somebody. `participation`, `contribution` and `business` are what the ladders and rates read.
 */
export interface EventTypeFacts {
  readonly weight: number
  readonly identity: 'anonymous' | 'identified' | 'organisation'
  readonly participation?: true
  readonly contribution?: true
  readonly business?: true
  /** What a person did, as a past-tense phrase for sentences and timelines. */
  readonly phrase: string
}

export const eventTypes = {
  'web.visit': { weight: 1, identity: 'anonymous', phrase: 'visited the site' },
  'docs.visit': { weight: 1, identity: 'anonymous', phrase: 'read documentation' },
  'software.download': { weight: 1, identity: 'anonymous', phrase: 'downloaded software' },
  'package.pull': { weight: 1, identity: 'anonymous', phrase: 'pulled a package' },
  'repo.clone': { weight: 1, identity: 'anonymous', phrase: 'cloned or fetched the repository' },
  'image.pull': { weight: 1, identity: 'anonymous', phrase: 'pulled an image' },
  'commit.author': { weight: 7, identity: 'identified', contribution: true, phrase: 'wrote a change' },
  'commit.commit': {
    weight: 2,
    identity: 'identified',
    contribution: true,
    phrase: 'committed a change of somebody else',
  },
  'commit.trailer.co_authored_by': {
    weight: 7,
    identity: 'identified',
    contribution: true,
    phrase: 'co-wrote a change',
  },
  'commit.trailer.signed_off_by': { weight: 1, identity: 'identified', phrase: 'signed off a change' },
  'commit.trailer.reviewed_by': {
    weight: 8,
    identity: 'identified',
    contribution: true,
    phrase: 'reviewed a change',
  },
  'commit.trailer.reported_by': {
    weight: 5,
    identity: 'identified',
    contribution: true,
    phrase: 'reported a problem',
  },
  'commit.trailer.tested_by': {
    weight: 5,
    identity: 'identified',
    contribution: true,
    phrase: 'tested a change',
  },
  'translation.submit': { weight: 7, identity: 'identified', contribution: true, phrase: 'translated' },
  'docs.contribute': { weight: 7, identity: 'identified', contribution: true, phrase: 'wrote documentation' },
  'release.publish': {
    weight: 12,
    identity: 'identified',
    contribution: true,
    phrase: 'published a release',
  },
} as const satisfies Record<string, EventTypeFacts>

export type EventType = keyof typeof eventTypes
