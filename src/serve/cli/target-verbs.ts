import { program, run, verb } from './program.ts'

/** The verbs about which groups matter. */
export function addTargetVerbs(): void {
  addInit()
  addMatrix()
  addSaying()
  addHypotheses()
}

function addInit(): void {
  verb('init', 'make a workspace if there is none, and choose the business model it serves')
    .argument('[folder]', 'where (default: .groundswell here)')
    .option('--business-model <model>', 'which; on a terminal it is asked for when left out')
    .option('--dry-run', 'only say which segments the model would publish')
    .option('--take-back', 'take the choice back: segments it published and nobody changed are retired')
    .option('--reason <text>', 'for those who wonder later')
    .action((folder, { workspace, json, ...options }) =>
      run('init', { workspace: folder ?? workspace, json }, async (invocation) =>
        (await import('./verbs/init.ts')).initialise(invocation, options),
      ),
    )
}

const targets = program.command('targets').description('which groups matter to our business model')

function addMatrix(): void {
  verb(
    'list',
    'financial impact and strategic importance of each, the most attractive first',
    targets,
  ).action((options) =>
    run('targets list', options, async (invocation) =>
      (await import('./verbs/targets.ts')).listTargets(invocation),
    ),
  )
  verb('show', 'one target: figures, ratings, what would settle its place, usefulness, plan', targets)
    .argument('<segment>')
    .action((segment, options) =>
      run('targets show', options, async (invocation) =>
        (await import('./verbs/targets.ts')).showTarget(invocation, segment),
      ),
    )
  verb('snapshot', 'keep the matrix as it is now as that of its quarter', targets)
    .option('--list', 'only list those kept')
    .option('--show <quarter>', 'only show one, e.g. 2026-Q4')
    .option('--reason <text>', 'for those who wonder later')
    .action(({ workspace, json, ...options }) =>
      run('targets snapshot', { workspace, json }, async (invocation) =>
        (await import('./verbs/target-snapshots.ts')).snapshot(invocation, options),
      ),
    )
}

function addSaying(): void {
  verb('rate', 'score a segment by every criterion, e.g. fit=4 reach=2; at least two people have to', targets)
    .argument('<segment>')
    .argument('[scores...]')
    .requiredOption('--rater <name>', 'who rates')
    .option('--reason <text>', 'why so')
    .option('--take-back', 'take this rating back')
    .action((segment, scores, { workspace, json, ...options }) =>
      run('targets rate', { workspace, json }, async (invocation) =>
        (await import('./verbs/say-targets.ts')).rate(invocation, segment, scores, options),
      ),
    )
  verb('worth', 'say what a segment brings and costs, e.g. revenue=1000,2000,5000 answers.count=40', targets)
    .argument('<segment>')
    .argument('[figures...]', 'name=low,mode,high, or one number; money in whole units; name= takes one back')
    .option('--reason <text>', 'why so')
    .option('--take-back', 'take back all that was said')
    .action((segment, figures, { workspace, json, ...options }) =>
      run('targets worth', { workspace, json }, async (invocation) =>
        (await import('./verbs/say-targets.ts')).worth(invocation, segment, figures, options),
      ),
    )
  verb('plan', 'write the plan of a segment; what is not named stays', targets)
    .argument('<segment>')
    .option('--owner <name>', 'who answers for it')
    .option('--gain <text>', 'what they gain')
    .option('--say <text>', 'what we say')
    .option('--never <text...>', 'what we never do')
    .option('--channel <channel=message...>', 'what we say in a channel')
    .option('--reason <text>', 'why so')
    .option('--take-back', 'take the plan back')
    .action((segment, { workspace, json, ...options }) =>
      run('targets plan', { workspace, json }, async (invocation) =>
        (await import('./verbs/say-targets.ts')).plan(invocation, segment, options),
      ),
    )
  verb(
    'set',
    'change what all targets are judged by, e.g. impactThreshold=50000 importanceThreshold=0.5',
    targets,
  )
    .argument('[settings...]', 'name=value; name= takes one back; criteria and comparisons as JSON')
    .option('--reason <text>', 'why so')
    .action((settings, { workspace, json, ...options }) =>
      run('targets set', { workspace, json }, async (invocation) =>
        (await import('./verbs/say-targets.ts')).setTargets(invocation, settings, options),
      ),
    )
}

function addHypotheses(): void {
  const hypotheses = program.command('hypotheses').description('what segments are believed to bring')
  verb('list', 'all, what is due first at the top', hypotheses).action((options) =>
    run('hypotheses list', options, async (invocation) =>
      (await import('./verbs/hypotheses.ts')).listHypotheses(invocation),
    ),
  )
  verb('add', 'say what a segment is believed to bring', hypotheses)
    .argument('<segment>')
    .argument('<sentence>')
    .requiredOption('--measure <text>', 'what is looked at')
    .requiredOption('--target <text>', 'what it has to reach')
    .requiredOption('--due <date>', 'by when, e.g. 2027-03-31')
    .option('--program <name>', 'the program that is to bring it about')
    .option('--reason <text>', 'why so')
    .action((segment, sentence, { workspace, json, reason, ...options }) =>
      run('hypotheses add', { workspace, json }, async (invocation) =>
        (await import('./verbs/hypotheses.ts')).add(invocation, { segment, sentence, ...options }, reason),
      ),
    )
  verb('judge', 'say whether one was kept or dropped', hypotheses)
    .argument('<id>')
    .argument('<verdict>', 'kept, dropped or open')
    .option('--by <name>', 'who judges')
    .option('--reason <text>', 'why')
    .action((id, verdict, { workspace, json, ...options }) =>
      run('hypotheses judge', { workspace, json }, async (invocation) =>
        (await import('./verbs/hypotheses.ts')).judge(invocation, id, verdict, options),
      ),
    )
  verb('remove', 'take one back', hypotheses)
    .argument('<id>')
    .action((id, options) =>
      run('hypotheses remove', options, async (invocation) =>
        (await import('./verbs/hypotheses.ts')).remove(invocation, id),
      ),
    )
}
