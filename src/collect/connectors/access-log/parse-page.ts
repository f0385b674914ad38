import { readFileSync } from 'node:fs'
import type { VisitPage } from '../../connector.ts'
import type { AccessLogConfig } from './config.ts'
import type { Format } from './format.ts'
import { judgeRequests } from './judge.ts'
import { parseJson } from './parse-json.ts'
import { toPathRule } from './path-rule.ts'

const parseText = readFileSync(new URL('./models/parse-text.sql', import.meta.url), 'utf8').replace(
  /^--.*$/gm,
  '',
)

const dayMilliseconds = 86_400_000

/** How the engine is to parse and judge a page of lines in a format. */
export function parsePage(
  format: Format,
  lines: Buffer,
  config: AccessLogConfig,
  now: Date,
): Pick<VisitPage, 'select' | 'params' | 'conceal'> {
  const parse = format.kind === 'json' ? parseJson(format.fields) : { select: parseText, params: {} }
  const latest = new Date(now.getTime() + dayMilliseconds)
  const judged = judgeRequests(parse.select, config.rules.map(toPathRule), config.pages, latest)
  return {
    select: judged.select,
    params: {
      ...parse.params,
      ...judged.params,
      carriage: lines.includes('\r\n'),
      escaped: lines.includes('\\'),
      with_host: format.kind === 'vhost_combined',
      with_agent: format.kind !== 'common',
    },
    conceal: format.kind === 'json' ? concealedInJson : concealedInText,
  }
}

/** The names of host and user stand before the date; without a date, at the start of the line. */
const concealedInText = {
  pattern: String.raw`^[^\[]{0,900} (\[\d)|^\S*[.:]\S*( \S+ \S+)?|^\S+ - \S+`,
  by: '[address] - - \\1',
}

const concealedInJson = {
  pattern: String.raw`("[^"]*(?i:user|login|auth|addr|host|client|ip)[^"]*"\s*:\s*)"[^"]*"?`,
  by: '\\1"[concealed]"',
}
