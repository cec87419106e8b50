import type { ProjectInput } from '@tyck/shared/admin/project'
import type { Db } from './tables.ts'
import type { Trx } from './transaction.ts'

/** A project as its row has it. */
export interface Project extends ProjectInput {
  id: string
  publishableKey: string
  /** How often its settings were changed, from 1. */
  revision: number
}

/** The project that a publishable key opens at `now`: the present one, or a former one that has not ended. */
export function findProjectByPublishableKey(
  db: Db,
  publishableKey: string,
  now: Date,
): Promise<Project | undefined> {
  return projects(db)
    .where('projects.id', 'in', eb =>
      eb
        .selectFrom('projects as p')
        .select('p.id')
        .where('p.publishable_key', '=', publishableKey)
        .unionAll(
          eb
            .selectFrom('former_publishable_keys as f')
            .select('f.project_id as id')
            .where('f.key', '=', publishableKey)
            .where('f.expires_at', '>', now),
        ),
    )
    .executeTakeFirst()
}

export function findProject(db: Db, id: string): Promise<Project | undefined> {
  return projects(db).where('projects.id', '=', id).executeTakeFirst()
}

/** The project that a secret key (by its SHA-256) opens at `now`, and the key; none where it is unknown or ended. */
export function findProjectBySecretKeyHash(
  db: Db,
  hash: Buffer,
  now: Date,
): Promise<(Project & { keyId: string; lastUsedAt: Date | null }) | undefined> {
  return projects(db)
    .innerJoin('secret_keys', 'secret_keys.project_id', 'projects.id')
    .select(['secret_keys.id as keyId', 'secret_keys.last_used_at as lastUsedAt'])
    .where('secret_keys.hash', '=', hash)
    .where('secret_keys.revoked_at', 'is', null)
    .where(({ eb, or }) =>
      or([eb('secret_keys.expires_at', 'is', null), eb('secret_keys.expires_at', '>', now)]),
    )
    .executeTakeFirst()
}

function projects(db: Db) {
  return db
    .selectFrom('projects')
    .select([
      'projects.id',
      'projects.name',
      'projects.publishable_key as publishableKey',
      'projects.origins',
      'projects.theme',
      'projects.budget',
      'projects.across_devices as acrossDevices',
      'projects.respect_gpc as respectGpc',
      'projects.identity',
      'projects.count_once_within as countOnceWithin',
      'projects.time_zone as timeZone',
      'projects.revision',
      'projects.masking',
      'projects.retention',
    ])
}

/** Adds a project with default settings, unless its publishable key is taken; says whether it did. */
export async function insertProject(
  db: Db,
  project: Pick<Project, 'id' | 'name' | 'publishableKey'> & { createdAt?: Date; timeZone?: string },
): Promise<boolean> {
  const row = await db
    .insertInto('projects')
    .values({
      id: project.id,
      name: project.name,
      publishable_key: project.publishableKey,
      created_at: project.createdAt,
      ...(project.timeZone === undefined ? {} : { time_zone: project.timeZone }),
    })
    .onConflict(conflict => conflict.column('publishable_key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Lets nobody else do what takes this lock before the transaction ends. */
export async function lockProject(trx: Trx, projectId: string): Promise<void> {
  await trx.selectFrom('projects').select('id').where('id', '=', projectId).forUpdate().execute()
}

/**
 * Replaces a project's settings, unless they were changed since `revision`, where it is given.
 * @returns the new revision; null where nothing was done
 */
export async function updateProject(
  db: Db,
  projectId: string,
  settings: ProjectInput,
  revision: number | null = null,
): Promise<number | null> {
  let query = db
    .updateTable('projects')
    .set(eb => ({
      name: settings.name,
      origins: settings.origins,
      theme: JSON.stringify(settings.theme),
      budget: settings.budget && JSON.stringify(settings.budget),
      across_devices: settings.acrossDevices,
      respect_gpc: settings.respectGpc,
      identity: settings.identity,
      count_once_within: settings.countOnceWithin,
      time_zone: settings.timeZone,
      masking: settings.masking,
      retention: JSON.stringify(settings.retention),
      revision: eb('revision', '+', 1),
    }))
    .where('id', '=', projectId)
    .returning('revision')
  if (revision !== null) query = query.where('revision', '=', revision)
  return (await query.executeTakeFirst())?.revision ?? null
}

/** Where the project's posts came from, newest first. */
export function listOriginsSeen(
  db: Db,
  projectId: string,
  limit: number,
): Promise<{ origin: string; firstSeenAt: Date }[]> {
  return db
    .selectFrom('origins_seen')
    .select(['origin', 'first_seen_at as firstSeenAt'])
    .where('project_id', '=', projectId)
    .orderBy('first_seen_at', 'desc')
    .orderBy('origin')
    .limit(limit)
    .execute()
}

/** The oldest projects of this database, by name and publishable key. */
export function listProjects(db: Db, limit: number): Promise<Pick<Project, 'name' | 'publishableKey'>[]> {
  return db
    .selectFrom('projects')
    .select(['name', 'publishable_key as publishableKey'])
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}
