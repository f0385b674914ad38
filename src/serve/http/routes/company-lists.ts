import { createRoute, z } from '@hono/zod-openapi'
import { dropCompanyList, readCompanies } from '../../../resolve/index.ts'
import { decodeList, importCompanies } from '../../company-lists/import-companies.ts'
import { readWhole } from '../../read-whole.ts'
import type { App, AppContext } from '../context.ts'
import { companyImport, listOf } from '../contract.ts'
import { toWholeList } from '../filter.ts'
import { answers, pathPart, shapes, takes } from '../route.ts'

const tags = ['organisations']

const importing = createRoute({
  method: 'post',
  path: '/api/v1/organisations/import',
  summary: 'Take over what a list of companies says of the organisations known here',
  description:
    'A table with a header: domain or name, and any of headcount, turnover, balance sheet, industry (nace, isic), business type, country. Organisations are found by domain, then by name; every row is counted as matched, already so, or unmatched with the reason. Takes effect when the stages run next.',
  tags,
  request: takes(companyImport),
  responses: answers('What became of each row.', shapes.ImportedCompanies),
})

const lists = createRoute({
  method: 'get',
  path: '/api/v1/company-lists',
  summary: 'Lists of companies that were imported',
  tags,
  responses: answers('All lists, by name.', listOf(shapes.CompanyList)),
})

const drop = createRoute({
  method: 'delete',
  path: '/api/v1/company-lists/{list}',
  summary: 'Take back all that a list of companies said',
  description: 'Takes effect when the stages run next. Lists imported earlier hold again.',
  tags,
  request: { params: pathPart('list', 'The name of the list, that of its file.') },
  responses: answers(
    'Of how many organisations it spoke.',
    z.object({ list: z.string(), organisations: z.number() }).meta({ id: 'DroppedCompanyList' }),
  ),
})

export function addCompanyListRoutes(app: App, { pipeline: { store, clock } }: AppContext): void {
  const deciding = () => ({ by: 'somebody here', at: clock.now() })
  app.openapi(importing, async (c) => {
    const body = c.req.valid('json')
    const file = 'path' in body ? await readList(body.path) : makeWellFormed(body)
    return c.json(await importCompanies(store, file, deciding()), 200)
  })
  app.openapi(lists, async (c) => {
    const known = new Map<string, { list: string; organisations: number; importedAt: string }>()
    for (const { list, at } of await readCompanies(store)) {
      const importedAt = at.toISOString()
      const before = known.get(list) ?? { list, organisations: 0, importedAt }
      const latest = before.importedAt > importedAt ? before.importedAt : importedAt
      known.set(list, { list, organisations: before.organisations + 1, importedAt: latest })
    }
    const sorted = [...known.values()].sort((one, other) => (one.list < other.list ? -1 : 1))
    return c.json(toWholeList(sorted), 200)
  })
  app.openapi(drop, async (c) => {
    const { list } = c.req.valid('param')
    const organisations = await dropCompanyList(store, list, { ...deciding(), reason: 'taken back' })
    return c.json({ list, organisations }, 200)
  })
}

async function readList(path: string): Promise<{ name: string; text: string }> {
  const { name, bytes } = await readWhole(path)
  return { name: name.slice(0, 200), text: decodeList(bytes) }
}

/** JSON may hold halves of characters, which no file can. */
const makeWellFormed = ({ name, text }: { name: string; text: string }): { name: string; text: string } => ({
  name: Buffer.from(name).toString(),
  text: Buffer.from(text).toString(),
})
