import { z } from 'zod'

/**
 * What the HTTP API says, as schemas: the server validates and documents with them, the web app and the CLI take their
 * types from here. Ids are decimal strings. Times are ISO 8601 UTC. A list answers `{ items, total, next }`, where `next` is
 * the offset of the next page or null.
 */

const instant = z.iso.datetime()
/** The engine quotes 64-bit numbers; counts never come near what a JavaScript number cannot hold. */
const count = z.coerce.number().meta({ type: 'integer', minimum: 0 })

export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), total: z.number(), next: z.number().nullable() })

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string().optional(),
})

const order = z.enum(['asc', 'desc'])
export const page = z.object({
  offset: z.coerce
    .number()
    .int()
    .min(0)
    .max(10_000_000)
    .default(0)
    .meta({ type: 'integer', minimum: 0, maximum: 10_000_000, default: 0 }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .default(50)
    .meta({ type: 'integer', minimum: 1, maximum: 500, default: 50 }),
})

const previewedRecords = () => z.number().int().min(1).max(200).default(50)

// ── Sources ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export const outcomes = z.object({
  records: count,
  appended: count,
  duplicate: count,
  quarantined: count,
  ignored: count,
  events: count,
  quarantinedBy: z.record(z.string(), count),
  ignoredBy: z.record(z.string(), count),
})

export const run = z.object({
  runId: z.string(),
  source: z.string(),
  startedAt: instant,
  updatedAt: instant,
  status: z.enum(['running', 'complete', 'partial', 'failed', 'cancelled']),
  reason: z.string(),
  outcomes,
})

export const connector = z.object({
  name: z.string(),
  title: z.string(),
  reads: z.string(),
  emits: z.array(z.string()),
  /** JSON Schema of the configuration: draws the form. */
  config: z.record(z.string(), z.unknown()),
})

export const source = z.object({
  id: z.string(),
  connector: z.string(),
  title: z.string(),
  /** Secrets are concealed. */
  config: z.record(z.string(), z.unknown()),
  /** `hourly`, `daily`, `weekly` or five fields of cron; null when it is only read when somebody asks. */
  schedule: z.string().nullable(),
  nextRun: instant.nullable(),
  /** How it comes in: it is read, or programs push. */
  form: z.enum(['stream', 'bulk', 'push']),
  lastRun: run.nullable(),
  /** Sums over all runs: appended events now in the workspace, and what waits in quarantine. */
  events: count,
  aliases: count,
  quarantined: count,
  firstEvent: instant.nullable(),
  lastEvent: instant.nullable(),
})

/** What adding answers: the source, new or found with the same settings. */
export const addedSource = source.extend({
  added: z.boolean(),
  /** Secrets that were made for a new source, told this once. */
  made: z.record(z.string(), z.string()),
})

/** Settings sent back with a concealed secret keep it; a schedule of `off` ends it. */
export const sourceChange = z.object({
  config: z.record(z.string(), z.unknown()).optional(),
  schedule: z.string().max(100).optional(),
})

export const quarantined = z.object({
  quarantineId: z.string(),
  position: z.string(),
  reason: z.string(),
  record: z.string(),
  quarantinedAt: instant,
})

export const detected = z.object({
  connector: z.string(),
  title: z.string(),
  config: z.record(z.string(), z.unknown()),
})
export const detectRequest = z.object({
  path: z.string().min(1),
  /** Which connector to ask; without it, the first that recognises the path. */
  connector: z.string().optional(),
})
export const newSource = z.union([
  z.object({ path: z.string().min(1) }),
  z.object({ connector: z.string(), config: z.record(z.string(), z.unknown()) }),
])

/** A source that is not there yet, by its path or its settings, and how many of its first records to show. */
export const previewRequest = z.union([
  z.object({ path: z.string().min(1), records: previewedRecords() }),
  z.object({
    connector: z.string(),
    config: z.record(z.string(), z.unknown()),
    records: previewedRecords(),
  }),
])

/** What the first records of a source would become; nothing of it is kept. */
export const preview = z.object({
  connector: z.string(),
  title: z.string(),
  /** Of the records that are shown. */
  records: count,
  events: count,
  quarantined: count,
  ignored: count,
  quarantinedBy: z.record(z.string(), count),
  ignoredBy: z.record(z.string(), count),
  /** Whether the source has no more records than these. */
  isWhole: z.boolean(),
  /** What deserves a word: where the source is damaged, which files were left out. */
  notes: z.array(z.string()),
  items: z.array(
    z.object({
      becomes: z.enum(['events', 'quarantined', 'ignored']),
      reason: z.string(),
      position: z.string(),
      record: z.string(),
      /** The first twenty. */
      events: z.array(
        z.object({
          type: z.string(),
          phrase: z.string(),
          occurredAt: instant,
          /** As the source names them; empty when it names nobody. */
          who: z.string(),
          organisation: z.string(),
          object: z.object({ kind: z.string(), id: z.string(), version: z.string() }).nullable(),
          attrs: z.record(z.string(), z.string()),
          quantities: z.record(z.string(), z.number()),
          flags: z.array(z.string()),
        }),
      ),
    }),
  ),
})

// ── People ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export const personClass = z.enum(['human', 'team', 'agent', 'bot', 'role'])
export const ladderState = z.enum(['P0', 'P1', 'P2', 'P3', 'P4', 'P5'])

export const peopleQuery = page.extend({
  search: z.string().max(200).optional(),
  class: personClass.optional(),
  state: ladderState.optional(),
  organisation: z.string().optional(),
  segment: z.string().optional(),
  sort: z.enum(['name', 'events', 'first_seen', 'last_seen', 'state']).default('events'),
  order: order.default('desc'),
})

export const personSummary = z.object({
  personId: z.string(),
  name: z.string(),
  email: z.string(),
  class: personClass,
  organisation: z.object({ organisationId: z.string(), name: z.string() }).nullable(),
  state: ladderState.nullable(),
  aliases: count,
  events: count,
  firstSeen: instant.nullable(),
  lastSeen: instant.nullable(),
})

export const evidence = z.object({
  aliasA: z.string(),
  aliasB: z.string(),
  rule: z.string(),
  confidence: z.number(),
  /** Joined, refused, or for a person to decide. */
  verdict: z.enum(['accepted', 'blocked', 'review']),
  evidence: z.string(),
  /** Whose the other alias is, when it is somebody else's; else null. */
  otherPersonId: z.string().nullable(),
  otherName: z.string().nullable(),
})

/** What is known of one attribute: likeliest value, how sure, why; `alternatives` is how likely the evidence alone makes each value. */
export const personAttribute = z.object({
  attribute: z.string(),
  title: z.string(),
  question: z.string(),
  /** The values it can take; empty where any text may be one, and then several may hold. */
  choices: z.array(z.object({ value: z.string(), title: z.string(), phrase: z.string() })),
  values: z.array(
    z.object({
      value: z.string(),
      title: z.string(),
      probability: z.number(),
      status: z.enum(['declared', 'inferred', 'overridden', 'too little data']),
    }),
  ),
  alternatives: z.array(z.object({ value: z.string(), probability: z.number() })),
  evidence: z.array(
    z.object({
      rule: z.string(),
      evidence: z.string(),
      /** Natural logarithms of likelihood ratios, by value; nothing where it only says what is lacking, was declared or decided. */
      weights: z.record(z.string(), z.number()),
    }),
  ),
})
/** Of attributes with open values, several are separated by `;`. */
export const attributeOverride = z.object({
  value: z.string().min(1).max(1000),
  reason: z.string().max(1000).default(''),
})

export const person = personSummary.extend({
  classReason: z.string(),
  /** Whether no rule may add an alias to this person or take one away. */
  locked: z.boolean(),
  aliasList: z.array(
    z.object({
      aliasId: z.string(),
      platform: z.string(),
      name: z.string(),
      email: z.string(),
      username: z.string(),
      sources: z.array(z.string()),
      events: count,
      firstSeen: instant.nullable(),
      lastSeen: instant.nullable(),
    }),
  ),
  evidence: z.array(evidence),
  /** Visitors who gave this person's name, and what they had done without it, which counts as theirs. */
  visitors: z.array(
    z.object({
      namedAt: instant,
      events: count,
      firstSeen: instant.nullable(),
      lastSeen: instant.nullable(),
    }),
  ),
  /** Coding agents that acted for this person; of an agent, the people it acted for. */
  agents: z.array(
    z.object({
      personId: z.string(),
      name: z.string(),
      isOperator: z.boolean(),
      acts: count,
      /** How many of them count as the operator's own. */
      credited: count,
      lastSeen: instant,
      evidence: z.array(z.string()),
    }),
  ),
  affiliations: z.array(
    z.object({
      organisationId: z.string(),
      name: z.string(),
      validFrom: instant.nullable(),
      validTo: instant.nullable(),
      probability: z.number(),
      evidence: z.string(),
    }),
  ),
  /** For whom they may act, stretch by stretch; at every moment the probabilities add up to 1. `organisationId` null: nobody we know of. */
  hypotheses: z.array(
    z.object({
      organisationId: z.string().nullable(),
      name: z.string(),
      validFrom: instant,
      validTo: instant.nullable(),
      probability: z.number(),
      status: z.enum(['assigned', 'possible', 'unlikely']),
      /** `ratio` is the likelihood ratio when the evidence is new, `halfLife` and `age` are days. */
      evidence: z.array(
        z.object({
          family: z.string(),
          sentence: z.string(),
          ratio: z.number(),
          halfLife: z.number(),
          age: z.number(),
        }),
      ),
    }),
  ),
  attributes: z.array(personAttribute),
  states: z.array(
    z.object({ state: ladderState, enteredAt: instant, leftAt: instant.nullable(), reason: z.string() }),
  ),
  memberships: z.array(
    z.object({
      segment: z.string(),
      title: z.string(),
      scheme: z.string(),
      enteredAt: instant,
      leftAt: instant.nullable(),
      enteredReason: z.string(),
      leftReason: z.string(),
    }),
  ),
  /** One row per month and event type. */
  activity: z.array(z.object({ month: z.iso.date(), type: z.string(), events: count })),
  /** Lines added and removed per class of file. */
  contribution: z.array(z.object({ fileClass: z.string(), added: count, removed: count })),
})

export const event = z.object({
  eventId: z.string(),
  source: z.string(),
  type: z.string(),
  phrase: z.string(),
  occurredAt: instant,
  tzOffsetMin: z.number().nullable(),
  object: z.object({ kind: z.string(), id: z.string(), version: z.string() }).nullable(),
  attrs: z.record(z.string(), z.string()),
  quantities: z.record(z.string(), z.number()),
  flags: z.array(z.string()),
})

// ── Who is who ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** How a source names somebody. */
export const aliasRef = z.object({
  aliasId: z.string(),
  /** Whose it is; null when it is not known here any more. */
  personId: z.string().nullable(),
  platform: z.string(),
  name: z.string(),
  email: z.string(),
  username: z.string(),
})

const reviewSide = personSummary.extend({
  /** The eight that did most; `aliases` says how many there are. */
  aliasList: z.array(aliasRef.extend({ events: count })),
})

/** Two people who may be one, who did more first. A decision is on `aliasA` of the one and `aliasB` of the other, which are most alike. */
export const review = z.object({
  aliasA: z.string(),
  aliasB: z.string(),
  a: reviewSide,
  b: reviewSide,
  probability: z.number(),
  /** How many events are probably credited to the wrong person while nothing is decided: what the list is sorted by. */
  cost: z.number(),
  /** What speaks for it (bits above 0) and against it. */
  signs: z.array(z.object({ sign: z.string(), bits: z.number() })),
  /** The same in a sentence, with why they were not joined. */
  sentence: z.string(),
})

export const verdict = z.enum(['same', 'different', 'undecided'])
const reasonText = z.string().max(1000).default('')

export const newDecisions = z.object({
  decisions: z
    .array(
      z.union([
        /** Two aliases. */
        z.object({ a: z.string(), b: z.string(), verdict }),
        /** Two people: all they are known under. */
        z.object({ people: z.tuple([z.string(), z.string()]), verdict }),
      ]),
    )
    .min(1)
    .max(500),
  reason: reasonText,
})

/** Aliases to take out of a person: they are one another, and nobody the person keeps. */
export const split = z.object({
  person: z.string(),
  aliases: z.array(z.string()).min(1).max(500),
  reason: reasonText,
})

export const reasoned = z.object({ reason: reasonText })

export const decided = z.object({
  recorded: count,
  /** What had been decided so before. */
  already: count,
  /** What deserves a word: decisions that cannot all hold, and which does. */
  notes: z.array(z.string()),
})

export const identityDecision = z.object({
  verdict: z.enum(['same', 'different', 'undecided', 'locked', 'unlocked']),
  /** The two aliases; null for a lock. */
  a: aliasRef.nullable(),
  b: aliasRef.nullable(),
  /** The person a lock is on. */
  person: z.object({ personId: z.string(), name: z.string() }).nullable(),
  /** Whether it holds now, or a later decision took its place. */
  holds: z.boolean(),
  decidedAt: instant,
  decidedBy: z.string(),
  reason: z.string(),
})

/** A link by which whoever holds an alias can prove another account to be theirs. */
export const accountClaim = z.object({
  claimId: z.string(),
  alias: aliasRef,
  /** Open: nobody said which other account is theirs. Waiting: for the code to be written with it. Doubted: something speaks against what was written. */
  state: z.enum(['open', 'waiting', 'doubted', 'proved', 'expired', 'withdrawn']),
  /** The aliases that were proved, or seem to be. */
  proved: z.array(aliasRef),
  /** What became of it, in a sentence. */
  sentence: z.string(),
  issuedAt: instant,
  expiresAt: instant,
})

export const claimsQuery = page.extend({
  /** Only those on aliases of one person. */
  person: z.string().optional(),
})

export const newClaim = z.object({
  /** The alias whose holder is given the link. */
  alias: z.string(),
  /** Which other account is theirs, if that is known: an alias by its id, an address, a profile’s page, or where and who (`github/jane`). */
  second: z.string().max(300).optional(),
  days: z.number().int().min(1).max(90).default(14),
})

/** Told once: nothing here keeps the secrets in it. */
export const issuedClaim = z.object({
  claim: accountClaim,
  /** For the holder of the alias alone. */
  link: z.string(),
  /** What they write with the other account; null while nobody said which that is. */
  code: z.string().nullable(),
  notes: z.array(z.string()),
})

/** What a link shows to whoever has it, and no more. */
export const followedClaim = z.object({
  account: z.string(),
  state: z.enum(['open', 'waiting', 'used', 'expired', 'withdrawn']),
  code: z.string().nullable(),
  expiresAt: instant,
})

export const decisionsQuery = page.extend({
  /** Only those on aliases of one person. */
  person: z.string().optional(),
})

export const decisionsPreview = z.object({
  sentence: z.string(),
  before: z.array(
    z.object({
      personId: z.string(),
      name: z.string(),
      state: ladderState.nullable(),
      aliases: count,
      events: count,
      /** Titles of the segments they are in now. */
      segments: z.array(z.string()),
    }),
  ),
  /** Those who are touched, as they would be. */
  after: z.array(
    z.object({
      /** Null for somebody who would be new. */
      personId: z.string().nullable(),
      name: z.string(),
      from: z.array(z.string()),
      events: count,
      aliases: count,
      /** The first fifty. */
      aliasList: z.array(aliasRef.extend({ events: count })),
    }),
  ),
  notes: z.array(z.string()),
})

/** A file of decisions: one of this machine, or its text. */
export const identityImport = z.union([
  z.object({ path: z.string().min(1) }),
  z.object({ name: z.string().min(1).max(500), text: z.string() }),
])

/** `read` is the sum of the others. */
export const imported = z.object({
  format: z.enum(['decisions', 'mailmap', 'sortinghat']),
  read: count,
  decided: count,
  /** What had been decided so before. */
  alreadySo: count,
  /** Nothing to decide: nobody else of that person is known here. */
  alone: count,
  /** Somebody here decided otherwise, which holds. */
  contrary: count,
  /** Nobody here is called so, or it cannot be read. */
  unmatched: count,
  /** The first hundred that were contrary or not matched, and why. */
  left: z.array(z.object({ position: z.string(), text: z.string(), reason: z.string() })),
})

export const mailmapQuery = z.object({ source: z.string().max(500).optional() })

// ── Organisations ───────────────────────────────────────────────────────────────────────────────────────────────────

export const organisationsQuery = page.extend({
  search: z.string().max(200).optional(),
  kind: z.string().optional(),
  segment: z.string().optional(),
  /** Values of facts: `isv`, `large`, `europe`. */
  businessType: z.string().max(40).optional(),
  sizeClass: z.string().max(40).optional(),
  region: z.string().max(40).optional(),
  /** The beginning of a code, or of the words: `62`. */
  industry: z.string().max(100).optional(),
  /** Those seen in logs by their networks; or seen nowhere else, so that nobody of them is known. */
  seen: z.enum(['logs', 'only-logs']).optional(),
  sort: z.enum(['name', 'kind', 'people', 'events', 'log_acts', 'first_seen', 'last_seen']).default('people'),
  order: order.default('desc'),
})

export const organisationSummary = z.object({
  organisationId: z.string(),
  name: z.string(),
  domain: z.string(),
  kind: z.string(),
  people: count,
  events: count,
  /** Visits and downloads from its networks, in months in which enough addresses of them were seen. */
  logActs: count,
  firstSeen: instant.nullable(),
  lastSeen: instant.nullable(),
  /** Values of facts that hold; '' where nothing is known. */
  businessType: z.string(),
  sizeClass: z.string(),
  region: z.string(),
  industry: z.string(),
})

/** What is known of an organisation: headcount, size class, industry, … Of what is not known `value` is ''. */
export const organisationFact = z.object({
  fact: z.string(),
  title: z.string(),
  question: z.string(),
  /** The values it can take; none for figures and industries. */
  choices: z.array(z.object({ value: z.string(), title: z.string() })),
  value: z.string(),
  /** The value in words. */
  words: z.string(),
  /** What a code of an industry, or a class of size, is of. */
  scheme: z.string(),
  probability: z.number(),
  status: z.enum(['overridden', 'stated', 'inferred', 'unknown']),
  evidence: z.string(),
  source: z.string(),
})

/** One organisation belonging to another: the other one, from which day and until which, and why we think so. */
const belonging = z.object({
  organisationId: z.string().nullable(),
  name: z.string(),
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
  sentence: z.string(),
  isDecided: z.boolean(),
})

/** What was decided on two organisations and holds, or would but for others. When they are the same, `b` is part of `a`. */
export const organisationDecision = z.object({
  verdict: z.enum(['same', 'different']),
  /** Ids and names when it was decided; what is part of another has no page any more. */
  a: z.object({ organisationId: z.string(), name: z.string() }),
  b: z.object({ organisationId: z.string(), name: z.string() }),
  /** False while a decision that they are different keeps them apart. */
  holds: z.boolean(),
  decidedAt: instant,
  decidedBy: z.string(),
  reason: z.string(),
})

/** A network that addresses in logs belong to: what it is taken for and why. */
const networkFacts = z.object({
  networkId: z.string(),
  /** Of the autonomous system; 0 when not told. */
  number: count,
  name: z.string(),
  domain: z.string(),
  class: z.enum(['business', 'isp', 'hosting', 'vpn', 'education', 'government', 'unknown']),
  reason: z.string(),
  /** Whether somebody here decided it. */
  isDecided: z.boolean(),
})

/** What came from networks. The people behind it are between `endpoints` (addresses) and `origins` (addresses with programs); neither counts them. */
const networkActs = z.object({
  visits: count,
  downloads: count,
  automated: count,
  endpoints: count,
  origins: count,
})

const monthOfActs = z.object({ month: z.iso.date(), type: z.string(), events: count, people: count })

export const organisation = organisationSummary.extend({
  kindReason: z.string(),
  /** Whether it runs this community, so that its people are the team. */
  isOurs: z.boolean(),
  decisions: z.array(organisationDecision),
  /** Others called alike, nothing decided on them yet: they may be the same. */
  alike: z.array(
    z.object({ organisationId: z.string(), name: z.string(), domain: z.string(), people: count }),
  ),
  facts: z.array(organisationFact),
  /** Those that stand for it, also for a time only. `isHolderDecided`: somebody here decided whose it was when. */
  domains: z.array(
    z.object({ domain: z.string(), kind: z.string(), reason: z.string(), isHolderDecided: z.boolean() }),
  ),
  activity: z.array(monthOfActs),
  ladder: z.array(z.object({ state: ladderState, people: count })),
  /** What came from its networks, in months with at least `smallestGroup` addresses; what machines fetched is only in `automated`. */
  logs: z.object({
    smallestGroup: count,
    months: z.array(networkActs.extend({ month: z.iso.date() })),
    networks: z.array(networkFacts),
  }),
  /** Which organisations it belongs to, and which belong to it; `organisationId` is null while nothing else is known of them. */
  owners: z.array(belonging),
  owned: z.array(belonging),
  /**
   * The activity of it and all that belonged to it, also through others, in whole months while it did; an act counts once. And what each of
   * those did. Both are empty where nothing belongs to it.
   */
  groupActivity: z.array(monthOfActs),
  groupParts: z.array(z.object({ organisationId: z.string(), name: z.string(), events: count })),
  /** Who is held to act for it and why, the latest first. */
  affiliations: z.array(
    z.object({
      personId: z.string(),
      name: z.string(),
      validFrom: instant.nullable(),
      validTo: instant.nullable(),
      probability: z.number(),
      evidence: z.string(),
    }),
  ),
})

export const networksQuery = page.extend({
  search: z.string().max(200).optional(),
  class: networkFacts.shape.class.optional(),
  sort: z.enum(['name', 'number', 'class', 'visits', 'downloads', 'endpoints']).default('endpoints'),
  order: order.default('desc'),
})

/** One network in the months in which enough of its addresses were seen; `endpoints` and `origins` are those of its fullest month. */
export const network = networkFacts.extend({
  ...networkActs.shape,
  organisation: z.object({ organisationId: z.string(), name: z.string() }).nullable(),
  months: count,
})

/** Networks by name, and what came in months with too few addresses to name the network. */
export const networks = listOf(network).extend({
  smallestGroup: count,
  others: z.object({ networks: count, visits: count, downloads: count, automated: count }),
})

/** A person's word on a network: whose own it is, by name or domain; or that it is a provider's, or nobody knows. */
export const networkDecision = z.object({
  organisation: z.string().max(200).optional(),
  class: z.enum(['isp', 'hosting', 'vpn', 'unknown']).optional(),
  reason: z.string().max(1000).default(''),
})

/** From how many addresses in a month on organisations and networks are shown. */
export const smallestGroup = z.object({
  addresses: z.number().int(),
  reason: z.string().max(1000).default(''),
})

/** A person's word on whom somebody acted for, or which organisation another belongs to. Half-open; without a date the end is open. */
export const organisationStay = z.object({
  /** A name or a domain; '' is none. */
  organisation: z.string().max(200),
  from: z.iso.datetime().nullish(),
  to: z.iso.datetime().nullish(),
  reason: z.string().max(1000).default(''),
})

/** Two organisations are the same, `b` being part of `a`; or different; or undecided again. */
export const newOrganisationDecision = z.object({
  a: z.string().max(40),
  b: z.string().max(40),
  verdict: z.enum(['same', 'different', 'undecided']),
  reason: z.string().max(1000).default(''),
})

/** Domains to take out of an organisation, and the name of the one they stand for. */
export const organisationSplit = z.object({
  organisation: z.string().max(40),
  domains: z.array(z.string().min(1).max(500)).min(1).max(100),
  name: z.string().min(1).max(200),
  reason: z.string().max(1000).default(''),
})

export const organisationsPreview = z.object({
  sentence: z.string(),
  before: z.array(z.object({ organisationId: z.string(), name: z.string(), people: count, events: count })),
  after: z.array(
    z.object({
      /** Null for one that would be new. */
      organisationId: z.string().nullable(),
      name: z.string(),
      /** Humans who wrote from its addresses, and acts from them. */
      people: count,
      events: count,
      domains: count,
      /** The first fifty. */
      domainList: z.array(z.string()),
      /** The first fifty of its people, those who did most first. */
      names: z.array(z.string()),
    }),
  ),
  notes: z.array(z.string()),
})

/** A person's word on a fact of an organisation, as they would write it: `120`, `€ 2.5 M`, `62.01`. */
export const factOverride = z.object({
  value: z.string().min(1).max(500),
  /** Of a code of an industry: `NACE Rev. 2`. */
  scheme: z.string().max(100).default(''),
  reason: z.string().max(1000).default(''),
})

/** A list of companies: a file of this machine, or what one holds. */
export const companyImport = z.union([
  z.object({ path: z.string().min(1) }),
  z.object({ name: z.string().min(1).max(200), text: z.string() }),
])

const placeLeft = z.object({ position: z.string(), text: z.string(), reason: z.string() })

/** `read` is the sum of matched, already so and unmatched: each row of the list counts once. */
export const importedCompanies = z.object({
  list: z.string(),
  read: count,
  matched: count,
  /** The list had said just that before. */
  alreadySo: count,
  unmatched: count,
  /** The first hundred rows that were not matched, and why. */
  left: z.array(placeLeft),
  /** Cells that could not be understood, of rows that count all the same; the first hundred of them. */
  unread: count,
  unreadCells: z.array(placeLeft),
})

/** A claim that an organisation is the one that runs this community. */
export const ourClaim = z.object({ reason: z.string().max(1000).default('') })

/** A list that was imported: of how many organisations it speaks, and when it was last imported. */
export const companyList = z.object({ list: z.string(), organisations: count, importedAt: instant })

/** A person's word on what a domain is; it outranks the tables. */
export const domainOverride = z.object({
  kind: z.string(),
  organisation: z.string().optional(),
  reason: z.string().default(''),
})

// ── Segments ────────────────────────────────────────────────────────────────────────────────────────────────────────

export const segmentSummary = z.object({
  segment: z.string(),
  scheme: z.string(),
  title: z.string(),
  sentence: z.string(),
  members: count,
  anonymous: count,
  computedAt: instant,
})

export const scheme = z.object({
  scheme: z.string(),
  title: z.string(),
  question: z.string(),
  /** Visitors nobody can name are only counted: of their segments `anonymous` is told. */
  subjectKind: z.enum(['person', 'organisation', 'visitor']),
  classified: count,
  unknown: count,
  conflicting: count,
  computedAt: instant,
  /** What it had to estimate before it could place anybody; only `ok` and `weak` carry a number. Null where it estimates nothing. */
  finding: z
    .object({
      status: z.enum(['ok', 'weak', 'insufficient_data', 'not_identifiable', 'diverged']),
      sentence: z.string(),
      estimate: z.object({ point: z.number(), lo: z.number(), hi: z.number(), level: z.number() }).nullable(),
    })
    .nullable(),
  segments: z.array(segmentSummary),
})

/** A project, list, channel or category that rules can ask for. */
export const place = z.object({ place: z.string(), acts: count })

/** A rule as text: one key, `all`, `any`, `not` or the name of a kind of rule. */
export const ruleText = z.record(z.string(), z.unknown())

export const ruleKind = z.object({
  kind: z.string(),
  title: z.string(),
  of: z.array(z.enum(['people', 'organisations', 'threads', 'visitors'])),
  /** The fields of the form in which somebody puts such a rule together. */
  form: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      input: z.enum(['one', 'text', 'several', 'number', 'day', 'span', 'rule']),
      choices: z.record(z.string(), z.string()).optional(),
      isClosed: z.literal(true).optional(),
      choicesBy: z
        .object({ key: z.string(), of: z.record(z.string(), z.record(z.string(), z.string())) })
        .optional(),
      suggests: z.enum(['segments', 'sources', 'places']).optional(),
      alone: z.record(z.string(), z.string()).optional(),
      about: z.enum(['person', 'organisation', 'thread', 'visitor']).optional(),
      isNeeded: z.literal(true).optional(),
      isMore: z.literal(true).optional(),
    }),
  ),
  /** JSON Schema of what stands after its name. */
  schema: z.record(z.string(), z.unknown()),
  examples: z.array(z.object({ rule: ruleText, sentence: z.string() })),
})

const subjects = z.enum(['people', 'organisations']).default('people')
const held = z.enum(['people', 'organisations', 'visitors'])

/** With the name of a published segment it also says who would come and who would leave. */
export const rulePreviewRequest = page.extend({
  rule: ruleText,
  of: held.default('people'),
  name: z.string().optional(),
})

/** A person or an organisation that a rule is about. */
export const ruleSubject = z.object({
  subjectKind: z.enum(['person', 'organisation']),
  subjectId: z.string(),
  name: z.string(),
  /** An address, or a domain. */
  known: z.string(),
  /** Where a person stands on the ladder, or the kind of organisation. */
  standing: z.string(),
  events: count,
})

/** Who would come into a published segment and who would leave it, with why; of each at most 20. */
export const ruleChange = z.object({
  version: count,
  entering: count,
  leaving: count,
  enter: z.array(ruleSubject.extend({ why: z.string() })),
  leave: z.array(ruleSubject.extend({ why: z.string() })),
})

/**
 * Visitors nobody can name whom a rule fits. Whatever would tell of fewer than the smallest group is null, or left out. `visitors` are those of the
 * fullest month, so there were at least so many; `groups` is what is known of them without naming anybody.
 */
export const cohort = z.object({
  smallestGroup: count,
  month: z.iso.date().nullable(),
  visitors: count.nullable(),
  unknown: count.nullable(),
  of: count.nullable(),
  months: z.array(z.object({ month: z.iso.date(), visitors: count.nullable() })),
  groups: z.array(z.object({ by: z.string(), value: z.string(), visitors: count })),
})

/**
 * Whom a rule fits: `total` of `of`; of `unknown` nobody knows whether it does. Visitors are not listed: of them `cohort` tells, and a count
 * that is too small to be shown is 0 here.
 */
export const rulePreview = listOf(ruleSubject).extend({
  cohort: cohort.nullable(),
  sentence: z.string(),
  of: count,
  unknown: count,
  change: ruleChange.nullable(),
})

export const ruleExplanationRequest = z.object({ rule: ruleText, of: subjects, subject: z.string() })

const ruleVerdict = z.enum(['in', 'out', 'unknown'])
/** Why somebody is in or out: the verdict on the whole and on each rule without parts, in the order they are written. */
export const ruleExplanation = z.object({
  verdict: ruleVerdict,
  sentence: z.string(),
  reasons: z.array(z.object({ verdict: ruleVerdict, sentence: z.string(), rule: ruleText })),
})

/** A segment made of a rule, as somebody writes it down. */
export const definitionText = z.object({
  title: z.string(),
  of: held,
  rule: ruleText,
  purpose: z.string(),
  owner: z.string(),
  expires: z.iso.date().optional(),
  tests: z.object({ in: z.array(z.string()), out: z.array(z.string()) }).optional(),
})

/** A segment made of a rule: what holds now, and what the last look at it saw. */
export const definition = z.object({
  name: z.string(),
  segment: z.string(),
  version: count,
  sentence: z.string(),
  definition: definitionText,
  isExpired: z.boolean(),
  decidedAt: instant,
  decidedBy: z.string(),
  reason: z.string(),
  /** Null before the first look. */
  look: z
    .object({
      version: count,
      at: instant,
      members: count,
      unknown: count,
      milliseconds: count,
      recordedAt: instant,
    })
    .nullable(),
})

export const definitionWithVersions = definition.extend({
  versions: z.array(
    z.object({
      version: count,
      decidedAt: instant,
      decidedBy: z.string(),
      reason: z.string(),
      /** Null where it was retired. */
      definition: definitionText.nullable(),
      /** The moment for which people were first placed by it, of a new segment the first looked back at; null when that never came. */
      placedAt: instant.nullable(),
    }),
  ),
})

/** Definitions by name; what they may hold, and what is wrong with them, is told with its place. */
export const definitionsToPublish = z.object({
  definitions: z.record(z.string(), z.record(z.string(), z.unknown())),
  /** Only says what would change. */
  isTrial: z.boolean().default(false),
  /** Retires those that are not given. */
  retiresOthers: z.boolean().default(false),
  reason: z.string().max(1000).default(''),
})

export const publishedDefinitions = z.object({
  published: z.array(z.object({ name: z.string(), sentence: z.string(), total: count, change: ruleChange })),
  unchanged: z.array(z.string()),
  retired: z.array(z.string()),
  isTrial: z.boolean(),
  /** What places them; null when nothing has to be, or the stages have not run yet. */
  jobId: z.string().nullable(),
})

export const definitionToRestore = z.object({
  version: z.number().int().positive(),
  reason: z.string().max(1000).default(''),
})

/** Whether those who have to be in a segment are in it, and those who have not are not. */
export const definitionTests = z.object({
  passed: count,
  failed: count,
  tests: z.array(
    z.object({
      name: z.string(),
      subject: z.string(),
      expected: z.enum(['in', 'out']),
      found: z.enum(['in', 'out', 'unknown', 'nobody']),
      isPassed: z.boolean(),
    }),
  ),
})

/** Groups nobody has sorted are sought; `method` and `k`, the number of groups, are chosen when left out. */
export const newDiscovery = z.object({
  method: z.string().max(100).optional(),
  k: z.number().int().min(2).max(12).optional(),
  /** The same seed finds the same groups among the same people. */
  seed: z.number().int().min(0).max(4_294_967_295).optional(),
})

export const clusteringMethod = z.object({
  method: z.string(),
  title: z.string(),
  sentence: z.string(),
  /** More people than these it cannot take. */
  most: count,
})

export const discoveredCluster = z.object({
  /** From 1, the largest first. */
  cluster: z.number(),
  size: count,
  share: z.number(),
  /** Made of what distinguishes it most, for a person to better. */
  name: z.string(),
  /** How alike it is to the group found most like it among people drawn anew: the mean Jaccard index of 100 draws. */
  stability: z.number(),
  steadiness: z.enum(['stable', 'doubtful', 'dissolves']),
  /** What is more frequent in it than among everybody: shares, their ratio, Fisher’s p and Benjamini and Hochberg’s q. */
  lifts: z.array(
    z.object({
      title: z.string(),
      count,
      share: z.number(),
      overall: z.number(),
      lift: z.number(),
      p: z.number(),
      q: z.number(),
    }),
  ),
  /** The rule it could be published as; null when none tells it. */
  rule: ruleText.nullable(),
  sentence: z.string(),
  /** Of those the rule fits, the share in the group; and of those in it, the share the rule fits. */
  precision: z.number(),
  recall: z.number(),
  fits: count,
  canPublish: z.boolean(),
  reasons: z.array(z.string()),
})

export const discovery = z.object({
  discoveryId: z.string(),
  madeAt: instant,
  asOf: instant,
  method: z.string(),
  methodTitle: z.string(),
  seed: z.number(),
  people: count,
  /** On so many people, drawn by chance, their number was chosen. */
  sampled: count,
  /** What spoke for which number; null when it was given. */
  choice: z
    .object({
      criterion: z.string(),
      candidates: z.array(
        z.object({ k: z.number(), score: z.number().nullable(), gap: z.number(), gapError: z.number() }),
      ),
      byGap: z.number().nullable(),
    })
    .nullable(),
  features: z.array(z.object({ name: z.string(), title: z.string(), isUsed: z.boolean() })),
  clusters: z.array(discoveredCluster),
  /** The share of people whom the rule of their group fits. */
  fidelity: z.number(),
  /** Why none of it can be published; empty when groups can. */
  reasons: z.array(z.string()),
  warnings: z.array(z.string()),
  /** Against the search before: which group became which (null: gone), who went where, and how far shares moved. */
  drift: z
    .object({
      discoveryId: z.string(),
      madeAt: instant,
      people: count,
      becomes: z.array(z.number().nullable()),
      migration: z.array(z.array(count)),
      agreement: z.number().nullable(),
      shift: z.number(),
      verdict: z.enum(['stable', 'watch', 'rebuild']),
    })
    .nullable(),
})

export const discoverySummary = z.object({
  discoveryId: z.string(),
  madeAt: instant,
  method: z.string(),
  methodTitle: z.string(),
  groups: count,
  people: count,
  publishable: count,
})

/** What a group is published with: the rule, what it says, and a name to begin from. */
export const clusterRule = z.object({ name: z.string(), sentence: z.string(), rule: ruleText })

export const segment = segmentSummary.extend({
  /** Null when its rule was published and nobody has been placed by it yet. */
  computedAt: instant.nullable(),
  schemeTitle: z.string(),
  subjectKind: scheme.shape.subjectKind,
  /** Of a segment of visitors; null of any other. */
  cohort: cohort.nullable(),
  /** Members at the end of each month. */
  months: z.array(z.object({ month: z.iso.date(), members: count, entered: count, left: count })),
})

/** The moment one looks at; by default the one the workspace speaks of. */
const looking = z.object({ asOf: z.iso.datetime().optional() })

/** `since`: from when on comings and goings are told; by default a year before. */
export const segmentProfileQuery = looking.extend({ since: z.iso.datetime().optional() })

/** Something that is so of some members; `rule` is the segment of those of whom it is. */
const memberTrait = z.object({
  title: z.string(),
  count,
  /** Of the members, and of everybody. */
  share: z.number(),
  overall: z.number(),
  rule: ruleText,
})

/** Where members were before they came, or are after they left; `stays` counts comings or goings. */
const flow = z.object({ segment: z.string(), title: z.string(), stays: count })

export const segmentProfile = z.object({
  segment: z.string(),
  title: z.string(),
  subjectKind: z.enum(['person', 'organisation']),
  asOf: instant,
  members: count,
  everybody: count,
  /** The members; of a segment of organisations, those who act for them. */
  people: count,
  ladder: z.array(z.object({ state: ladderState, title: z.string(), people: count, rule: ruleText })),
  /** What members are like: their segments in other schemes, attributes, employers; for each the values most of them have. */
  groups: z.array(z.object({ group: z.string(), title: z.string(), values: z.array(memberTrait) })),
  /** What is more frequent among members than among everybody, and not by chance; what tells most first. */
  distinguishes: z.array(
    memberTrait.extend({ group: z.string(), lift: z.number(), p: z.number(), q: z.number() }),
  ),
  /** For whom those people act; `of` is how many act for it in all. */
  organisations: z.array(
    z.object({ organisationId: z.string(), name: z.string(), people: count, of: count, rule: ruleText }),
  ),
  /** Sources those people did something in, in the last year. */
  channels: z.array(z.object({ source: z.string(), people: count, events: count, rule: ruleText })),
  /** Members most like the others: `alike` is the mean share of members who have the same, from 0 to 1. */
  typical: z.array(
    z.object({
      subjectId: z.string(),
      name: z.string(),
      known: z.string(),
      events: count,
      alike: z.number(),
    }),
  ),
  flows: z.object({
    since: instant,
    entered: count,
    left: count,
    schemes: z.array(
      z.object({
        scheme: z.string(),
        title: z.string(),
        cameFrom: z.array(flow),
        /** Who was in none of the scheme's segments; null where somebody can be in several. */
        fromNone: count.nullable(),
        wentTo: z.array(flow),
        toNone: count.nullable(),
      }),
    ),
  }),
})

const segmentIds = z
  .string()
  .max(2000)
  .transform((text) => [...new Set(text.split(',').filter((id) => id !== ''))])
  .transform((ids) => ids.map((id) => id.replaceAll('%2C', ',')))
  .pipe(z.array(z.string()).min(2, 'name at least two segments').max(8, 'name at most eight segments'))

/** Two to eight segments, separated by commas; a comma within an id is written `%2C`. */
export const overlapQuery = looking.extend({ segments: segmentIds })

const sizedSegment = z.object({
  segment: z.string(),
  title: z.string(),
  schemeTitle: z.string(),
  members: count,
})

export const segmentOverlap = z.object({
  subjectKind: z.enum(['person', 'organisation']),
  asOf: instant,
  everybody: count,
  segments: z.array(sizedSegment),
  /** Exact sets, the largest first: who is in all of `in` and in none of the others. `rule` is their segment. */
  sets: z.array(z.object({ in: z.array(z.string()), members: count, rule: ruleText })),
})

export const compareQuery = looking.extend({ a: z.string().max(500), b: z.string().max(500) })

/** Of how many members something is so; `rule` is their segment. */
const ofEach = z.object({ count, share: z.number(), rule: ruleText })

export const segmentComparison = z.object({
  subjectKind: z.enum(['person', 'organisation']),
  asOf: instant,
  everybody: count,
  a: sizedSegment,
  b: sizedSegment,
  both: count,
  onlyA: count,
  onlyB: count,
  /** Those in both of those in either; null when nobody is in either. */
  jaccard: z.number().nullable(),
  /** Rules: those in both, in one only. */
  rules: z.object({ both: ruleText, onlyA: ruleText, onlyB: ruleText }),
  groups: z.array(
    z.object({
      group: z.string(),
      title: z.string(),
      /** `q`: how likely such a difference is by chance, all that is asked taken together (Benjamini and Hochberg). */
      values: z.array(
        z.object({ title: z.string(), a: ofEach, b: ofEach, overall: z.number(), q: z.number() }),
      ),
    }),
  ),
})

/** Of two schemes about the same: how many both place, and how much one says of the other (Cramér's V, 0 nothing to 1 all). */
export const schemeOverlap = z.object({
  a: z.string(),
  aTitle: z.string(),
  b: z.string(),
  bTitle: z.string(),
  both: count,
  onlyA: count,
  onlyB: count,
  association: z.number().nullable(),
})

export const membersQuery = page.extend({
  search: z.string().max(200).optional(),
  asOf: z.iso.datetime().optional(),
  sort: z.enum(['name', 'events', 'entered_at']).default('entered_at'),
  order: order.default('desc'),
})

export const member = z.object({
  subjectKind: z.enum(['person', 'organisation']),
  subjectId: z.string(),
  name: z.string(),
  events: count,
  enteredAt: instant,
  enteredReason: z.string(),
})

// ── Targets ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const triangle = z.object({ low: z.number(), mode: z.number(), high: z.number() })
const reasonGiven = z.string().max(1000).default('')
const quadrant = z.enum(['cash', 'strategic', 'periphery', 'catalysts'])
const quadrants = z.object({
  cash: z.number(),
  strategic: z.number(),
  periphery: z.number(),
  catalysts: z.number(),
})
const uncertain = z.object({ mean: z.number(), deviation: z.number() })
const criterion = z.object({ name: z.string(), title: z.string(), none: z.string(), full: z.string() })

/** A way of earning with open source, and what it brings to begin with. */
export const businessModel = z.object({
  model: z.string(),
  title: z.string(),
  sentence: z.string(),
  segments: z.array(z.object({ name: z.string(), title: z.string(), of: subjects, purpose: z.string() })),
  values: z.array(z.object({ name: z.string(), title: z.string(), hours: triangle })),
  criteria: z.array(criterion.extend({ weight: z.number() })),
  programs: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      target: z.string(),
      benefit: z.string(),
      value: z.string(),
    }),
  ),
})

export const modelToChoose = z.object({
  model: z.string().max(100),
  /** Only says what it would publish. */
  isTrial: z.boolean().default(false),
  reason: reasonGiven,
})

/** What choosing a business model published, or would: its segments that were not there. `kept` were, and stay as they are. */
export const chosenModel = z.object({
  model: businessModel,
  published: publishedDefinitions.shape.published,
  kept: z.array(z.string()),
  isTrial: z.boolean(),
  jobId: z.string().nullable(),
})

/** What became of segments when the choice was taken back; `kept` by name, each with why. */
export const modelTakenBack = z.object({
  retired: z.array(z.string()),
  kept: z.record(z.string(), z.string()),
  jobId: z.string().nullable(),
})

/** A figure with where it comes from: said here, counted, or where one begins. Money in minor units. */
const settledFigure = triangle.extend({ origin: z.enum(['said', 'measured', 'usual']) })

export const targetFigures = z.object({
  revenue: settledFigure,
  conversion: settledFigure,
  programCost: settledFigure,
  supportCost: settledFigure,
  values: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      note: z.string(),
      /** Acts of members in 12 months; null where no source tells. */
      measured: count.nullable(),
      count: settledFigure,
      hours: settledFigure,
      attributable: settledFigure,
    }),
  ),
})

export const targetPlan = z.object({
  owner: z.string(),
  gain: z.string(),
  say: z.string(),
  never: z.array(z.string()),
  channels: z.array(z.object({ channel: z.string(), message: z.string() })),
  isWritten: z.boolean(),
})

export const hypothesis = z.object({
  id: z.string(),
  segment: z.string(),
  sentence: z.string(),
  measure: z.string(),
  target: z.string(),
  due: z.iso.date(),
  program: z.string(),
  madeAt: instant,
  madeBy: z.string(),
  /** Null while it is open. */
  verdict: z
    .object({ verdict: z.enum(['kept', 'dropped']), by: z.string(), reason: z.string(), at: instant })
    .nullable(),
})

/** A segment as a target: its place in the matrix and all it rests on. */
export const target = z.object({
  segment: z.string(),
  title: z.string(),
  sentence: z.string(),
  subjectKind: z.enum(['person', 'organisation']),
  members: count,
  /** Members a year before. */
  before: count,
  figures: targetFigures,
  ratings: z.array(
    z.object({
      rater: z.string(),
      scores: z.record(z.string(), z.number()),
      ratedAt: instant,
      reason: z.string(),
    }),
  ),
  placement: z.object({
    status: z.enum(['ok', 'undecided', 'insufficient_data']),
    reasons: z.array(z.string()),
    impact: uncertain.extend({ percentiles: z.array(z.number()).length(3) }).nullable(),
    importance: uncertain.nullable(),
    raters: count,
    quadrant: quadrant.nullable(),
    probabilities: quadrants.nullable(),
    tornado: z
      .object({
        quadrant,
        now: z.number(),
        blades: z.array(z.object({ factor: z.string(), low: z.number(), high: z.number() })),
      })
      .nullable(),
    attractiveness: z.number().nullable(),
    growth: z.number(),
  }),
  usefulness: z.object({
    tests: z.array(
      z.object({
        test: z.enum(['measurable', 'substantial', 'accessible', 'differentiable', 'actionable']),
        score: z.number().nullable(),
        because: z.string(),
        raise: z.string(),
      }),
    ),
    isUsable: z.boolean(),
    rank: z.number().nullable(),
  }),
  plan: targetPlan,
  hypotheses: z.array(hypothesis),
  reach: z.array(z.object({ channel: z.string(), members: count })),
  reachable: count,
  programs: z.array(z.string()),
})

export const targetSettings = z.object({
  currency: z.string(),
  hourlyRate: triangle,
  criteria: z.array(criterion),
  comparisons: z.array(z.array(z.number())),
  impactThreshold: z.number().nullable(),
  importanceThreshold: z.number(),
  minimumSize: z.number(),
  /** What somebody here said; the rest is where one begins. */
  said: z.array(z.string()),
})

export const targets = z.object({
  model: z
    .object({
      model: z.string(),
      title: z.string(),
      chosenAt: instant,
      chosenBy: z.string(),
      reason: z.string(),
    })
    .nullable(),
  settings: targetSettings,
  weights: z.array(z.object({ criterion: z.string(), title: z.string(), weight: z.number() })),
  /** How far the comparisons of criteria contradict each other; at most 0.10. */
  consistencyRatio: z.number().nullable(),
  thresholds: z.object({ impact: z.number(), importance: z.number() }),
  seed: z.number(),
  items: z.array(target),
  /** Segments that are to be targets and have not been placed yet. */
  missing: z.array(z.string()),
})

/** What is said anew of figures, settings or a plan is checked with its place; see docs/methods/target.md. */
const saying = z.record(z.string(), z.unknown())
export const figuresToSay = z.object({ figures: saying, reason: reasonGiven })
export const settingsToSay = z.object({ settings: saying, reason: reasonGiven })
export const planToWrite = z.object({ plan: saying, reason: reasonGiven })
export const rating = z.object({ scores: saying, reason: reasonGiven })
// ── Webhooks ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Somebody who is told who comes into and leaves a segment, or all of those made of rules. */
export const webhook = z.object({
  id: z.string(),
  url: z.string(),
  segment: z.string().nullable(),
  addedAt: instant,
  /** The latest attempt to tell it something. */
  latest: z
    .object({ at: instant, outcome: z.enum(['delivered', 'failed', 'given up']), note: z.string() })
    .nullable(),
})

/** The secret is shown this once. */
export const addedWebhook = webhook.extend({ secret: z.string() })

export const newWebhook = z.object({
  url: z.string().min(1).max(2000),
  segment: z.string().min(1).max(500).nullable().default(null),
  reason: reasonGiven,
})

/** One attempt to tell one webhook of one change; the message's id is the same for every attempt. */
export const webhookAttempt = z.object({
  webhook: z.string(),
  messageId: z.string(),
  attempt: count,
  event: z.string(),
  segment: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  attemptedAt: instant,
  outcome: z.enum(['delivered', 'failed', 'given up']),
  /** What the receiver answered; 0 when it did not. */
  status: count,
  note: z.string(),
  nextAt: instant.nullable(),
})

export const webhookOutcome = webhookAttempt.pick({ outcome: true, status: true, note: true })

export const newHypothesis = z.object({ hypothesis: saying, reason: reasonGiven })
/** `kept` or `dropped`, by whom and why; null opens it again. */
export const judgement = z.object({ verdict: saying.nullable() })

export const targetSnapshot = z.object({
  quarter: z.string(),
  version: count,
  takenAt: instant,
  takenBy: z.string(),
  reason: z.string(),
  asOf: instant,
  model: z.string().nullable(),
  currency: z.string(),
  seed: z.number(),
  thresholds: z.object({ impact: z.number(), importance: z.number(), isMedian: z.boolean() }),
  weights: z.record(z.string(), z.number()),
  targets: z.array(
    z.object({
      segment: z.string(),
      title: z.string(),
      members: count,
      status: z.enum(['ok', 'undecided', 'insufficient_data']),
      quadrant: quadrant.nullable(),
      probabilities: quadrants.nullable(),
      impact: uncertain.extend({ low: z.number(), high: z.number() }).nullable(),
      importance: uncertain.nullable(),
      raters: count,
      attractiveness: z.number().nullable(),
      usefulness: z.number().nullable(),
    }),
  ),
})
export const newSnapshot = z.object({ reason: reasonGiven })

// ── Home ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const home = z.object({
  /** The moment every answer speaks of when the workspace is set to one; null means now. */
  asOf: instant.nullable(),
  /** Findings and what to do next, most important first; `href` is a page of the web app. */
  sentences: z.array(
    z.object({ text: z.string(), href: z.string().nullable(), tone: z.enum(['plain', 'good', 'attention']) }),
  ),
  counts: z.object({
    people: count,
    bots: count,
    organisations: count,
    events: count,
    sources: count,
    /** Visitors without a name in the fullest month of the last twelve: a lower bound, as nobody is recognised across months. */
    anonymousVisitors: count,
  }),
  ladder: z.array(z.object({ state: ladderState, title: z.string(), people: count, anonymous: z.boolean() })),
  /** Seen above the waterline, glimpsed below it, by month. */
  waterline: z.array(z.object({ month: z.iso.date(), people: count, visitors: count })),
  flow: z.array(
    z.object({ month: z.iso.date(), state: ladderState, people: count, cameUp: count, cameDown: count }),
  ),
  /** Releases and the like, to mark on time axes. */
  marks: z.array(z.object({ at: instant, label: z.string() })),
  contribution: z.array(z.object({ fileClass: z.string(), added: count, removed: count, people: count })),
  freshness: z.array(
    z.object({
      source: z.string(),
      status: z.string(),
      lastRun: instant.nullable(),
      lastEvent: instant.nullable(),
    }),
  ),
  stages: z.array(z.object({ stage: z.string(), finishedAt: instant.nullable(), stale: z.boolean() })),
})

export const found = z.object({
  kind: z.enum(['person', 'organisation', 'segment', 'source']),
  id: z.string(),
  title: z.string(),
  detail: z.string(),
})

// ── Jobs ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Long work. Progress comes as server-sent events named `job` holding this shape, the last with `endedAt` set. */
export const job = z.object({
  jobId: z.string(),
  title: z.string(),
  status: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  /** What is being done now, e.g. `collect git:evolution`. */
  step: z.string(),
  done: z.number(),
  total: z.number().nullable(),
  unit: z.string(),
  /** Seconds left, when they can be told. */
  secondsLeft: z.number().nullable(),
  message: z.string(),
  /** True when it failed by a fault of the program rather than something a person can mend. */
  fault: z.boolean().optional(),
  startedAt: instant,
  endedAt: instant.nullable(),
})

export const newJob = z.object({
  sources: z.array(z.string()).optional(),
  stages: z.array(z.enum(['collect', 'resolve', 'segment'])).optional(),
  /** Reads the sources from the start: what is there is a duplicate, what was quarantined gets another chance. */
  again: z.boolean().optional(),
})

/** A verified copy of observations and decisions, in a new folder of this machine. */
export const newBackup = z.object({ target: z.string().min(1) })

/** One thing the doctor looked at. */
export const finding = z.object({
  check: z.string(),
  status: z.enum(['ok', 'warn', 'fail']),
  /** What was seen and, when it is not well, what to do. */
  sentence: z.string(),
})

// ── Data quality ────────────────────────────────────────────────────────────────────────────────────────────────────

/** One thing resolve doubts about a person or a domain. */
export const qualityDoubt = z.object({
  kind: z.string(),
  subjectKind: z.enum(['person', 'domain']),
  subjectId: z.string(),
  name: z.string(),
  /** Two aliases that somebody may decide are the same, or not; empty where that would not mend it. */
  aliases: z.array(z.string()),
  /** How many acts it concerns. */
  weight: z.coerce.number(),
  /** What is doubted, and what would mend it. */
  sentence: z.string(),
})
export const quality = listOf(qualityDoubt).extend({
  kinds: z.array(z.object({ kind: z.string(), total: z.number() })),
})
export type Quality = z.infer<typeof quality>

// ── Exports ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export const exportable = z.enum([
  'identities',
  'people',
  'organisations',
  'affiliations',
  'attributes',
  'events',
  'memberships',
  'decisions',
])
export const exportQuery = z.object({
  format: z.enum(['csv', 'jsonl', 'parquet']).default('csv'),
  asOf: z.iso.datetime().optional(),
})

export type Home = z.infer<typeof home>
export type Source = z.infer<typeof source>
export type AddedSource = z.infer<typeof addedSource>
export type Run = z.infer<typeof run>
export type Connector = z.infer<typeof connector>
export type Quarantined = z.infer<typeof quarantined>
export type Detected = z.infer<typeof detected>
export type Preview = z.infer<typeof preview>
export type PersonSummary = z.infer<typeof personSummary>
export type Person = z.infer<typeof person>
export type PersonAttribute = z.infer<typeof personAttribute>
export type Event = z.infer<typeof event>
export type AliasRef = z.infer<typeof aliasRef>
export type Review = z.infer<typeof review>
export type Decided = z.infer<typeof decided>
export type IdentityDecision = z.infer<typeof identityDecision>
export type AccountClaim = z.infer<typeof accountClaim>
export type IssuedClaim = z.infer<typeof issuedClaim>
export type FollowedClaim = z.infer<typeof followedClaim>
export type DecisionsPreview = z.infer<typeof decisionsPreview>
export type Imported = z.infer<typeof imported>
export type OrganisationSummary = z.infer<typeof organisationSummary>
export type Network = z.infer<typeof network>
export type Networks = z.infer<typeof networks>
export type OrganisationDecision = z.infer<typeof organisationDecision>
export type OrganisationsPreview = z.infer<typeof organisationsPreview>
export type OrganisationFact = z.infer<typeof organisationFact>
export type ImportedCompanies = z.infer<typeof importedCompanies>
export type CompanyList = z.infer<typeof companyList>
export type Organisation = z.infer<typeof organisation>
export type Scheme = z.infer<typeof scheme>
export type SegmentSummary = z.infer<typeof segmentSummary>
export type RuleKind = z.infer<typeof ruleKind>
export type Place = z.infer<typeof place>
export type Cohort = z.infer<typeof cohort>
export type RulePreview = z.infer<typeof rulePreview>
export type RuleSubject = z.infer<typeof ruleSubject>
export type RuleChange = z.infer<typeof ruleChange>
export type Definition = z.infer<typeof definition>
export type DefinitionText = z.infer<typeof definitionText>
export type DefinitionWithVersions = z.infer<typeof definitionWithVersions>
export type PublishedDefinitions = z.infer<typeof publishedDefinitions>
export type DefinitionTests = z.infer<typeof definitionTests>
export type RuleExplanation = z.infer<typeof ruleExplanation>
export type ClusteringMethod = z.infer<typeof clusteringMethod>
export type DiscoveredCluster = z.infer<typeof discoveredCluster>
export type Discovery = z.infer<typeof discovery>
export type DiscoverySummary = z.infer<typeof discoverySummary>
export type ClusterRule = z.infer<typeof clusterRule>
export type Segment = z.infer<typeof segment>
export type BusinessModel = z.infer<typeof businessModel>
export type ChosenModel = z.infer<typeof chosenModel>
export type ModelTakenBack = z.infer<typeof modelTakenBack>
export type Webhook = z.infer<typeof webhook>
export type AddedWebhook = z.infer<typeof addedWebhook>
export type WebhookAttempt = z.infer<typeof webhookAttempt>
export type Hypothesis = z.infer<typeof hypothesis>
export type Target = z.infer<typeof target>
export type Targets = z.infer<typeof targets>
export type TargetSnapshot = z.infer<typeof targetSnapshot>
export type SegmentProfile = z.infer<typeof segmentProfile>
export type SegmentOverlap = z.infer<typeof segmentOverlap>
export type SegmentComparison = z.infer<typeof segmentComparison>
export type SchemeOverlap = z.infer<typeof schemeOverlap>
export type Member = z.infer<typeof member>
export type Found = z.infer<typeof found>
export type Job = z.infer<typeof job>
export type Finding = z.infer<typeof finding>
export type Problem = z.infer<typeof problem>
export type List<T> = { items: T[]; total: number; next: number | null }
