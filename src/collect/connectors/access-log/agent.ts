import { isbot } from 'isbot'
import { type AgentKind, browsers, ciMark, ownAgents } from './agent-table.ts'

export interface Agent {
  readonly kind: AgentKind
  /** The program's name without version, '' when it is not known by name. Names only from our tables: an agent may hold anything. */
  readonly client: string
}

/** Which kind of program sends this agent. */
export function recogniseAgent(agent: string): Agent {
  if (agent === '' || agent === '-') return { kind: 'unknown', client: '' }
  const own = findOwn(agent)
  if (own !== undefined) return own
  if (isbot(agent)) return { kind: 'crawler', client: '' }
  const browser = findName(browsers, agent)
  return browser === undefined ? { kind: 'other', client: '' } : { kind: 'browser', client: browser }
}

function findOwn(agent: string): Agent | undefined {
  for (const { kind, clients } of ownAgents) {
    const client = findName(clients, agent)
    if (client === undefined) continue
    const runsInCi = ['package-manager', 'git', 'tool'].includes(kind) && ciMark.test(agent)
    return { kind: runsInCi ? 'ci' : kind, client }
  }
  return undefined
}

function findName(patterns: Readonly<Record<string, RegExp>>, agent: string): string | undefined {
  for (const name in patterns) if (patterns[name]?.test(agent) === true) return name
  return undefined
}
