import { Readable } from 'node:stream'
import { createRoute, z } from '@hono/zod-openapi'
import { writeExport } from '../../exports/write-export.ts'
import type { App, AppContext } from '../context.ts'
import { exportable, exportQuery } from '../contract.ts'
import { problemAnswer } from '../route.ts'

const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
} as const

const file = { schema: z.string().meta({ format: 'binary' }) }

const route = createRoute({
  method: 'get',
  path: '/api/v1/export/{what}',
  summary: 'A table as a file; as of a moment, as it would have been then',
  description:
    'In CSV, a text cell that a spreadsheet would run as a formula (it begins with = + - @, a tab or a line break) gets a leading apostrophe.',
  tags: ['export'],
  request: {
    params: z.object({ what: exportable }),
    query: exportQuery,
  },
  responses: {
    200: {
      description: 'The file.',
      content: { 'text/csv': file, 'application/jsonl': file, 'application/vnd.apache.parquet': file },
    },
    default: problemAnswer,
  },
})

export function addExportRoutes(app: App, { pipeline: { store } }: AppContext): void {
  app.openapi(route, async (c) => {
    const { what } = c.req.valid('param')
    const query = c.req.valid('query')
    const written = await writeExport(store, what, query)
    const stream = Readable.from(written.stream(), { objectMode: false })
    stream.once('close', () => void written.remove())
    c.header('content-type', contentTypes[query.format])
    c.header('content-length', String(written.bytes))
    c.header('content-disposition', `attachment; filename="groundswell-${what}.${query.format}"`)
    return c.body(Readable.toWeb(stream) as ReadableStream, 200)
  })
}
