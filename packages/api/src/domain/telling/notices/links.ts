import type { Day } from '../../scores/calendar.ts'

/** Addresses of the console's pages: its app/routes.ts, and what its parts read from the address bar. */
export interface Links {
  overview(days: Days): string
  touchpoint(key: string, days?: Days): string
  /** One answer, among those that were shown there on its day: the list begins with them. */
  answer(of: { touchpoint: string; id: string; day: Day }): string
  comments(days: Days): string
  answers(of: { touchpoint?: string; segment?: string } & Days): string
  touchpoints(): string
  destinations(): string
}

interface Days {
  from: Day
  to: Day
}

/** @param publicUrl `https://feedback.example` */
export function linksTo(publicUrl: string, projectId: string): Links {
  const page = (path: string, query: Record<string, string> = {}) => {
    const search = new URLSearchParams(query).toString()
    return `${publicUrl}/p/${projectId}${path}${search && `?${search}`}`
  }
  const own = ({ from, to }: Days) => ({ range: 'own', from, to })
  const at = ({ from, to }: Days) => ({ time: 'own', from, to })
  return {
    overview: days => page('', own(days)),
    touchpoint: (key, days) => page(`/touchpoints/${key}`, days && own(days)),
    answer: ({ touchpoint, id, day }) =>
      page('/answers', { show: 'all', touchpoint, ...at({ from: day, to: day }), answer: id }),
    comments: days => page('/answers', at(days)),
    answers: ({ from, to, ...of }) => page('/answers', { show: 'all', ...of, ...at({ from, to }) }),
    touchpoints: () => page('/touchpoints'),
    destinations: () => page('/settings/destinations'),
  }
}
