import type { ProjectContents } from '@tyck/shared/admin/contents'

const many = (count: number, one: string, more: string) =>
  `${new Intl.NumberFormat('en').format(count)} ${count === 1 ? one : more}`

/** Deleting a project. */
export const removal = {
  open: 'Delete',
  openDemo: 'Delete the demo',
  title: (name: string) => `Delete ${name}?`,
  uncounted: 'How much it has can’t be counted now',
  counting: 'Counting what will be gone …',
  gone: ({ touchpoints, responses, more }: ProjectContents) =>
    `${many(touchpoints, 'touchpoint', 'touchpoints')} and ${more ? 'at least ' : ''}${many(responses, 'answer or showing', 'answers and showings')} will be gone, with all keys and memberships. Pages that still have its key ask nothing any more. Only the audit log stays.`,
  forEver: 'This can’t be undone.',
  demo: 'The demo doesn’t come back.',
  go: 'Delete it for good',
  done: (name: string) => `${name} is deleted`,
}
