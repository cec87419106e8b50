import { scaleLinear } from 'd3-scale'
import { classes } from '../classes.ts'
import { niceDomain } from './niceDomain.ts'

/** One line: from where to where it goes; the same where it stands. */
export interface Step {
  key: string
  name: string
  from: number
  to: number
  told: string
}

/** What leads from one score to another, a step on each line. */
export function Steps({ metric, steps }: { metric: string; steps: readonly Step[] }) {
  const domain = niceDomain(
    metric,
    steps.flatMap(({ from, to }) => [from, to]),
  )
  const scale = scaleLinear().domain(domain).range([2, 98])
  const at = (value: number) => `${scale(value)}%`
  return (
    <ul class="bars steps">
      {steps.map(({ key, name, from, to, told }, place) => {
        const next = steps[place + 1]
        return (
          <li key={key}>
            <span class="name">{name}</span>
            <svg class="strip" height="28" width="100%" aria-hidden="true">
              {next && <line class="whisker thin" x1={at(to)} x2={at(to)} y1="14" y2="28" />}
              {place > 0 && <line class="whisker thin" x1={at(from)} x2={at(from)} y1="0" y2="14" />}
              {from === to ? (
                <circle class="dot" cx={at(to)} cy="14" r="5.5" />
              ) : (
                <rect
                  class={classes(to < from ? 'worst' : 'best')}
                  x={at(Math.min(from, to))}
                  width={`${Math.abs(scale(to) - scale(from))}%`}
                  y="6"
                  height="16"
                />
              )}
            </svg>
            <span class="told">
              <b>{told}</b>
            </span>
          </li>
        )
      })}
    </ul>
  )
}
