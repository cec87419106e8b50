const storedAs = 'tyck-console:project'

/** The id of the project that this browser looked at last. */
export const lastProject = (): string | null => localStorage.getItem(storedAs)

export const keepLastProject = (id: string): void => localStorage.setItem(storedAs, id)
