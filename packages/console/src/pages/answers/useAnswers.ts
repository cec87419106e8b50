import type { ResponsePage } from '@tyck/shared/admin/responses'
import { type Pages, usePages } from '../../api/usePages.ts'

export type Answer = ResponsePage['responses'][number]

export type Answers = Pages<ResponsePage, Answer>

const pageSize = 50

/** The answers at `path`, newest first. */
export function useAnswers(path: string): Answers {
  return usePages<ResponsePage, Answer>(
    `${path}${path.includes('?') ? '&' : '?'}limit=${pageSize}`,
    ({ responses }) => responses,
  )
}
