import type { Db } from './tables.ts'

/** A project as its row has it. */
export interface Project {
  id: string
  name: string
  publishableKey: string
  /** Allowed origins, as `https://shop.example` or `https://*.shop.example`; none allows all. */
  origins: string[]
  /** The widget's custom properties without their `--tyck-`. */
  theme: Record<string, string>
  budget: { per: string; showings: number } | null
}

export function findProjectByPublishableKey(db: Db, publishableKey: string): Promise<Project | undefined> {
  return projects(db).where('projects.publishable_key', '=', publishableKey).executeTakeFirst()
}

/** The project that a secret key (by its SHA-256) opens; none where the key is unknown or revoked. */
export function findProjectBySecretKeyHash(db: Db, hash: Buffer): Promise<Project | undefined> {
  return projects(db)
    .innerJoin('secret_keys', 'secret_keys.project_id', 'projects.id')
    .where('secret_keys.hash', '=', hash)
    .where('secret_keys.revoked_at', 'is', null)
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
    ])
}
