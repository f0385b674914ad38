/** `12<tab>3<tab>path` of --numstat, as it stands in an exported log; the path unquoted and, for a rename, the new one. */
export function readNumstatLine(text: string): string | undefined {
  const found = /^(\d{1,12}|-)\t(\d{1,12}|-)\t(.+)$/s.exec(text)
  if (found === null) return undefined
  const [, added = '', removed = '', path = ''] = found
  return `${added}\t${removed}\t${toNewPath(unquotePath(path))}`
}

/**
 * ` path | 12 +++--` of --stat, told as a line of --numstat. The bar is drawn to scale, so in a large change added and
 * removed are parts of the total in its proportion.
 */
export function readStatLine(
  text: string,
): { readonly stat: string; readonly isEstimate: boolean } | undefined {
  const bar = text.lastIndexOf(' | ')
  if (bar < 2 || !text.startsWith(' ') || text.startsWith('  ')) return undefined
  const path = toNewPath(unquotePath(text.slice(1, bar).trimEnd()))
  const counted = text.slice(bar + 3).trim()
  if (/^(Bin|Unmerged)( |$)/.test(counted)) return { stat: `-\t-\t${path}`, isEstimate: false }
  const [, total, plus = '', minus = ''] = /^(\d{1,12})(?: +(\+*)(-*))?$/.exec(counted) ?? []
  if (total === undefined) return undefined
  const drawn = plus.length + minus.length
  const added = drawn === 0 ? 0 : Math.round((Number(total) * plus.length) / drawn)
  return { stat: `${added}\t${Number(total) - added}\t${path}`, isEstimate: drawn !== Number(total) }
}

/** What --summary, --shortstat and the foot of --stat add, which says nothing more of single files. */
export function isStatSummary(text: string): boolean {
  return /^ (\d+ files? changed|create mode|delete mode|rename |copy |mode change|rewrite )/.test(text)
}

/** `M<tab>path` of --name-status or a line of --raw: a file whose lines were not counted. */
export function readNameStatusLine(text: string): string | undefined {
  const tab = text.indexOf('\t')
  if (tab < 1 || tab > 300 || !/^(:[\d ]+ [\da-f. ]+ )?[ACDMRTUXB]\d{0,3}$/.test(text.slice(0, tab)))
    return undefined
  return `-\t-\t${unquotePath(text.slice(text.lastIndexOf('\t') + 1))}`
}

/** `old => new` and `folder/{old => new}/file`. */
function toNewPath(path: string): string {
  const arrow = path.indexOf(' => ')
  if (arrow === -1) return path
  const open = path.lastIndexOf('{', arrow)
  const close = path.indexOf('}', arrow)
  if (open === -1 || close === -1) return path.slice(arrow + 4)
  return `${path.slice(0, open)}${path.slice(arrow + 4, close)}${path.slice(close + 1)}`.replace('//', '/')
}

const escapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 34,
  '\\': 92,
}

/** A path git put in quotes, because it has unusual characters, as it is. */
export function unquotePath(path: string): string {
  if (!path.startsWith('"') || !path.endsWith('"') || path.length < 2) return path
  const parts = path.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/gs)
  const bytes = [...parts].map(([, octal, escaped, plain]) => {
    if (octal !== undefined) return Buffer.from([Number.parseInt(octal, 8) & 0xff])
    if (escaped !== undefined) return Buffer.from([escapes[escaped] ?? escaped.charCodeAt(0) & 0xff])
    return Buffer.from(plain ?? '')
  })
  return Buffer.concat(bytes).toString()
}
