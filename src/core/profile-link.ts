const longestLink = 200
const mostLinks = 8

/**
 * Web addresses a profile names, as they are compared: small letters, without scheme, `www.`, query and slash at the end; parted by
 * blanks. What is no address of a public site is left out; '' when nothing is left.
 */
export function readLinks(...written: readonly unknown[]): string {
  const links = written.slice(0, mostLinks).map(readLink)
  return [...new Set(links)].filter((link) => link !== '').join(' ')
}

function readLink(written: unknown): string {
  if (typeof written !== 'string' || written.length > 2 * longestLink) return ''
  const text = written.trim()
  const url = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]*\.[^/]*:\d/.test(text) ? text : `https://${text}`
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return ''
  const { host, pathname, username } = new URL(url)
  if (username !== '' || !/^[^.\s]+(?:\.[^.\s]+)+$/.test(host)) return ''
  const link = `${host.replace(/^www\./, '')}${pathname.replace(/\/+$/, '')}`.toLowerCase()
  return link.length > longestLink || /\s/.test(link) ? '' : link
}
