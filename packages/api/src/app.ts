import { randomUUID } from 'node:crypto'
import { roles } from '@tyck/shared/admin/accounts'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import packageJson from '../package.json' with { type: 'json' }
import { requireAccount, requireProject } from './auth.ts'
import { type Context, createChanges } from './context.ts'
import { describeError } from './describeError.ts'
import { createPasswords } from './domain/accounts/passwords.ts'
import { createDriftLog } from './domain/recording/driftLog.ts'
import { createRefusedOrigins } from './domain/recording/refusedOrigins.ts'
import { createErrorHandler } from './errors.ts'
import { accountRoutes } from './http/account.ts'
import { requireRoles } from './http/adminRoute.ts'
import { allowEveryOrigin } from './http/allowEveryOrigin.ts'
import { auditRoute } from './http/audit.ts'
import { auditWrites } from './http/auditWrites.ts'
import { createCallers } from './http/callers.ts'
import { createClientErrorHandler, handleConnect, handleExpectation } from './http/clientErrors.ts'
import { closeWhenIdle } from './http/closeWhenIdle.ts'
import { configurationRoutes } from './http/configuration.ts'
import { configurationSchemaRoute } from './http/configurationSchema.ts'
import { consoleFiles } from './http/consoleFiles.ts'
import { deliveryRoutes } from './http/deliveries.ts'
import { destinationRoutes } from './http/destinations.ts'
import { draftRoutes } from './http/drafts.ts'
import { driftRoute } from './http/drift.ts'
import { eligibilityRoute } from './http/eligibility.ts'
import { exportRoutes } from './http/exportResponses.ts'
import { forecastRoute } from './http/forecast.ts'
import { goInTurns } from './http/goInTurns.ts'
import { healthRoutes } from './http/health.ts'
import { identitySecretRoutes } from './http/identitySecret.ts'
import { importRoutes } from './http/imports.ts'
import { invitationRoutes } from './http/invitations.ts'
import { invitedRoutes } from './http/invited.ts'
import { journeyRoutes } from './http/journey.ts'
import { takeJsonOnly } from './http/jsonBody.ts'
import { keepNoCopy } from './http/keepNoCopy.ts'
import { keyRoutes } from './http/keys.ts'
import { memberRoutes } from './http/members.ts'
import { metricsRoute } from './http/metrics.ts'
import { notFound } from './http/notFound.ts'
import { requireOneHost } from './http/oneHost.ts'
import { openApi } from './http/openApi.ts'
import { followReplies, limitPipelining } from './http/pipelining.ts'
import { projectRoutes } from './http/project.ts'
import { projectContentsRoute } from './http/projectContents.ts'
import { deleteProjectRoute, newProjectRoute } from './http/projects.ts'
import { readMarkRoutes } from './http/readMarks.ts'
import { readResponsesRoute } from './http/readResponses.ts'
import { recordResponsesRoute } from './http/recordResponses.ts'
import { requestLog } from './http/requestLog.ts'
import { respondentRoutes } from './http/respondents.ts'
import { retentionRoute } from './http/retention.ts'
import { scoresRoute } from './http/scores.ts'
import { sessionRoutes } from './http/session.ts'
import { setupRoute } from './http/setup.ts'
import { slicesRoute } from './http/slices.ts'
import { surveysRoute } from './http/surveys.ts'
import { createSurveysCache } from './http/surveysCache.ts'
import { tagRoutes } from './http/tags.ts'
import { testResponseRoutes } from './http/testResponses.ts'
import { touchpointRoutes } from './http/touchpoints.ts'
import { touchpointVersionRoutes } from './http/touchpointVersions.ts'
import { validatorCompiler } from './http/validate.ts'
import { widgetFiles } from './http/widgetFiles.ts'
import { createMetrics } from './metrics.ts'
import { createRateLimits } from './rateLimits.ts'
import { openDatabase, poolStateOf } from './store/database.ts'
import { addDrift } from './store/metadataDrift.ts'
import { noteRefusedOrigin } from './store/originsRefused.ts'

/** The largest body that the admin API takes, in bytes: a survey in many languages. */
const adminBodyBytes = 262_144

/** The longest part of an address: a respondent's id of 128 code points, each in four bytes, percent-encoded. */
const paramChars = 1_536

/**
 * Every route and hook, in the order in which they stand: the service's table of contents.
 * @param logTo where the log goes instead of stdout, a line at a time: tests read it
 */
export async function buildApp(
  given: Omit<Context, 'changes' | 'rates' | 'drift' | 'metrics' | 'passwords'> &
    Partial<Pick<Context, 'metrics' | 'passwords'>>,
  logTo?: { write(line: string): void },
): Promise<FastifyInstance> {
  const { config, clock } = given
  const { limits } = config
  const { metrics = createMetrics(), passwords = createPasswords(config.passwordCost) } = given
  const handleError = createErrorHandler(metrics.refused)
  const app = Fastify({
    logger: {
      level: config.logLevel,
      base: null,
      serializers: { err: describeError },
      ...(logTo ? { stream: logTo } : {}),
    },
    // requestLog says it shorter, and without addresses.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request' }),
    genReqId: () => randomUUID(),
    trustProxy: config.trustedProxies.length > 0 ? config.trustedProxies : false,
    frameworkErrors: handleError,
    clientErrorHandler: createClientErrorHandler(metrics.refused),
    bodyLimit: adminBodyBytes,
    routerOptions: { maxParamLength: paramChars },
    // While stopping, what still arrives is answered, and told to close its connection.
    return503OnClosing: false,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionTimeout: limits.silentMs,
    http: {
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: limits.checkMs,
      maxHeaderSize: limits.headerBytes,
      // Node's own answer to a missing Host has no body; requireOneHost gives the same answer in our shape.
      requireHostHeader: false,
    },
  })
  const context: Context = {
    ...given,
    changes: createChanges(),
    rates: createRateLimits(config, clock, app.log, metrics.limited),
    drift: createDriftLog(
      (projectId, counts) => addDrift(given.db, projectId, counts),
      metrics.drifted,
      err => app.log.warn({ err }, 'how metadata differ could not be written, and will be'),
    ),
    passwords,
    metrics,
  }
  metrics.watchPool('main', () => poolStateOf(context.db))
  // After everything that notes something.
  app.addHook('onClose', () => context.drift.close())
  // Node keeps 2,000 headers and drops the rest without a word, be it an Origin. Their size is limited.
  app.server.maxHeadersCount = 0
  app.server.on('checkExpectation', handleExpectation)
  app.server.on('connect', handleConnect)
  followReplies(app)
  limitPipelining(app, limits.pipelined)
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(handleError)
  notFound(app)
  requestLog(app, context)
  requireOneHost(app)
  closeWhenIdle(app)

  await openApi(app, packageJson.version)
  configurationSchemaRoute(app)
  consoleFiles(app, config.consoleDir)
  healthRoutes(app, context)
  metricsRoute(app, context)
  widgetFiles(app, config.widgetDir, config.keptWidgets)

  // What pages call.
  await app.register(async scope => {
    await allowEveryOrigin(scope)
    const refused = createRefusedOrigins(
      (projectId, origin) => noteRefusedOrigin(given.db, projectId, origin),
      clock,
    )
    scope.addHook('onClose', () => refused.settled())
    surveysRoute(scope, context, createSurveysCache(context), refused)
    const callers = createCallers(scope, context, refused)
    recordResponsesRoute(scope, context, callers)
    eligibilityRoute(scope, context, callers)
  })

  // What people call, whatever their project.
  await app.register(async scope => {
    requireRoles(scope, ['account', 'nothing'])
    scope.addHook('onRequest', requireAccount(context))
    takeJsonOnly(scope)
    keepNoCopy(scope)
    setupRoute(scope, context)
    sessionRoutes(scope, context)
    accountRoutes(scope, context)
    invitedRoutes(scope, context)
    newProjectRoute(scope, context)
  })

  // What takes a secret key, or a session and its project. On connections of its own: what one reads must keep nobody
  // from posting, and no page from its surveys.
  const admin = openDatabase(given.databaseUrl, { connections: 8 })
  metrics.watchPool('admin', () => poolStateOf(admin.db))
  await app.register(async scope => {
    const turns = goInTurns(scope)
    requireRoles(scope, roles)
    scope.addHook('onRequest', requireProject(context))
    await adminRoutes(scope, { ...context, db: admin.db })
    scope.addHook('onClose', () => admin.close())
    // Last, and so first when stopping: who reads for a browser that has gone still needs every connection.
    scope.addHook('onClose', () => turns.settled())
  })
  return app
}

/** What is about one project. */
async function adminRoutes(scope: FastifyInstance, context: Context): Promise<void> {
  scope.addHook('preHandler', auditWrites(context))
  takeJsonOnly(scope)
  keepNoCopy(scope)
  projectRoutes(scope, context)
  deleteProjectRoute(scope, context)
  memberRoutes(scope, context)
  invitationRoutes(scope, context)
  identitySecretRoutes(scope, context)
  keyRoutes(scope, context)
  configurationRoutes(scope, context)
  journeyRoutes(scope, context)
  touchpointRoutes(scope, context)
  touchpointVersionRoutes(scope, context)
  draftRoutes(scope, context)
  forecastRoute(scope, context)
  driftRoute(scope, context)
  readResponsesRoute(scope, context)
  exportRoutes(scope, context)
  readMarkRoutes(scope, context)
  tagRoutes(scope, context)
  testResponseRoutes(scope, context)
  importRoutes(scope, context)
  scoresRoute(scope, context)
  slicesRoute(scope, context)
  respondentRoutes(scope, context)
  destinationRoutes(scope, context)
  deliveryRoutes(scope, context)
  retentionRoute(scope, context)
  projectContentsRoute(scope, context)
  auditRoute(scope, context)
}
