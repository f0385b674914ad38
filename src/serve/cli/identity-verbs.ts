import { program, run, verb } from './program.ts'

const identity = program.command('identity').description('who is who, as decided here')
const identityVerb = (name: string, description: string) => verb(name, description, identity)
const verbs = () => import('./verbs/identity.ts')

/** The verbs by which somebody decides who is who. */
export function addIdentityVerbs(): void {
  addLists()
  addDecisions()
  addLocks()
  addClaims()
}

function addLists(): void {
  identityVerb('review', 'pairs of people who may be one, the most events at stake first')
    .option('--limit <number>', 'how many')
    .option('--offset <number>', 'from which on')
    .action(({ workspace, json, ...query }) =>
      run('identity review', { workspace, json }, async (invocation) =>
        (await verbs()).listReview(invocation, query),
      ),
    )
  identityVerb('decisions', 'what was decided, the latest first')
    .option('--person <id>', 'on one person')
    .option('--limit <number>', 'how many')
    .option('--offset <number>', 'from which on')
    .action(({ workspace, json, ...query }) =>
      run('identity decisions', { workspace, json }, async (invocation) =>
        (await verbs()).listDecisions(invocation, query),
      ),
    )
}

function addDecisions(): void {
  for (const [name, verdict, description] of [
    ['same', 'same', 'two aliases are one person'],
    ['different', 'different', 'two aliases are different people'],
    ['undo', 'undecided', 'take a decision on two aliases back'],
  ] as const)
    identityVerb(name, description)
      .argument('<a>', 'the id of an alias')
      .argument('<b>', 'the id of another')
      .option('--people', 'the ids are of people')
      .option('--reason <text>', 'for those who wonder later')
      .option('--dry-run', 'only say what would become of people')
      .action((a, b, options) =>
        run(`identity ${name}`, options, async (invocation) =>
          (await verbs()).decideTwo(invocation, verdict, [a, b], options),
        ),
      )
  identityVerb('split', 'take aliases out of a person: they are somebody else')
    .argument('<person>')
    .argument('<aliases...>')
    .option('--reason <text>', 'for those who wonder later')
    .option('--dry-run', 'only say what would become of people')
    .action((person, aliases, options) =>
      run('identity split', options, async (invocation) =>
        (await verbs()).splitPerson(invocation, person, aliases, options),
      ),
    )
}

function addLocks(): void {
  identityVerb('lock', 'no rule adds an alias to a person or takes one away')
    .argument('<person>')
    .option('--reason <text>', 'for those who wonder later')
    .action((person, options) =>
      run('identity lock', options, async (invocation) =>
        (await verbs()).lockOne(invocation, person, true, options.reason),
      ),
    )
  identityVerb('unlock', 'take the lock off a person')
    .argument('<person>')
    .action((person, options) =>
      run('identity unlock', options, async (invocation) =>
        (await verbs()).lockOne(invocation, person, false, undefined),
      ),
    )
  identityVerb('import', 'take over decisions: exported ones, a .mailmap, or a JSON export of SortingHat')
    .argument('<file>')
    .action((file, options) =>
      run('identity import', options, async (invocation) =>
        (await verbs()).importDecisions(invocation, file),
      ),
    )
}

const claimVerbs = () => import('./verbs/claims.ts')

function addClaims(): void {
  identityVerb('prove', 'make a link by which whoever holds an alias can prove another account to be theirs')
    .argument('<alias>', 'the id of the alias; send the link to it alone')
    .option(
      '--second <account>',
      'which other account: an alias id, an address, a profile page, or github/jane',
    )
    .option('--days <number>', 'how long it is good', '14')
    .action((alias, options) =>
      run('identity prove', options, async (invocation) =>
        (await claimVerbs()).issueLink(invocation, alias, options),
      ),
    )
  identityVerb('claims', 'links by which people prove accounts, and what became of them')
    .option('--limit <number>', 'how many')
    .option('--offset <number>', 'from which on')
    .action(({ workspace, json, ...query }) =>
      run('identity claims', { workspace, json }, async (invocation) =>
        (await claimVerbs()).listClaims(invocation, query),
      ),
    )
  identityVerb('withdraw', 'take such a link back, and what it proved')
    .argument('<claim>', 'the id of the claim, as “identity claims” tells it')
    .action((claim, options) =>
      run('identity withdraw', options, async (invocation) =>
        (await claimVerbs()).withdrawLink(invocation, claim),
      ),
    )
}
