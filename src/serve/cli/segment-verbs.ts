import { addDiscoveryVerbs } from './discovery-verbs.ts'
import { program, run, verb } from './program.ts'

const segments = program.command('segments').description('which groups there are')
const segmentVerb = (name: string, description: string) => verb(name, description, segments)

/** The verbs about segments. */
export function addSegmentVerbs(): void {
  addLists()
  addViews()
  addRules()
  addDefinitions()
  addDiscoveryVerbs(segments)
}

function addLists(): void {
  segmentVerb('list', 'every segment of every scheme').action((options) =>
    run('segments list', options, async (invocation) =>
      (await import('./verbs/lists.ts')).listSegments(invocation),
    ),
  )
  segmentVerb('show', 'one segment and who is in it')
    .argument('<segment>')
    .option('--as-of <moment>', 'who was in it at a moment, e.g. 2007-10-16')
    .option('--search <text>', 'in names')
    .option('--sort <column>', 'name, events or entered_at')
    .option('--order <order>', 'asc or desc')
    .option('--limit <number>', 'how many')
    .option('--offset <number>', 'from which on')
    .action((segment, { workspace, json, ...query }) =>
      run('segments show', { workspace, json }, async (invocation) =>
        (await import('./verbs/lists.ts')).showSegment(invocation, segment, query),
      ),
    )
}

function addViews(): void {
  const then = ['--as-of <moment>', 'as it was at a moment, e.g. 2007-10-16'] as const
  segmentVerb('profile', 'what members of a segment are like, where they came from and went')
    .argument('<segment>')
    .option(...then)
    .option('--since <moment>', 'comings and goings from then on (default: a year before)')
    .action((segment, { workspace, json, ...looking }) =>
      run('segments profile', { workspace, json }, async (invocation) =>
        (await import('./verbs/segment-views.ts')).showProfile(invocation, segment, looking),
      ),
    )
  segmentVerb('overlap', 'how many are in which of some segments at once')
    .argument('<segments...>', 'two to eight')
    .option(...then)
    .action((segments, { workspace, json, ...looking }) =>
      run('segments overlap', { workspace, json }, async (invocation) =>
        (await import('./verbs/segment-views.ts')).showOverlap(invocation, segments, looking),
      ),
    )
  segmentVerb('compare', 'two segments side by side')
    .argument('<a>')
    .argument('<b>')
    .option(...then)
    .action((a, b, { workspace, json, ...looking }) =>
      run('segments compare', { workspace, json }, async (invocation) =>
        (await import('./verbs/segment-views.ts')).compareSegments(invocation, a, b, looking),
      ),
    )
}

function addRules(): void {
  segmentVerb('rules', 'the kinds of rules a segment can be made of, with examples').action((options) =>
    run('segments rules', options, async (invocation) =>
      (await import('./verbs/rules.ts')).listRuleKinds(invocation),
    ),
  )
  segmentVerb('preview', 'whom a rule would fit; nothing is written')
    .argument('<file>', 'YAML or JSON: {"all": [{"did": {"at_least": 3}}, …]}; - for standard input')
    .option('--organisations', 'the rule is about organisations')
    .option('--visitors', 'the rule is about visitors nobody can name: they are counted, not listed')
    .option('--segment <name>', 'also who would come and leave, were it the next version of this segment')
    .option('--why <id>', 'why a person or organisation is in or out, by its id')
    .option('--limit <number>', 'how many')
    .option('--offset <number>', 'from which on')
    .action((file, { workspace, json, ...query }) =>
      run('segments preview', { workspace, json }, async (invocation) =>
        (await import('./verbs/rules.ts')).previewRule(invocation, file, query),
      ),
    )
}

function addDefinitions(): void {
  verb('apply', 'publish the segments that files define (YAML or JSON), or say what that would change')
    .argument('<path>', 'a folder or a file; - for standard input')
    .option('--dry-run', 'only say what would change')
    .option('--prune', 'retire those the files do not define')
    .option('--reason <text>', 'for those who wonder later')
    .action((path, { workspace, json, ...options }) =>
      run('apply', { workspace, json }, async (invocation) =>
        (await import('./verbs/definitions.ts')).applyDefinitions(invocation, path, options),
      ),
    )
  segmentVerb('test', 'whether definitions hold those they want in, and not those they want out')
    .argument('[path]', 'files of definitions (default: those published)')
    .action((path, options) =>
      run('segments test', options, async (invocation) =>
        (await import('./verbs/definitions.ts')).testDefinitions(invocation, path),
      ),
    )
  segmentVerb('versions', 'everything a segment made of a rule ever said')
    .argument('<name>')
    .action((name, options) =>
      run('segments versions', options, async (invocation) =>
        (await import('./verbs/definitions.ts')).listVersions(invocation, name),
      ),
    )
  segmentVerb('restore', 'publish again what an earlier version of a segment said')
    .argument('<name>')
    .argument('<version>')
    .action((name, version, options) =>
      run('segments restore', options, async (invocation) =>
        (await import('./verbs/definitions.ts')).restoreDefinition(invocation, name, version),
      ),
    )
  segmentVerb('retire', 'end a segment made of a rule; it can be restored')
    .argument('<name>')
    .action((name, options) =>
      run('segments retire', options, async (invocation) =>
        (await import('./verbs/definitions.ts')).retireDefinition(invocation, name),
      ),
    )
}
