/** The names under which the widget keeps things in the browser's storage; all begin with `tyck:`. */
export const memoryKey = (projectKey: string) => `tyck:${projectKey}`
export const outboxPrefix = (projectKey: string) => `tyck:out:${projectKey}:`
/** Set while the outbox is not empty: the loader looks at this one only. */
export const unsentKey = (projectKey: string) => `tyck:unsent:${projectKey}`
export const pauseKey = (projectKey: string) => `tyck:pause:${projectKey}`
export const openPrefix = (projectKey: string) => `tyck:open:${projectKey}:`
export const draftPrefix = (projectKey: string) => `tyck:draft:${projectKey}:`
