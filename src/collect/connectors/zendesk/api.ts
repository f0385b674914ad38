import { UserError } from '../../../core/index.ts'
import type { Answer, ReadIo } from '../../connector.ts'
import type { ZendeskConfig } from './config.ts'
import { organisationShape, organisationsPage, type Person, peoplePage, personShape } from './shape.ts'

/** The account's server. */
export interface Api {
  ask(path: string, query: Readonly<Record<string, string>>, accepts?: readonly number[]): Promise<Answer>
  /** An answer without the list that was asked for. */
  refuseStrange(path: string): UserError
}

export function openApi({ url, user, token }: ZendeskConfig, io: ReadIo): Api {
  const authorization =
    user === undefined
      ? `Bearer ${token}`
      : `Basic ${Buffer.from(`${user}/token:${token}`).toString('base64')}`
  return {
    ask: (path, query, accepts = []) =>
      io.ask({ url: `${url}${path}?${new URLSearchParams(query)}`, headers: { authorization }, accepts }),
    refuseStrange: (path) =>
      new UserError(
        `${url}${path} does not answer like Zendesk. Give the address of the account, e.g. https://example.zendesk.com.`,
        {
          status: 422,
        },
      ),
  }
}

const idsAtOnce = 100

/** People by their numbers, as far as the server knows them. */
export async function lookUpPeople(api: Api, ids: Iterable<number>): Promise<Map<number, Person>> {
  const people = new Map<number, Person>()
  for (const some of chunk(ids)) {
    const { json } = await api.ask('/api/v2/users/show_many.json', { ids: some.join(',') }, [403, 404])
    for (const person of readPeople(peoplePage.safeParse(json).data?.users)) people.set(person.id, person)
  }
  return people
}

export function readPeople(list: readonly unknown[] | null | undefined): Person[] {
  return (list ?? []).flatMap((raw) => personShape.safeParse(raw).data ?? [])
}

/** Names of organisations by their numbers. */
export async function lookUpOrganisations(api: Api, ids: Iterable<number>): Promise<Map<number, string>> {
  const names = new Map<number, string>()
  for (const some of chunk(ids)) {
    const { json } = await api.ask(
      '/api/v2/organizations/show_many.json',
      { ids: some.join(',') },
      [403, 404],
    )
    for (const raw of organisationsPage.safeParse(json).data?.organizations ?? []) {
      const read = organisationShape.safeParse(raw).data
      if (read !== undefined) names.set(read.id, read.name)
    }
  }
  return names
}

function chunk(ids: Iterable<number>): number[][] {
  const all = [...new Set(ids)]
  return Array.from({ length: Math.ceil(all.length / idsAtOnce) }, (_, index) =>
    all.slice(index * idsAtOnce, (index + 1) * idsAtOnce),
  )
}
