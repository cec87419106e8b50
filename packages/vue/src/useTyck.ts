import { type QueuedTyck, tyck } from '@tyck/widget'

/**
 * `show`, `dismiss`, `explain`, `identify`, `consent` and `on`, for event handlers and watchers. What is called before
 * the widget is there waits for it.
 */
export function useTyck(): QueuedTyck {
  return tyck
}
