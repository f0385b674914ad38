import { program, run, verb } from './program.ts'

const networks = program.command('networks').description('the networks that visitors and downloads came from')
const networkVerb = (name: string, description: string) => verb(name, description, networks)

/** The verbs about networks. */
export function addNetworkVerbs(): void {
  const verbs = () => import('./verbs/networks.ts')
  networkVerb('list', 'networks of which enough addresses were seen')
    .option('--search <text>', 'in names, domains and numbers (AS64500)')
    .option('--class <class>', 'business, isp, hosting, vpn, education, government or unknown')
    .option('--sort <column>', 'name, number, class, visits, downloads or endpoints')
    .option('--order <order>', 'asc or desc')
    .option('--limit <number>', 'how many')
    .option('--offset <number>', 'from which on')
    .action(({ workspace, json, ...query }) =>
      run('networks list', { workspace, json }, async (invocation) =>
        (await verbs()).listNetworks(invocation, query),
      ),
    )
  networkVerb('decide', 'say whose own a network is, or that it is a provider’s')
    .argument('<id>')
    .option('--organisation <name>', 'whose own it is: a name or a domain')
    .option('--class <class>', 'isp, hosting, vpn or unknown: it names nobody')
    .option('--reason <text>', 'for those who wonder later')
    .option('--take-back', 'the file and the tables say again')
    .action((id, options) =>
      run('networks decide', options, async (invocation) =>
        (await verbs()).decideNetwork(invocation, id, options),
      ),
    )
  networkVerb('group', 'from how many addresses in a month on organisations and networks are shown')
    .argument('<addresses>', 'a number from 3 on; usually 5')
    .option('--reason <text>', 'for those who wonder later')
    .action((addresses, options) =>
      run('networks group', options, async (invocation) =>
        (await verbs()).decideGroup(invocation, addresses, options),
      ),
    )
}
