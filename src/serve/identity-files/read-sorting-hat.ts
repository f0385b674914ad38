import { z } from 'zod'
import type { Entry, Statements, Unreadable } from './statement.ts'

const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() ?? '')
const identity = z.object({ name: text, email: text, username: text, source: text })
const individual = z.object({ identities: z.array(z.unknown()).default([]) })
const individuals = z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())])
const file = z.union([z.object({ uidentities: individuals }), z.object({ individuals })])

/** Whether a JSON document is an export of SortingHat. */
export const isSortingHat = (document: unknown): boolean => file.safeParse(document).success

/** An export of SortingHat, older or newer: identities of one individual are one person. Enrolments are not read. */
export function readSortingHat(document: unknown): Statements {
  const parsed = file.parse(document)
  const people = 'uidentities' in parsed ? parsed.uidentities : parsed.individuals
  const entries: Entry[] = []
  const unreadable: Unreadable[] = []
  for (const [uuid, value] of Object.entries(people)) {
    const person = individual.safeParse(value)
    if (!person.success) {
      unreadable.push({ position: uuid, text: JSON.stringify(value), reason: 'it has no list of identities' })
      continue
    }
    for (const [at, one] of person.data.identities.entries()) {
      const place = { position: `${uuid}, identity ${at + 1}`, text: JSON.stringify(one) }
      const read = identity.safeParse(one)
      if (!read.success) unreadable.push({ ...place, reason: 'a name, address or username in it is no text' })
      else {
        const { name, email, username } = read.data
        entries.push({ ...place, named: { name, email, username }, group: uuid })
      }
    }
  }
  return { entries, unreadable, isNameExact: false }
}
