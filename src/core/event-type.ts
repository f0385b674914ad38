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

/** P: participation, C: contribution, B: business. */
type Flags = '' | 'P' | 'C' | 'B' | 'PC'

const act = (
  identity: EventTypeFacts['identity'],
  weight: number,
  flags: Flags,
  phrase: string,
): EventTypeFacts => ({
  weight,
  identity,
  ...(flags.includes('P') ? { participation: true } : {}),
  ...(flags.includes('C') ? { contribution: true } : {}),
  ...(flags.includes('B') ? { business: true } : {}),
  phrase,
})
const unseen = (weight: number, phrase: string): EventTypeFacts => act('anonymous', weight, '', phrase)
const person = (weight: number, flags: Flags, phrase: string): EventTypeFacts =>
  act('identified', weight, flags, phrase)
const company = (weight: number, phrase: string): EventTypeFacts => act('organisation', weight, 'B', phrase)

export const eventTypes = {
  'web.visit': unseen(1, 'visited the site'),
  'docs.visit': unseen(1, 'read documentation'),
  'software.download': unseen(1, 'downloaded software'),
  'package.pull': unseen(1, 'pulled a package'),
  'image.pull': unseen(1, 'pulled an image'),
  'repo.clone': unseen(1, 'cloned or fetched the repository'),
  'telemetry.ping': unseen(1, 'runs the software'),
  'repo.star': person(1, '', 'starred the repository'),
  'repo.unstar': person(0, '', 'took back a star'),
  'repo.watch': person(2, '', 'watched the repository'),
  'repo.fork': person(2, '', 'forked the repository'),
  'repo.fork_ahead': person(4, '', 'developed a fork of the repository'),
  'newsletter.subscribe': person(3, '', 'subscribed to the newsletter'),
  'newsletter.unsubscribe': person(0, '', 'left the newsletter'),
  'newsletter.bounce': person(0, '', 'could not be reached at an address'),
  'newsletter.open': person(1, '', 'opened a newsletter'),
  'newsletter.click': person(2, '', 'followed a link in a newsletter'),
  'list.subscribe': person(3, '', 'subscribed to a mailing list'),
  'list.thread_start': person(4, 'P', 'started a thread'),
  'list.reply': person(4, 'P', 'replied in a thread'),
  'chat.join': person(3, '', 'joined a chat'),
  'chat.message': person(4, 'P', 'wrote in a chat'),
  'forum.join': person(3, '', 'joined the forum'),
  'forum.topic': person(4, 'P', 'opened a topic'),
  'forum.reply': person(4, 'P', 'replied in the forum'),
  'forum.like': person(1, '', 'liked a post'),
  'qa.question': person(4, 'P', 'asked a question'),
  'qa.answer': person(6, 'PC', 'answered a question'),
  'qa.comment': person(4, 'P', 'commented on a question or an answer'),
  'event.register': person(3, '', 'registered for an event'),
  'event.attend': person(5, 'P', 'attended an event'),
  'event.speak': person(9, 'C', 'spoke at an event'),
  'event.organise': person(11, 'C', 'organised an event'),
  'issue.open': person(5, 'PC', 'opened an issue'),
  'issue.comment': person(4, 'P', 'commented on an issue'),
  'pr.open': person(8, 'C', 'proposed a change'),
  'pr.merged': person(9, 'C', 'had a change merged'),
  'pr.review': person(8, 'C', 'reviewed a proposed change'),
  'pr.comment': person(4, 'P', 'commented on a proposed change'),
  'commit.author': person(7, 'C', 'wrote a change'),
  'commit.commit': person(2, 'C', 'committed a change of somebody else'),
  'commit.trailer.co_authored_by': person(7, 'C', 'co-wrote a change'),
  'commit.trailer.signed_off_by': person(1, '', 'signed off a change'),
  'commit.trailer.reviewed_by': person(8, 'C', 'reviewed a change'),
  'commit.trailer.reported_by': person(5, 'C', 'reported a problem'),
  'commit.trailer.tested_by': person(5, 'C', 'tested a change'),
  'translation.submit': person(7, 'C', 'translated'),
  'docs.contribute': person(7, 'C', 'wrote documentation'),
  'release.publish': person(12, 'C', 'published a release'),
  'maintainer.grant': person(12, 'C', 'became a maintainer'),
  'sponsor.start': person(6, 'B', 'began to sponsor'),
  'survey.answer': person(3, 'P', 'answered a survey'),
  'support.ticket': person(4, 'B', 'asked support'),
  'support.answer': person(4, '', 'answered a support request'),
  'trial.start': person(5, 'B', 'started a trial'),
  'pricing.visit': person(3, 'B', 'looked at prices'),
  'product.use': person(1, '', 'used the product'),
  'crm.contact': person(3, 'B', 'became a contact in the CRM'),
  'crm.stage_change': company(6, 'changed stage in the CRM'),
  'contract.sign': company(12, 'signed a contract'),
  'contract.renew': company(12, 'renewed a contract'),
  'contract.end': company(0, 'ended a contract'),
} as const satisfies Record<string, EventTypeFacts>

export type EventType = keyof typeof eventTypes
