import type { ModelSegment } from './business-model.ts'

const active = { did: { acts: 'any', within: '1 year' } }
const gives = { did: { acts: 'contribution', within: '1 year' } }
const ofType = (is: string | readonly string[]) => ({ firmographic: { fact: 'business_type', is } })

/** Groups of organisations that matter to several business models. */
export const organisationGroups = {
  silent: {
    name: 'silent-companies',
    title: 'Companies that ask and do not contribute',
    of: 'organisations',
    rule: {
      all: [
        {
          'has-people': {
            that: { did: { acts: ['issue.open', 'qa.question', 'forum.topic', 'list.thread_start'] } },
            at_least: 2,
          },
        },
        { 'has-people': { that: { did: { acts: ['commit.author', 'pr.merged'] } }, at_most: 0 } },
      ],
    },
    purpose: 'They depend on us silently: the natural next customers.',
    gain: 'Somebody who answers for what they run.',
    say: 'What it would cost them to be left alone with it.',
    never: ['Name them in public.', 'Write to addresses taken from commits.'],
  },
  givers: {
    name: 'contributing-companies',
    title: 'Companies whose people contribute',
    of: 'organisations',
    rule: { all: [{ organisation: { kinds: ['corporate'] } }, { 'has-people': { that: gives } }] },
    purpose: 'They invest in the project already.',
    gain: 'A roadmap they can plan with, and less to carry alone.',
    say: 'What we plan, and what they could take on.',
    never: ['Treat their people as ours.'],
  },
  vendors: {
    name: 'software-vendors',
    title: 'Software vendors who build on it',
    of: 'organisations',
    rule: { all: [ofType('isv'), { 'has-people': { that: active } }] },
    purpose: 'It is inside what they sell.',
    gain: 'A version they may ship, and one they can rely on.',
    say: 'What the licence allows, in plain words, and what a commercial one adds.',
    never: ['Threaten with the licence before a talk.'],
  },
  integrators: {
    name: 'integrators',
    title: 'Integrators and consultancies',
    of: 'organisations',
    rule: { all: [ofType('si'), { 'has-people': { that: active } }] },
    purpose: 'They bring it to those we do not reach and answer for it there.',
    gain: 'Knowledge before others, customers we send them.',
    say: 'Which customers look for help, and how to become one who may.',
    never: ['Take over their customers.'],
  },
  makers: {
    name: 'device-makers',
    title: 'Device makers',
    of: 'organisations',
    rule: { all: [ofType('device-maker'), { 'has-people': { that: active } }] },
    purpose: 'Each device they ship carries it.',
    gain: 'It runs on their device at launch, and is tested there.',
    say: 'What a new device needs, and by when.',
    never: ['Tell others of a device before it is out.'],
  },
  providers: {
    name: 'service-providers',
    title: 'Service providers',
    of: 'organisations',
    rule: { all: [ofType('service-provider'), { 'has-people': { that: active } }] },
    purpose: 'They run it for many.',
    gain: 'It runs well at their size.',
    say: 'What we offer to those who run it for others.',
    never: ['Break what they run without notice.'],
  },
  enterprises: {
    name: 'enterprises',
    title: 'Enterprises that use it',
    of: 'organisations',
    rule: {
      all: [
        ofType('end-user'),
        { firmographic: { fact: 'size_class', is: ['medium', 'large'] } },
        { 'has-people': { that: active } },
      ],
    },
    purpose: 'They pay so as not to worry.',
    gain: 'Somebody to call, and dates to plan with.',
    say: 'What is covered, how fast, for how long.',
    never: ['Make what was free paid without notice.'],
  },
  small: {
    name: 'small-companies',
    title: 'Small companies that use it',
    of: 'organisations',
    rule: {
      all: [
        { firmographic: { fact: 'size_class', is: ['micro', 'small'] } },
        { 'has-people': { that: active } },
      ],
    },
    purpose: 'They have nobody to run it.',
    gain: 'It runs without them.',
    say: 'What it costs a month, and how to leave again with everything.',
    never: ['Lock their data in.'],
  },
  publicly: {
    name: 'public-bodies',
    title: 'Public bodies',
    of: 'organisations',
    rule: { all: [ofType('public-sector'), { 'has-people': { that: active } }] },
    purpose: 'They buy for decades and want to depend on nobody.',
    gain: 'Independence they can show.',
    say: 'How it can be procured, and who else uses it.',
    never: ['Offer what procurement law forbids.'],
  },
  universities: {
    name: 'universities',
    title: 'Universities and research',
    of: 'organisations',
    rule: { all: [ofType('academia'), { 'has-people': { that: active } }] },
    purpose: 'Who learns it there takes it along.',
    gain: 'Material for courses, theses, people to ask.',
    say: 'What students can do with it in a term.',
    never: ['Ask students for unpaid product work.'],
  },
} as const satisfies Record<string, ModelSegment>
