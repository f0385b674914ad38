import { z } from 'zod'
import type { Parameter } from '../../store/index.ts'
import type { Field } from './rule-kind.ts'

const version = z.string().min(1).max(100)

/** Keys of a stretch of time between releases. */
export const releaseWindow = {
  /** From a version on; `last` is the latest release that is no candidate. */
  since_release: version.optional(),
  before_release: version.optional(),
  /** The project whose releases are meant, where several have a version of that name. */
  release_of: z.string().min(1).max(300).optional(),
}
export type ReleaseWindow = { readonly [Key in keyof typeof releaseWindow]?: string | undefined }

export const releaseFields = (prefix = ''): Field[] => [
  { key: `${prefix}since_release`, title: 'Since release (or last)', input: 'text' },
  { key: `${prefix}before_release`, title: 'Before release', input: 'text' },
  { key: `${prefix}release_of`, title: 'Releases of the project', input: 'text' },
]

/** Conditions on rows of acts. Of a release nobody told of, nobody knows what was done since: that is what `given` says. */
export function chooseReleases(
  { since_release: since, before_release: before, release_of: project }: ReleaseWindow,
  prefix = '',
): {
  readonly parts: (readonly [condition: string, params: Record<string, Parameter>])[]
  readonly given: string[]
} {
  const bounds = [
    { sign: '>=', name: 'since', at: since },
    { sign: '<', name: 'until', at: before },
  ].flatMap(({ sign, name, at }) => (at === undefined ? [] : [{ sign, name: `${prefix}${name}`, at }]))
  const told = bounds.map(({ sign, name, at }) => {
    const place = project === undefined ? '' : ` AND has(places, {${prefix}project:String})`
    const [moment, condition] =
      at === 'last' ? ['maxOrNull', 'NOT is_early'] : ['minOrNull', `version = {${name}:String}`]
    const select = `(SELECT ${moment}(released_at) FROM releases WHERE ${condition}${place} AND released_at < {as_of:DateTime64(3)})`
    const params: Record<string, Parameter> = {
      ...(at === 'last' ? {} : { [name]: at }),
      ...(project === undefined ? {} : { [`${prefix}project`]: project }),
    }
    return { part: [`occurred_at ${sign} ${select}`, params] as const, given: `${select} IS NOT NULL` }
  })
  return { parts: told.map(({ part }) => part), given: told.map(({ given }) => given) }
}

export const sayReleases = ({
  since_release: since,
  before_release: before,
  release_of: project,
}: ReleaseWindow): string[] => {
  const name = (release: string): string => (release === 'last' ? 'the last release' : `release ${release}`)
  if (since === undefined && before === undefined) return []
  const of = project === undefined ? '' : ` of ${project}`
  if (since !== undefined && before !== undefined) return [`between ${name(since)} and ${name(before)}${of}`]
  return [since === undefined ? `before ${name(before ?? '')}${of}` : `since ${name(since)}${of}`]
}
