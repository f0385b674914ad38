const keptBytes = 4096

/** What looks like a mail or IP address, in RE2. A time such as 10:05:03 does not: an IPv6 address has eight parts or a double colon. */
const addressPattern = [
  String.raw`[\w.+%-]+@[\w-]+(?:\.[\w-]+)+`,
  String.raw`(?:[0-9A-Fa-f]{0,4}:)*\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}`,
  '(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}',
  '(?:[0-9A-Fa-f]{1,4}:){1,7}(?:(?::[0-9A-Fa-f]{1,4}){1,7}|:)',
  ':(?::[0-9A-Fa-f]{1,4}){1,7}',
].join('|')

/**
 * What is kept of a line `raw` that is quarantined, as expressions that end in `kept`: cut to 4 KiB, without what looks like an
 * address. `conceal` is what replaces more of its `start`.
 */
export const keepLine = (conceal = 'start'): string => `
      substring(raw, 1, {read_bytes:UInt32}) AS start,
      ${conceal} AS concealed,
      -- What is cut may end in half an address, which no pattern knows.
      if(length(raw) > {read_bytes:UInt32}, replaceRegexpOne(concealed, '[0-9A-Fa-f.:@]*$', ''), concealed) AS whole,
      replaceRegexpAll(whole, {addresses:String}, '[address]') AS clean,
      substring(clean, 1, {kept_bytes:UInt32}) AS kept`

/** The parameters of `keepLine`. */
export const keepLineParams = {
  addresses: addressPattern,
  read_bytes: 2 * keptBytes,
  kept_bytes: keptBytes,
}
