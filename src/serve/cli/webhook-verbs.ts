import { program, run, verb } from './program.ts'

/** The verbs about who is told of changes of segments. */
export function addWebhookVerbs(): void {
  const webhooks = program.command('webhooks').description('who is told who comes into and leaves segments')
  verb('list', 'all webhooks, with the latest attempt', webhooks).action((options) =>
    run('webhooks list', options, async (invocation) =>
      (await import('./verbs/webhooks.ts')).listWebhooks(invocation),
    ),
  )
  verb('add', 'tell an https address; prints the secret its messages are signed with, once', webhooks)
    .argument('<url>')
    .option('--segment <segment>', 'only of this segment made of rules (default: of all of them)')
    .option('--reason <text>', 'for those who wonder later')
    .action((url, { workspace, json, ...options }) =>
      run('webhooks add', { workspace, json }, async (invocation) =>
        (await import('./verbs/webhooks.ts')).addWebhook(invocation, url, options),
      ),
    )
  verb('remove', 'tell it nothing any more', webhooks)
    .argument('<id>')
    .action((id, options) =>
      run('webhooks remove', options, async (invocation) =>
        (await import('./verbs/webhooks.ts')).removeWebhook(invocation, id),
      ),
    )
  verb('test', 'send a test message now', webhooks)
    .argument('<id>')
    .action((id, options) =>
      run('webhooks test', options, async (invocation) =>
        (await import('./verbs/webhooks.ts')).testWebhook(invocation, id),
      ),
    )
  verb('log', 'what was told, the latest first', webhooks)
    .argument('[id]', 'only to this one')
    .option('--limit <number>', 'how many attempts', '50')
    .action((id, { limit, ...options }) =>
      run('webhooks log', options, async (invocation) =>
        (await import('./verbs/webhooks.ts')).showLog(invocation, id, limit),
      ),
    )
}
