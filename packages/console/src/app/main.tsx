import { render } from 'preact'
import { App } from './App.tsx'
import { matchRoute } from './matchRoute.ts'
import { listenToLinks } from './navigation.ts'
import { routes } from './routes.ts'

const routeOf = (path: string) => matchRoute(routes, path)?.route

/** Fetches a page's file before it is gone to. */
function warm(path: string) {
  // Whoever goes there is told where it can't be had.
  routeOf(path)
    ?.load()
    .catch(() => {})
}

// While the session is asked for.
warm(location.pathname)
listenToLinks(path => routeOf(path) !== undefined, warm)
render(<App />, document.body)

// What most pages are made of comes with the first file, so that a page is one request more and not five.
export { useAction } from '../api/useAction.ts'
export { useResource } from '../api/useResource.ts'
export { useSend } from '../api/useSend.ts'
export { Button, ButtonLink } from '../parts/Button.tsx'
export { Dialog } from '../parts/Dialog.tsx'
export { Empty } from '../parts/Empty.tsx'
export { Field, TextArea } from '../parts/Field.tsx'
export { Form, FormProblem } from '../parts/Form.tsx'
export { Lonely } from '../parts/Lonely.tsx'
export { Notice } from '../parts/Notice.tsx'
export { PasswordField } from '../parts/PasswordField.tsx'
export { Select } from '../parts/Select.tsx'
export { Skeleton } from '../parts/Skeleton.tsx'
export { say } from '../parts/Status.tsx'
export { Table } from '../parts/Table.tsx'
export { flag, list, oneOf, text, useQuery } from './useQuery.ts'
