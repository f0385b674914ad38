import { createRoute, z } from '@hono/zod-openapi'
import { importIdentities } from '../../identity-files/import-identities.ts'
import { mailmapAliases } from '../../identity-files/questions/mailmap-aliases.ts'
import { writeMailmap } from '../../identity-files/write-mailmap.ts'
import { readWhole } from '../../read-whole.ts'
import type { App, AppContext } from '../context.ts'
import { identityImport, mailmapQuery } from '../contract.ts'
import { answers, problemAnswer, shapes, takes } from '../route.ts'

const tags = ['who is who']

const importing = createRoute({
  method: 'post',
  path: '/api/v1/identity/import',
  summary: 'Take over decisions from a file: exported ones, a .mailmap, or a JSON export of SortingHat',
  description:
    'What was decided here holds against the file. The counts add up to what was read; who was not found is named with the reason.',
  tags,
  request: takes(identityImport),
  responses: answers('What became of each line.', shapes.Imported),
})

const mailmap = createRoute({
  method: 'get',
  path: '/api/v1/identity/mailmap',
  summary: 'A .mailmap of the people here who have several aliases in git histories',
  tags,
  request: { query: mailmapQuery },
  responses: {
    200: { description: 'The file.', content: { 'text/plain': { schema: z.string() } } },
    default: problemAnswer,
  },
})

export function addIdentityFileRoutes(app: App, { pipeline: { store, clock } }: AppContext): void {
  app.openapi(importing, async (c) => {
    const body = c.req.valid('json')
    const file = 'path' in body ? await readText(body.path) : body
    return c.json(await importIdentities(store, file, { at: clock.now(), by: 'somebody here' }), 200)
  })
  app.openapi(mailmap, async (c) => {
    const { source } = c.req.valid('query')
    const rows = await store.read(mailmapAliases({ source }))
    return c.text(writeMailmap(rows), 200, { 'content-type': 'text/plain; charset=utf-8' })
  })
}

async function readText(path: string): Promise<{ name: string; text: string }> {
  const { name, bytes } = await readWhole(path)
  return { name, text: bytes.toString('utf8') }
}
