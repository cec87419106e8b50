import { classes } from '../../parts/classes.ts'
import { answers as t } from '../../texts/en/answers.ts'
import { lookOf } from './lookOf.ts'
import type { Answer } from './useAnswers.ts'

type Scored = Pick<Answer, 'metric' | 'score' | 'segment'>

/** A score in words: "3 of 10". */
export function figureWords({ metric, score }: Scored): string {
  if (score === null) return t.noScore
  return metric === 'thumbs' ? (t.thumbs[score] ?? '') : t.scoreOf(metric, score)
}

/** The same with its segment: "3 of 10, Detractor". */
export function scoreWords(answer: Scored): string {
  const { metric, segment } = answer
  const figure = figureWords(answer)
  return segment === null || metric === 'thumbs' ? figure : `${figure}, ${t.segmentName[segment]}`
}

/** A score as a figure; its segment stands beside it in words wherever it matters. */
export function Score({ answer }: { answer: Scored }) {
  const { metric, score, segment } = answer
  return (
    <span class={classes('score', lookOf(metric, segment))} aria-hidden="true">
      {score === null ? '–' : metric === 'thumbs' ? <Thumb isUp={score === 1} /> : score}
    </span>
  )
}

function Thumb({ isUp }: { isUp: boolean }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d="M5 7.5 8 1.8c1 0 1.7.8 1.6 1.8L9.2 6h3.6c.8 0 1.3.7 1.1 1.4l-1.3 5c-.1.6-.6 1-1.2 1H5zM2 7.5h2v6H2z"
        fill="currentColor"
        transform={isUp ? undefined : 'rotate(180 8 8)'}
      />
    </svg>
  )
}
