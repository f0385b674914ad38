import type { VisitConnector, WordMeaning } from '../../connector.ts'
import { recogniseAgent } from './agent.ts'
import { type AccessLogConfig, config, emits } from './config.ts'
import { recogniseFormat } from './format.ts'
import { readLog } from './read-log.ts'
import { nameLog } from './rotation.ts'

/** Web server access logs: who nobody knows, and what they came for. */
export const connector: VisitConnector<AccessLogConfig> = {
  form: 'bulk',
  rows: 'visits',
  name: 'access-log',
  title: 'Web access log',
  reads:
    'an access log of a web server (Apache, nginx, Caddy and alike), plain or .gz, with the files it was rotated into',
  config,
  emits,
  platform: 'web',
  lawfulBasis: 'legitimate interest',
  tellsAddresses: true,
  edition: 1,
  nameSource: ({ path }) =>
    (nameLog(path).split('/').at(-1) ?? 'log').replace(/\.(log|txt|json|jsonl)$/i, ''),
  async recognise({ path, kind, head }) {
    if (kind !== 'file') return undefined
    const isEmptyLog = head.length === 0 && /access[._-]?log/i.test(path.split('/').at(-1) ?? '')
    if (!isEmptyLog && recogniseFormat(head) === undefined) return undefined
    return config.parse({ path: nameLog(path) })
  },
  read: readLog,
  explainWord,
}

/** What an agent means for the requests that carry it. */
function explainWord(agent: string): WordMeaning {
  const { kind, client } = recogniseAgent(agent)
  if (kind === 'crawler') return { ignored: 'crawler' }
  if (kind === 'monitor') return { ignored: 'monitoring' }
  return {
    attrs: { agent: kind, ...(client === '' ? {} : { client }) },
    ...(kind === 'ci' ? { flags: ['automated'] } : {}),
  }
}
