import type { EventType } from '../../../core/index.ts'

/** What a path stands for: an event, a page like any other, or a reason why reading it is no event. */
export type PathMeaning =
  | { readonly type: EventType }
  | { readonly ignored: string }
  | { readonly page: true }

/** RE2 patterns and what the paths they match stand for; the first that matches decides. */
export interface PathRule {
  readonly pattern: string
  readonly meaning: PathMeaning
}

/** A rule as a person writes it: `*` stands for anything, upper and lower case are alike. */
export interface OwnRule {
  readonly path: string
  readonly counts: string
}

const archives =
  'tar\\.(gz|bz2|xz|zst|lz)|tgz|tbz2?|txz|zip|7z|deb|rpm|apk|exe|msix?|dmg|pkg|appimage|flatpak(ref)?|snap|whl|egg|jar|war|aar|gem|crate|nupkg|vsix|xpi|crx|iso|img|bin|run'
const pictures = 'png|jpe?g|gif|svgz?|ico|webp|avif|bmp|cur'

/** What paths of a site of an open source project usually stand for. */
export const usualRules: readonly PathRule[] = [
  { pattern: '/info/refs$', meaning: { type: 'repo.clone' } },
  { pattern: '/git-upload-pack$|\\.git/(objects/|HEAD$)', meaning: { ignored: 'part of a clone' } },
  { pattern: '^/v2/.+/manifests/', meaning: { type: 'image.pull' } },
  { pattern: '^/v2/(.+/blobs/.*)?$', meaning: { ignored: 'part of an image pull' } },
  {
    pattern:
      '(^|/)simple/[^/]+/?$|/pool/.+\\.u?deb$|/-/[^/]+\\.tgz$|/(gems|crates)/.+(\\.gem|\\.crate|/download)$|/(maven2?|repository)/.+\\.(jar|aar)$|/packages/.+\\.rpm$',
    meaning: { type: 'package.pull' },
  },
  {
    pattern: '\\.(asc|sig|sha\\d*|sha\\d+sums?|md5|md5sums?|sums)$|/(sha\\d+|md5)sums?(\\.txt)?$',
    meaning: { ignored: 'checksum or signature' },
  },
  {
    pattern: `\\.(css|m?js|map|${pictures}|woff2?|ttf|otf|eot|mp[34]|webm|og[gv]|wasm|webmanifest)$|^/(robots\\.txt|sitemap[^/]*|favicon[^/]*|apple-touch-icon[^/]*|humans\\.txt|ads\\.txt|browserconfig\\.xml)$|/\\.well-known/`,
    meaning: { ignored: 'page asset' },
  },
  { pattern: '/downloads?/(.*/)?[^/]*\\.(html?|php|aspx?|jsp)$', meaning: { page: true } },
  { pattern: `\\.(${archives})$|/downloads?/.*[^/]$`, meaning: { type: 'software.download' } },
  {
    pattern: '\\.(rss|atom|rdf)$|(^|/)(feed|rss|atom|rdf)(\\.xml)?/?$|/index\\.xml$',
    meaning: { ignored: 'feed poll' },
  },
  {
    pattern: '^/(health|healthz|livez|readyz|ping|metrics|server-status|nginx_status|stub_status)/?$',
    meaning: { ignored: 'health check' },
  },
  {
    pattern:
      '(^|/)(docs?|documentation|manuals?|guides?|tutorials?|reference|api-?docs?|handbook|wiki|help|faqs?|howtos?|man)(/|\\.|$)|(^|/)[^/]*readthedocs[^/]*(/|$)',
    meaning: { type: 'docs.visit' },
  },
]

/** Rules of a site's own, before the usual ones. */
export function toPathRule({ path, counts }: OwnRule): PathRule {
  const pattern = path
    .split('*')
    .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
    .join('.*')
  return {
    pattern: `^${pattern}$`,
    meaning: counts === 'ignored' ? { ignored: 'left out by a rule' } : { type: counts as EventType },
  }
}
