import { program, run, verb } from './program.ts'
import { addOwnerVerbs } from './stay-verbs.ts'

const organisations = program.command('organisations').description('who stands behind the people')
const organisationVerb = (name: string, description: string) => verb(name, description, organisations)

/** The verbs about organisations. */
export function addOrganisationVerbs(): void {
  addLists()
  addBelonging()
  addFacts()
  addDecisions()
}

function addLists(): void {
  organisationVerb('list', 'organisations, searched, filtered and sorted')
    .option('--search <text>', 'in names and domains')
    .option('--kind <kind>', 'corporate, education, foundation, …')
    .option('--segment <id>', 'organisations in one segment')
    .option(
      '--business-type <type>',
      'isv, si, device-maker, service-provider, end-user, academia, public-sector, foundation',
    )
    .option('--size-class <class>', 'micro, small, medium or large')
    .option('--region <region>', 'europe, north-america, …')
    .option('--industry <code>', 'how its code or its words begin, e.g. 62')
    .option(
      '--seen <where>',
      'logs: seen in logs by their networks; only-logs: nowhere else, so nobody of them is known',
    )
    .option('--sort <column>', 'name, kind, people, events, log_acts, first_seen or last_seen')
    .option('--order <order>', 'asc or desc')
    .option('--limit <number>', 'how many')
    .option('--offset <number>', 'from which on')
    .action(({ workspace, json, ...query }) =>
      run('organisations list', { workspace, json }, async (invocation) =>
        (await import('./verbs/lists.ts')).listOrganisations(invocation, query),
      ),
    )
  organisationVerb('show', 'one organisation')
    .argument('<id>')
    .action((id, options) =>
      run('organisations show', options, async (invocation) =>
        (await import('./verbs/lists.ts')).showOrganisation(invocation, id),
      ),
    )
}

function addBelonging(): void {
  organisationVerb('ours', 'say that an organisation runs this community: its people are the team')
    .argument('<id>')
    .option('--reason <text>', 'for those who wonder later')
    .option('--take-back', 'it does not')
    .action((id, options) =>
      run('organisations ours', options, async (invocation) =>
        (await import('./verbs/claim-organisation.ts')).claimOrganisation(invocation, id, options),
      ),
    )
  addOwnerVerbs(organisations)
}

function addFacts(): void {
  organisationVerb('fact', 'say how large an organisation is, what it does, where it is')
    .argument('<id>')
    .argument('<fact>', 'headcount, turnover, balance_sheet, size_class, industry, business_type or region')
    .argument('[value]', 'e.g. 120, "2.5 M", 62.01, isv, Germany')
    .option('--scheme <scheme>', 'of a code of an industry, e.g. "NACE Rev. 2"')
    .option('--reason <text>', 'for those who wonder later')
    .option('--take-back', 'take back what was decided on that fact')
    .action((id, fact, value, options) =>
      run('organisations fact', options, async (invocation) =>
        (await import('./verbs/facts.ts')).decideFact(invocation, { id, fact, value }, options),
      ),
    )
  organisationVerb('import', 'take over what a list of companies says of the organisations known here')
    .argument('<file>', 'a CSV file with a header: domain or name, and headcount, nace, country, …')
    .action((file, options) =>
      run('organisations import', options, async (invocation) =>
        (await import('./verbs/facts.ts')).importCompanies(invocation, file),
      ),
    )
  organisationVerb('lists', 'lists of companies that were imported')
    .option('--take-back <list>', 'take back all that a list said')
    .action((options) =>
      run('organisations lists', options, async (invocation) =>
        (await import('./verbs/facts.ts')).listCompanyLists(invocation, options.takeBack),
      ),
    )
}

function addDecisions(): void {
  const verbs = () => import('./verbs/organisation-decisions.ts')
  for (const [name, verdict, description] of [
    ['same', 'same', 'two organisations are one: the second is part of the first'],
    ['different', 'different', 'two organisations are different'],
    ['undo', 'undecided', 'take a decision on two organisations back'],
  ] as const)
    organisationVerb(name, description)
      .argument('<a>', 'the id of an organisation, which keeps its name')
      .argument('<b>', 'the id of another')
      .option('--reason <text>', 'for those who wonder later')
      .option('--dry-run', 'only say what would move')
      .action((a, b, options) =>
        run(`organisations ${name}`, options, async (invocation) =>
          (await verbs()).decideTwo(invocation, verdict, [a, b], options),
        ),
      )
  organisationVerb('split', 'take domains out of an organisation: they stand for another one')
    .argument('<id>')
    .argument('<name>', 'of the organisation they stand for')
    .argument('<domains...>')
    .option('--reason <text>', 'for those who wonder later')
    .option('--dry-run', 'only say what would move')
    .action((organisation, name, domains, options) =>
      run('organisations split', options, async (invocation) =>
        (await verbs()).splitOrganisation(invocation, { organisation, name, domains }, options),
      ),
    )
  organisationVerb('decisions', 'what was decided on which organisations are one').action((options) =>
    run('organisations decisions', options, async (invocation) => (await verbs()).listDecisions(invocation)),
  )
}
