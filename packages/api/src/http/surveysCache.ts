import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Context } from '../context.ts'
import { canonicalLocale } from '../domain/publishing/canonicalLocales.ts'
import { readTouchpoints } from '../domain/serving/readTouchpoints.ts'
import { type Published, resolveLocales, serveSurveys } from '../domain/serving/serveSurveys.ts'
import { findProjectByPublishableKey, type Project } from '../store/projects.ts'
import { DatabaseUnavailable } from '../store/unavailable.ts'

/** One body of the surveys route, made once and sent many times. */
interface ServedBody {
  /** A hash of the body; its strong ETag. */
  revision: string
  project: Project
  plain: Buffer
  br: () => Promise<Buffer>
  gzip: () => Promise<Buffer>
}

export interface SurveysCache {
  /** Whether a project's surveys are at hand, so that the database need not be asked whether there are any. */
  has(publishableKey: string): boolean
  /** The body for who asks for `locale`; null where no project has the key. */
  find(publishableKey: string, locale: string | undefined): Promise<ServedBody | null>
}

/** How long another process's publishing may go unseen, in milliseconds. A page asks once a minute. */
const freshMs = 1_000
/** How long a page waits for the database, in milliseconds, where older surveys are at hand. */
const patienceMs = 500
/** Read before a change that was made here: must not be sent once more. */
const changed = Number.NEGATIVE_INFINITY
/** Keys that are remembered, known and unknown: who tries many gets no more memory than this. */
const maxKeys = 1_000

interface Entry {
  loadedAt: number
  published: Promise<Published | null>
  /** Whether a project has the key; false until that is known. */
  isKnown: boolean
  /** By the locales that were resolved, of which there are only as many as were published. */
  bodies: Map<string, ServedBody>
}

/**
 * What the surveys route sends, kept in memory: the database is asked once a second for each key, and not at all
 * while it is away and the key is known.
 */
export function createSurveysCache({ db, clock, changes }: Context): SurveysCache {
  const entries = new Map<string, Entry>()
  // A key says nothing of its project until it is loaded, and changes are rare: all may as well be read anew.
  changes.subscribe(() => {
    for (const entry of entries.values()) entry.loadedAt = changed
  })

  function enter(publishableKey: string): Entry {
    const known = entries.get(publishableKey)
    if (known && clock() - known.loadedAt < freshMs) return known
    const entry: Entry = {
      loadedAt: clock(),
      published: refresh(publishableKey, known),
      isKnown: known?.isKnown ?? false,
      bodies: new Map(),
    }
    entry.published.then(
      published => {
        entry.isKnown = published !== null
      },
      // Without a reply there is nothing to keep; whoever waits gets the error, the next one a new try.
      () => entries.get(publishableKey) === entry && entries.delete(publishableKey),
    )
    entries.delete(publishableKey)
    entries.set(publishableKey, entry)
    const oldest = entries.keys().next()
    if (entries.size > maxKeys && !oldest.done) entries.delete(oldest.value)
    return entry
  }

  async function load(publishableKey: string): Promise<Published | null> {
    const project = await findProjectByPublishableKey(db, publishableKey, new Date(clock()))
    return project ? { project, touchpoints: await readTouchpoints(db, project.id) } : null
  }

  /** What is published now. Where the database fails or is silent, yesterday's surveys are better than none. */
  async function refresh(publishableKey: string, known: Entry | undefined): Promise<Published | null> {
    const loading = load(publishableKey)
    // A key that was unknown may belong to somebody by now: better an error than a wrong "not found".
    const old = () => known?.published.then(published => published ?? loading) ?? loading
    const loaded = loading.catch(error => {
      if (error instanceof DatabaseUnavailable) return old()
      throw error
    })
    if (!known || known.loadedAt === changed) return loaded
    return Promise.race([loaded, delay(patienceMs, undefined, { ref: false }).then(old)])
  }

  return {
    has: publishableKey => entries.get(publishableKey)?.isKnown ?? false,

    async find(publishableKey, locale) {
      const entry = enter(publishableKey)
      const published = await entry.published
      if (!published) return null
      const wanted = locale === undefined ? null : canonicalLocale(locale)
      const locales = resolveLocales(published, wanted)
      const id = locales.join()
      const body = entry.bodies.get(id) ?? makeBody(published, locales)
      entry.bodies.set(id, body)
      return body
    },
  }
}

function makeBody(published: Published, locales: string[]): ServedBody {
  const content = serveSurveys(published, locales)
  const revision = createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22)
  const plain = Buffer.from(JSON.stringify({ revision, ...content }))
  return {
    revision,
    project: published.project,
    plain,
    br: once(() => promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })),
    gzip: once(() => promisify(gzip)(plain)),
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}
