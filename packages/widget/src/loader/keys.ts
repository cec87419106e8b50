/**
 * The names under which the widget keeps things in the browser's storage: each of these, then the project's key, then
 * what the comment says.
 */
export const memoryOf = 'tyck:'
/** Then `:` and the response's id. */
export const outboxOf = 'tyck:out:'
/** Set while the outbox is not empty: the loader looks at this one only. */
export const unsentOf = 'tyck:unsent:'
export const pauseOf = 'tyck:pause:'
/** Then `:` and the touchpoint. */
export const openOf = 'tyck:open:'
/** Then `:` and the touchpoint. */
export const draftOf = 'tyck:draft:'
