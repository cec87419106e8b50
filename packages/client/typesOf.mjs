import openapiTS, { astToString } from 'openapi-typescript'

/** @typedef {{ security?: Record<string, unknown>[], tags?: string[] }} Operation */
/** @typedef {{ paths: Record<string, Record<string, Operation>> }} Document */

const header = `/** Every route that a secret key opens, as the OpenAPI document of the service has it; build.mjs writes it. */
`

/**
 * The routes of an OpenAPI document as TypeScript: those that a server with a secret key may call.
 * @param {Document} document
 */
export async function typesOf(document) {
  // Reads no file and no address: what is handed over is all there is.
  const types = await openapiTS(/** @type {any} */ (withSecretKey(document)), {
    // What has a default may be left out of what is sent.
    defaultNonNullable: false,
  })
  return header + astToString(types)
}

/**
 * The document without what is for people who sign in.
 * @param {Document} document
 */
function withSecretKey(document) {
  const paths = Object.entries(document.paths).map(([path, operations]) => [
    path,
    Object.fromEntries(Object.entries(operations).filter(([, operation]) => takesSecretKey(operation))),
  ])
  return {
    ...document,
    paths: Object.fromEntries(paths.filter(([, operations]) => Object.keys(operations).length > 0)),
  }
}

/** What pages call with their publishable key takes a secret key too; who is about to sign in has neither.
 * @param {Operation} operation
 */
function takesSecretKey({ security, tags }) {
  return security?.some(each => 'secretKey' in each) ?? tags?.includes('Public') ?? false
}
