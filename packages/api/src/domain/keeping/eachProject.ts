const projectsAtOnce = 100

/**
 * Does `work` for one project after the other, in the order of their ids. One that fails holds up no other.
 * @param list the projects after an id, so many at most
 * @param signal ends it after the project under way
 * @throws the first error, once all others are through
 */
export async function eachProject<P extends { id: string }>(
  list: (after: string | null, limit: number) => Promise<P[]>,
  work: (project: P) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const errors: unknown[] = []
  for (let after: string | null = null; ; ) {
    const projects: P[] = await list(after, projectsAtOnce)
    for (const project of projects) await work(project).catch(error => errors.push(error))
    after = projects.at(-1)?.id ?? null
    if (signal?.aborted || projects.length < projectsAtOnce) break
  }
  if (errors.length > 0) throw errors[0]
}
