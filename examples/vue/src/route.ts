import { ref } from 'vue'

/** The path: as little of a router as an example needs. */
export const path = ref(location.pathname)

addEventListener('popstate', () => {
  path.value = location.pathname
})

export function go(to: string): void {
  history.pushState(null, '', to)
  path.value = to
}

/** Goes where a link leads, as `@click` of the link. */
export function follow(event: MouseEvent): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  go((event.currentTarget as HTMLAnchorElement).pathname)
}
