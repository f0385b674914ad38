import type { EventType } from '../../../core/index.ts'
import { type PathRule, usualRules } from './path-rule.ts'

/** Why lines are quarantined or passed over, by the number a parsing model gives them. */
const faults = [
  '',
  'blank line',
  'comment',
  'not a line of an access log in this format',
  'the date cannot be read',
  'the date lies in the future, or before there were web servers',
  'the line is cut off',
  'the status is not a number from 100 to 599',
  'the size is not a number',
  'the line is longer than 1 MiB',
]
/** Why requests are passed over whatever their path, by number, after the faults. */
const refusals = [
  'not an HTTP request',
  'server error',
  'client error',
  'redirect',
  'neither answered nor failed',
  'not a GET request',
  'push',
]

/**
 * The select that says what becomes of each line: the lines as a parsing model reads them, judged by method, status and path,
 * and hashed. `pages` is what a page counts as that no rule knows; what is dated after `latest` is not believed.
 */
export function judgeRequests(
  parse: string,
  own: readonly PathRule[],
  pages: EventType,
  latest: Date,
): { select: string; params: Record<string, string | readonly string[]> } {
  const rules = [...own, ...usualRules]
  const numbered = rules.map((_rule, index) => `match(path, {rule_${index}:String}), ${index + 1},`).join(' ')
  const meanings = [{ page: true } as const, ...rules.map((rule) => rule.meaning)]
  const ignored = meanings.map((meaning) => ('ignored' in meaning ? meaning.ignored : ''))
  return {
    select: template.replace('/* parse */', () => parse).replace('/* rules */', () => numbered),
    params: {
      ...Object.fromEntries(rules.map(({ pattern }, index) => [`rule_${index}`, `(?i)${pattern}`])),
      reasons: [...faults, ...refusals, ...ignored],
      ignored_by: ignored,
      type_by: meanings.map((meaning) => ('type' in meaning ? meaning.type : 'page' in meaning ? pages : '')),
      latest: latest.toISOString().slice(0, 19),
      address_pattern: addressPattern,
    },
  }
}

const firstRefusal = faults.length
const firstRule = firstRefusal + refusals.length

const quad = String.raw`\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}`

/** What looks like a mail or IP address within a path, in RE2; four numbers after a dash or a `v` are a version. */
const addressPattern = [
  `(^|[^-_vV.0-9])${quad}`,
  String.raw`[\w.+]+(?:@|%40)[\w-]+(?:\.[\w-]+)+`,
  '(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}',
  '[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,6}::(?:[0-9A-Fa-f]{1,4}:?){0,7}',
].join('|')

// Reasons are numbers until the end, and what has few values is worked on once for each (LowCardinality): texts cost most here.
const template = `
SELECT
  line_number,
  multiIf(verdict = 0, if(month > 0, 1, 4), verdict IN (1, 2) OR verdict >= ${firstRefusal}, 3, 2) AS outcome,
  arrayElement(arrayConcat({reasons:Array(String)}, {destroyed_reasons:Array(String)}), verdict + 1) AS reason,
  if(verdict > 2 AND verdict < ${firstRefusal}, whole, '') AS raw,
  -- Keyed, for a hash of the line alone would let anybody find its address by trying all there are.
  reinterpretAsUInt128(sipHash128Keyed((key_start, key_end), xxh3(whole), visitor)) AS event_id,
  arrayElement({type_by:Array(String)}, rule + 1) AS type,
  occurred_at,
  if(zone = '', NULL, intDiv(toInt16OrZero(zone), 100) * 60 + toInt16OrZero(zone) % 100) AS tz_offset_min,
  visitor,
  if(number = toFixedString('', 16), 0, sipHash64Keyed((key_start, key_end), substring(number, 1, network_bytes))) AS network,
  'path' AS object_kind,
  address,
  replaceRegexpAll(replaceRegexpOne(path, '/info/refs$', ''), {address_pattern:String}, '\\1[address]') AS object_id,
  mapFilter((name, value) -> value != '', map('status', if(status = 200, '', toString(status)), 'referrer', referrer_host)) AS attrs,
  word
FROM (
  SELECT
    *,
    if(address IN ('', '-'), 0, sipHash64Keyed((key_start, key_end), address)) AS visitor,
    if(startsWith(number, unhex('00000000000000000000FFFF')), 15, 6) AS network_bytes,
    multiIf(
      wrong > 0, wrong,
      NOT is_http, ${firstRefusal},
      status >= 500, ${firstRefusal + 1},
      status >= 400, ${firstRefusal + 2},
      status >= 300 AND status != 304, ${firstRefusal + 3},
      status NOT IN (200, 206, 304), ${firstRefusal + 4},
      arrayElement({ignored_by:Array(String)}, rule + 1) != '', ${firstRule} + rule,
      NOT startsWith(request, 'GET '), ${firstRefusal + 5},
      endsWith(target, '=git-receive-pack'), ${firstRefusal + 6},
      month = 0 AND destroyed > 0, length({reasons:Array(String)}) + destroyed - 1,
      0) AS verdict
  FROM (
    SELECT
      *,
      multiIf(/* rules */ 0) AS rule,
      request >= 'A' AND request < '[' AND (target_to > 0 OR startsWith(target, '/')) AS is_http,
      arrayElement(arrayMap(key -> reinterpretAsUInt64(unhex(substring(key, 1, 16))), {month_keys:Array(String)}), month) AS key_start,
      arrayElement(arrayMap(key -> reinterpretAsUInt64(unhex(substring(key, 17, 16))), {month_keys:Array(String)}), month) AS key_end
    FROM (
      SELECT
        *,
        indexOf({months:Array(UInt32)}, toYYYYMM(occurred_at)) AS month,
        indexOf({destroyed_months:Array(UInt32)}, toYYYYMM(occurred_at)) AS destroyed,
        IPv6StringToNumOrDefault(address) AS number,
        replaceAll(replaceAll(replaceRegexpOne(toLowCardinality(substring(cutQueryStringAndFragment(target), 1, 512)), '^https?://[^/]*', ''), '\\x01', '"'), '\\x02', '\\\\') AS path
      FROM (
        SELECT
          line_number, whole, occurred_at, zone, address, request, status, target_to,
          substring(request, method_to + 1, if(target_to > 0, target_to - method_to - 1, 65536)) AS target,
          if(fault = 0 AND (occurred_at > {latest:DateTime} OR occurred_at < toDateTime('1991-01-01', 'UTC')), 5, fault) AS wrong,
          replaceRegexpOne(domainWithoutWWW(toLowCardinality(referrer)), '^[0-9.]+$', '[address]') AS referrer_host,
          toValidUTF8(replaceAll(replaceAll(substring(toLowCardinality(agent), 1, 1024), '\\x01', '"'), '\\x02', '\\\\')) AS word
        FROM (
          SELECT *, position(request, ' ') AS method_to, position(request, ' HTTP/', method_to + 1) AS target_to
          FROM (/* parse */)
        )
      )
    )
  )
)`
