import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip, gunzipSync } from 'node:zlib'

/** One way somebody wrote themselves, how often, and who it is. */
export interface Identity {
  readonly platform: string
  readonly name: string
  readonly email: string
  readonly username: string
  readonly acts: number
  /** Seconds. */
  readonly first: number
  readonly last: number
  readonly person: string
  /** Whether the truth speaks of it: a `.mailmap` is silent on most. */
  readonly isStated: boolean
}

/** Who is who, as somebody else worked it out. */
export interface Truth {
  readonly name: string
  readonly kind: 'persons' | 'mailmap' | 'profiles'
  readonly identities: readonly Identity[]
}

/** The truth sets below a folder, told by what the files hold: tables of persons, histories with a `.mailmap`, profiles. */
export async function findTruths(folder: string): Promise<Truth[]> {
  const truths: Truth[] = []
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  for (const file of files) {
    const path = join(folder, file)
    const name = basename(file)
    if (name.endsWith('.tsv')) truths.push(...readPersons(path))
    else if (name.endsWith('.commits.tsv.gz')) truths.push(...(await readHistory(path, files)))
    else if (/profile.*\.jsonl(\.gz)?$/.test(name)) truths.push(readProfiles(path))
  }
  return truths
}

const columns = 'name\temail\tperson\tcommits\tfirst_author_time\tlast_author_time'

function readPersons(path: string): Truth[] {
  const [header, ...lines] = readFileSync(path, 'utf8').split('\n')
  if (header?.trim() !== columns) return []
  const identities = lines
    .filter((line) => line !== '')
    .map((line): Identity => {
      const [name = '', email = '', person = '', commits = '', first = '', last = ''] = line.split('\t')
      const times = { acts: Number(commits), first: Number(first), last: Number(last) }
      return { platform: 'git', name, email, username: '', person, isStated: true, ...times }
    })
  return [{ name: basename(path, '.tsv'), kind: 'persons', identities }]
}

async function readHistory(path: string, files: readonly string[]): Promise<Truth[]> {
  const name = basename(path, '.commits.tsv.gz')
  if (!files.some((file) => basename(file) === `${name}.mailmap`)) return []
  const nameProperly = readMailmap(readFileSync(join(dirname(path), `${name}.mailmap`), 'utf8'))
  const seen = new Map<string, { acts: number; first: number; last: number }>()
  const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()), crlfDelay: Infinity })
  for await (const line of lines) {
    const [, author, address, at, committer, committerAddress, committed] = line.split('\t')
    addAct(seen, `${author}\t${address}`, Number(at))
    if (committer !== author || committerAddress !== address)
      addAct(seen, `${committer}\t${committerAddress}`, Number(committed))
  }
  const identities = [...seen].map(([key, times]): Identity => {
    const [author = '', email = ''] = key.split('\t')
    return { platform: 'git', name: author, email, username: '', ...times, ...nameProperly(author, email) }
  })
  return [{ name, kind: 'mailmap', identities }]
}

function addAct(
  seen: Map<string, { acts: number; first: number; last: number }>,
  key: string,
  at: number,
): void {
  const before = seen.get(key)
  if (before === undefined) seen.set(key, { acts: 1, first: at, last: at })
  else
    seen.set(key, {
      acts: before.acts + 1,
      first: Math.min(before.first, at),
      last: Math.max(before.last, at),
    })
}

/** As `git check-mailmap`: lines for name and address before lines for the address, later lines over earlier ones. */
function readMailmap(text: string): (name: string, email: string) => Pick<Identity, 'person' | 'isStated'> {
  const byBoth = new Map<string, { name: string; email: string }>()
  const byAddress = new Map<string, { name: string; email: string }>()
  for (const line of text.split('\n')) {
    const match = line.match(/^([^<#]*)<([^>]*)>\s*(?:([^<]*)<([^>]*)>)?/)
    if (match === null) continue
    const [, proper = '', first = '', alias = '', second] = match
    const email = second === undefined ? '' : first
    const key = (second ?? first).toLowerCase()
    if (alias.trim() !== '')
      byBoth.set(`${alias.trim().toLowerCase()}\t${key}`, { name: proper.trim(), email })
    else {
      const before = byAddress.get(key)
      byAddress.set(key, {
        name: proper.trim() || (before?.name ?? ''),
        email: email || (before?.email ?? ''),
      })
    }
  }
  return (name, email) => {
    const key = email.toLowerCase()
    const stated = byBoth.get(`${name.toLowerCase()}\t${key}`) ?? byAddress.get(key)
    const person = `${stated?.name || name} <${stated?.email || email}>`.toLowerCase()
    return { person, isStated: stated !== undefined }
  }
}

interface Profile {
  readonly E?: string
  readonly U?: string
  readonly I: readonly { readonly S: string; readonly E?: string; readonly M?: string; readonly U?: string }[]
}

/** People with their identities in many sources, a line of JSON each. `!` stands for `@`. */
function readProfiles(path: string): Truth {
  const bytes = readFileSync(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  const identities = text
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line, at) => {
      const profile = JSON.parse(line) as Profile
      return profile.I.map(
        ({ S, E = '', M = '', U = '' }): Identity => ({
          platform: S,
          name: M,
          email: E.replace('!', '@'),
          username: U,
          acts: 1,
          first: 1_500_000_000 + at,
          last: 1_500_000_000 + at,
          person: String(at),
          isStated: true,
        }),
      )
    })
  return { name: basename(path).replace(/\.jsonl(\.gz)?$/, ''), kind: 'profiles', identities }
}
