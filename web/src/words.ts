import type { Run } from '../../src/serve/http/contract.ts'

/** The words of the journey, the same word for the same thing on every page. A value we do not know is shown as it came. */
const lookUp =
  (words: Readonly<Record<string, string>>) =>
  (key: string): string =>
    Object.hasOwn(words, key) ? (words[key] ?? key) : key

/** One and several of whom a segment holds. */
export const subjectNouns: Readonly<
  Record<'person' | 'organisation' | 'visitor', readonly [string, string]>
> = {
  person: ['person', 'people'],
  organisation: ['organisation', 'organisations'],
  visitor: ['visitor', 'visitors'],
}

/** What a rule is of, by what a segment holds. */
export const ruleSubjects = { person: 'people', organisation: 'organisations', visitor: 'visitors' } as const

export const rungs = ['P5', 'P4', 'P3', 'P2', 'P1', 'P0'] as const

export const nameRung = lookUp({
  P0: 'Anonymous',
  P1: 'Known',
  P2: 'Participant',
  P3: 'Contributor',
  P4: 'Regular',
  P5: 'Core',
})

/** What it takes to stand on a rung, in a few words. */
export const explainRung = lookUp({
  P0: 'left a trace, but no name',
  P1: 'known by name, nothing done in a year',
  P2: 'took part in a year, without contributing',
  P3: 'contributed at least once in a year',
  P4: 'contributed in 3 of the last 6 months',
  P5: 'the regulars who carry 80 % of the work',
})

export const nameClass = lookUp({
  human: 'Person',
  team: 'Team',
  agent: 'Coding agent',
  bot: 'Bot',
  role: 'Role account',
})

/** The noun for acts of a type, for rows and charts. */
export const nameType = lookUp({
  'web.visit': 'Site visits',
  'docs.visit': 'Documentation read',
  'software.download': 'Downloads',
  'package.pull': 'Package pulls',
  'repo.clone': 'Clones and fetches',
  'image.pull': 'Image pulls',
  'telemetry.ping': 'Runs of the software',
  'repo.star': 'Stars',
  'repo.unstar': 'Stars taken back',
  'repo.watch': 'Watches',
  'repo.fork': 'Forks',
  'repo.fork_ahead': 'Forks with changes of their own',
  'newsletter.subscribe': 'Newsletter subscriptions',
  'newsletter.unsubscribe': 'Newsletters left',
  'newsletter.bounce': 'Newsletters returned',
  'newsletter.open': 'Newsletters opened',
  'newsletter.click': 'Newsletter links followed',
  'list.subscribe': 'List subscriptions',
  'list.thread_start': 'Threads started',
  'list.reply': 'Replies on lists',
  'chat.join': 'Chats joined',
  'chat.message': 'Chat messages',
  'forum.join': 'Forum memberships',
  'forum.topic': 'Topics opened',
  'forum.reply': 'Replies in the forum',
  'forum.like': 'Posts liked',
  'qa.question': 'Questions',
  'qa.answer': 'Answers',
  'qa.comment': 'Comments on questions and answers',
  'event.register': 'Event registrations',
  'event.attend': 'Events attended',
  'event.speak': 'Talks',
  'event.organise': 'Events organised',
  'issue.open': 'Issues opened',
  'issue.comment': 'Comments on issues',
  'pr.open': 'Changes proposed',
  'pr.merged': 'Changes merged',
  'pr.review': 'Reviews of proposals',
  'pr.comment': 'Comments on proposals',
  'commit.author': 'Changes written',
  'commit.commit': 'Changes committed for others',
  'commit.trailer.co_authored_by': 'Changes co-written',
  'commit.trailer.signed_off_by': 'Sign-offs',
  'commit.trailer.reviewed_by': 'Reviews',
  'commit.trailer.reported_by': 'Problems reported',
  'commit.trailer.tested_by': 'Changes tested',
  'translation.submit': 'Translations',
  'docs.contribute': 'Documentation written',
  'release.publish': 'Releases',
  'maintainer.grant': 'Maintainers named',
  'sponsor.start': 'Sponsorships begun',
  'survey.answer': 'Surveys answered',
  'support.ticket': 'Support requests',
  'support.answer': 'Support answers',
  'trial.start': 'Trials started',
  'pricing.visit': 'Looks at prices',
  'product.use': 'Uses of the product',
  'crm.contact': 'Contacts in the CRM',
  'crm.stage_change': 'Changes of stage in the CRM',
  'contract.sign': 'Contracts signed',
  'contract.renew': 'Contracts renewed',
  'contract.end': 'Contracts ended',
})

export const nameFileClass = lookUp({
  source: 'Source code',
  docs: 'Documentation',
  translation: 'Translations',
  test: 'Tests',
  tests: 'Tests',
  build: 'Build files',
  other: 'Other files',
})

/** Who gives lines of a class. */
export const nameGivers = lookUp({
  source: 'Developers',
  docs: 'Writers',
  translation: 'Translators',
  test: 'Testers',
  tests: 'Testers',
  build: 'Builders',
  other: 'Those who touch other files',
})

/** The kinds of domains behind which an organisation stands, and those behind which anybody may. */
export const organisationKinds = ['corporate', 'education', 'government', 'foundation'] as const
export const domainKinds = [
  ...organisationKinds,
  'free-mail',
  'isp',
  'forge',
  'forwarder',
  'disposable',
  'personal',
  'none',
  'unknown',
] as const

export const nameKind = lookUp({
  corporate: 'Company',
  education: 'Education or research',
  foundation: 'Foundation or community',
  government: 'Public body',
  forge: 'Code forge',
  'free-mail': 'Free mail',
  forwarder: 'Mail forwarder',
  disposable: 'Throw-away mail',
  isp: 'Access provider',
  personal: 'A person’s own domain',
  none: 'No public domain',
  unknown: 'Not known',
})

/** Where organisations were seen, as the list narrows to it. */
export const seenPlaces = ['logs', 'only-logs'] as const
export const nameSeenPlace = lookUp({ logs: 'In logs', 'only-logs': 'Only in logs' })

export const networkClasses = [
  'business',
  'education',
  'government',
  'isp',
  'hosting',
  'vpn',
  'unknown',
] as const
export const nameNetworkClass = lookUp({
  business: 'Business',
  education: 'Education',
  government: 'Government',
  isp: 'Access provider',
  hosting: 'Hosting',
  vpn: 'VPN or proxy',
  unknown: 'Unknown',
})

export const businessTypes = [
  'isv',
  'si',
  'device-maker',
  'service-provider',
  'end-user',
  'academia',
  'public-sector',
  'foundation',
] as const

export const nameBusinessType = lookUp({
  isv: 'Software vendor',
  si: 'Integrator',
  'device-maker': 'Device maker',
  'service-provider': 'Service provider',
  'end-user': 'End-user enterprise',
  academia: 'Academia',
  'public-sector': 'Public sector',
  foundation: 'Foundation',
})

export const sizeClasses = ['micro', 'small', 'medium', 'large'] as const

/** With the number of staff below which it ends. */
export const nameSizeClass = lookUp({
  micro: 'Micro, below 10',
  small: 'Small, below 50',
  medium: 'Medium, below 250',
  large: 'Large',
})

export const regions = [
  'europe',
  'north-america',
  'latin-america',
  'africa',
  'middle-east',
  'central-asia',
  'south-asia',
  'east-asia',
  'oceania',
] as const

export const nameRegion = lookUp({
  europe: 'Europe',
  'north-america': 'North America',
  'latin-america': 'Latin America',
  africa: 'Africa',
  'middle-east': 'Middle East',
  'central-asia': 'Central Asia',
  'south-asia': 'South Asia',
  'east-asia': 'East and South-East Asia',
  oceania: 'Oceania',
})

export const nameRunStatus = lookUp({
  running: 'Running',
  complete: 'Complete',
  partial: 'Read in part',
  failed: 'Failed',
  cancelled: 'Cancelled',
  'never read': 'Not read yet',
} satisfies Record<Run['status'] | 'never read', string>)

export const nameStage = lookUp({ collect: 'Collect', resolve: 'Resolve', segment: 'Segment' })

export const nameOutcome = lookUp({
  appended: 'appended',
  duplicate: 'known before',
  quarantined: 'quarantined',
  ignored: 'ignored',
})
