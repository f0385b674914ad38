import { UserError } from '../../core/index.ts'

/** A date stands for its beginning in UTC. */
export function parseMoment(text: string): string {
  const moment = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text)
  if (Number.isNaN(moment.getTime()))
    throw new UserError(`“${text}” is not a moment. Write it like 2007-10-16 or 2007-10-16T12:00:00Z.`)
  return moment.toISOString()
}
