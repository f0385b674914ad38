/** A date or time as Salesforce writes it: `2023-02-10T09:00:00.000+0000`, `2023-02-10`. Milliseconds since 1970. */
export function readMoment(written: string | null | undefined): number | undefined {
  if (!written || !/^\d{4}-\d\d-\d\d(?:T|$)/.test(written)) return undefined
  const at = Date.parse(written.replace(/(T.*[+-]\d\d)(\d\d)$/, '$1:$2'))
  return at > 0 && at < Date.UTC(2200, 0) ? at : undefined
}
