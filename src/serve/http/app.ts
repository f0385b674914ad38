import { randomUUID } from 'node:crypto'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { matchedRoutes } from 'hono/route'
import { formatNumber } from '../sentence.ts'
import { serveAssets } from './assets.ts'
import type { App, AppContext, AppVariables } from './context.ts'
import { addSecureHeaders, guardDoor, refuseBrokenText } from './guard.ts'
import { openRequestMetrics, type RequestMetrics } from './metrics.ts'
import { answerError, answerInvalid, answerProblem } from './problem.ts'
import { addAttributeRoutes } from './routes/attributes.ts'
import { addBusinessModelRoutes } from './routes/business-models.ts'
import { addClaimRoutes } from './routes/claims.ts'
import { addCompanyListRoutes } from './routes/company-lists.ts'
import { addDefinitionRoutes } from './routes/definitions.ts'
import { addDeliveryRoutes } from './routes/deliveries.ts'
import { addDiscoveryRoutes } from './routes/discoveries.ts'
import { addDomainRoutes } from './routes/domains.ts'
import { addExportRoutes } from './routes/exports.ts'
import { addFactRoutes } from './routes/facts.ts'
import { addHomeRoutes } from './routes/home.ts'
import { addHypothesisRoutes } from './routes/hypotheses.ts'
import { addIdentityRoutes } from './routes/identity.ts'
import { addIdentityFileRoutes } from './routes/identity-files.ts'
import { addJobRoutes } from './routes/jobs.ts'
import { addNetworkRoutes } from './routes/networks.ts'
import { addOperationRoutes } from './routes/operations.ts'
import { addOrganisationDecisionRoutes } from './routes/organisation-decisions.ts'
import { addOrganisationRoutes } from './routes/organisations.ts'
import { addOurOrganisationRoutes } from './routes/our-organisations.ts'
import { addPeopleRoutes } from './routes/people.ts'
import { addPreviewRoutes } from './routes/preview.ts'
import { addProvingRoutes } from './routes/proving.ts'
import { addQualityRoutes } from './routes/quality.ts'
import { addRuleRoutes } from './routes/rules.ts'
import { addSearchRoutes } from './routes/search.ts'
import { addSegmentViewRoutes } from './routes/segment-views.ts'
import { addSegmentRoutes } from './routes/segments.ts'
import { addSourceRoutes } from './routes/sources.ts'
import { addStayRoutes } from './routes/stays.ts'
import { addTargetSnapshotRoutes } from './routes/target-snapshots.ts'
import { addTargetRoutes } from './routes/targets.ts'
import { addWebhookRoutes } from './routes/webhooks.ts'

const largestBody = 1 << 20

/** The whole door: the API under /api/v1 and the web app. Tests and the command line call it without a socket. */
export function createApp(context: AppContext): App {
  const app: App = new OpenAPIHono<AppVariables>({ defaultHook: answerInvalid })
  const metrics = openRequestMetrics()
  app.use(nameRequest(context, metrics))
  app.use(
    bodyLimit({ maxSize: largestBody, onError: (c) => answerProblem(c, 413, 'A request can hold 1 MB.') }),
  )
  addDeliveryRoutes(app, { receiver: context.receiver, clock: context.pipeline.clock })
  // After those, which pages of other sites may load and send to.
  app.use(addSecureHeaders)
  // Before the guard: whoever was sent a link comes from anywhere, and shows its secret.
  addProvingRoutes(app, context)
  app.use(guardDoor)
  app.use(waitForFirstReading(context))
  app.use(refuseBrokenText)

  addHomeRoutes(app, context)
  addSearchRoutes(app, context)
  addSourceRoutes(app, context)
  addPreviewRoutes(app, context)
  addPeopleRoutes(app, context)
  addQualityRoutes(app, context)
  addIdentityRoutes(app, context)
  addIdentityFileRoutes(app, context)
  addClaimRoutes(app, context)
  addOrganisationRoutes(app, context)
  addOrganisationDecisionRoutes(app, context)
  addCompanyListRoutes(app, context)
  addFactRoutes(app, context)
  addAttributeRoutes(app, context)
  addDomainRoutes(app, context)
  addStayRoutes(app, context)
  addNetworkRoutes(app, context)
  addOurOrganisationRoutes(app, context)
  addRuleRoutes(app, context)
  addDefinitionRoutes(app, context)
  addDiscoveryRoutes(app, context)
  addSegmentViewRoutes(app, context)
  addSegmentRoutes(app, context)
  addBusinessModelRoutes(app, context)
  addTargetRoutes(app, context)
  addTargetSnapshotRoutes(app, context)
  addHypothesisRoutes(app, context)
  addWebhookRoutes(app, context)
  addJobRoutes(app, context)
  addExportRoutes(app, context)
  addOperationRoutes(app, context, metrics)
  app.doc31('/api/v1/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Groundswell',
      version: context.version,
      description:
        'Everything the web app and the command line show. Ids are decimal strings, times ISO 8601 in UTC; a list answers `{ items, total, next }`, where `next` is the offset of the next page or null.',
    },
  })
  app.all('*', serveAssets(context.assets))
  app.onError(answerError(context))
  return app
}

function nameRequest(context: AppContext, metrics: RequestMetrics): MiddlewareHandler<AppVariables> {
  return async (c, next) => {
    const requestId = randomUUID()
    const started = performance.now()
    c.set('requestId', requestId)
    await next()
    c.header('x-request-id', requestId)
    if (c.req.path.startsWith('/api/')) c.header('cache-control', 'no-store')
    const seconds = (performance.now() - started) / 1000
    const request = {
      method: c.req.method,
      route:
        matchedRoutes(c).findLast((route) => route.path !== '/*' && route.path !== '*')?.path ?? 'web app',
      status: c.res.status,
      seconds,
    }
    metrics.note(request)
    context.log.info({ ...request, requestId, path: c.req.path }, 'request')
  }
}

/**
 * While `start` reads for the first time there is nothing true to show yet. What asks gets 503 and how far it is; jobs
 * can be watched and cancelled.
 */
function waitForFirstReading(context: AppContext): MiddlewareHandler<AppVariables> {
  return async (c, next) => {
    const waited = context.preparing()
    if (
      waited === undefined ||
      c.req.path.startsWith('/api/v1/jobs') ||
      c.req.path === '/api/v1/openapi.json'
    )
      return next()
    const left = waited.secondsLeft === null ? '' : `, about ${formatNumber(waited.secondsLeft)} seconds left`
    const detail = `Groundswell is still reading (${waited.step || 'starting'}${left}). This page comes up when it is ready.`
    c.header('retry-after', '2')
    if (c.req.method === 'GET' && (c.req.header('accept') ?? '').includes('text/html')) {
      c.header('refresh', '2')
      return c.text(detail, 503)
    }
    return answerProblem(c, 503, detail)
  }
}
