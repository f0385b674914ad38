import { defineColumns, type TableShape } from '../../table/index.ts'

export const columns = defineColumns({
  day: ['date', 'day', 'download_date', 'downloaded_on', 'timestamp', 'snapshot_date', 'taken_at'],
  package: ['package', 'package_name', 'project', 'crate', 'gem', 'module', 'file.project'],
  image: ['image', 'image_name', 'repository', 'repo_name'],
  namespace: ['namespace'],
  name: ['name'],
  version: ['version', 'package_version', 'file.version', 'tag', 'number'],
  category: ['category', 'system', 'python_version', 'installer', 'country', 'platform', 'os', 'arch'],
  breakdown: ['type'],
  downloads: [
    'downloads',
    'download_count',
    'num_downloads',
    'daily_downloads',
    'downloads_count',
    'pulls',
    'daily_pulls',
  ],
  pulls: ['pulls', 'daily_pulls', 'pull_count', 'total_pulls', 'pulls_total'],
  total: ['pull_count', 'total_downloads', 'downloads_total', 'total_pulls', 'pulls_total'],
})

const hasOne = (names: ReadonlySet<string>, ...keys: readonly Parameters<typeof columns.has>[1][]): boolean =>
  columns.namesOf(...keys).some((name) => names.has(name))

/** Signs that a table is about people, or about visits. */
const foreign = ['email', 'username', 'userid', 'ip', 'useragent', 'path', 'url']

/** Whether an object or a row with these names of columns holds a count. */
export function isCounted(names: ReadonlySet<string>): boolean {
  if (foreign.some((name) => names.has(name))) return false
  const isNamed = hasOne(names, 'package', 'image', 'name')
  if (hasOne(names, 'total') && isNamed) return true
  if (!hasOne(names, 'downloads') || !hasOne(names, 'day')) return false
  return isNamed || hasOne(names, 'version', 'category') || names.size === 2
}

export const shape: TableShape = {
  what: 'counts of downloads or pulls: with columns such as date, package, downloads, or name and pull_count',
  dates: columns.namesOf('day'),
  isHeader: (names) => isCounted(names),
}
