import { scaleLinear } from 'd3-scale'
import type { ComponentChildren } from 'preact'
import { classes } from '../classes.ts'
import { niceDomain } from './niceDomain.ts'

/** One line of a comparison. */
export interface Dot {
  key: string
  name: ComponentChildren
  /** null where there is nothing to show. */
  value: number | null
  interval: { low: number; high: number } | null
  /** The value of the time before. */
  before?: number | null | undefined
  /** Greyed: too few to lean on. */
  isEarly: boolean
  /** The value, as it is told. */
  told: ComponentChildren
  /** How many, and whatever else stands beside it, quieter. */
  about: ComponentChildren
}

const middle = '50%'

/** Values with whiskers beneath each other on one axis, each with its name and its figures. */
export function DotPlot({
  metric,
  dots,
  tick,
}: {
  metric: string
  dots: readonly Dot[]
  /** How a number of the axis is written. */
  tick(value: number): string
}) {
  const values = dots.flatMap(({ value, interval, before }) =>
    [value, interval?.low, interval?.high, before].filter(each => each !== null && each !== undefined),
  )
  const scale = scaleLinear().domain(niceDomain(metric, values)).range([2, 98])
  const at = (value: number) => `${scale(value)}%`
  const ticks = scale.ticks(4)
  return (
    <div class="dot-plot">
      <ul>
        {dots.map(dot => (
          <li key={dot.key} class={classes(dot.isEarly && 'early')}>
            <span class="name">{dot.name}</span>
            <svg class="strip" height="36" width="100%" aria-hidden="true">
              {ticks.map(value => (
                <line
                  key={value}
                  class={value === 0 ? 'zero' : 'grid'}
                  x1={at(value)}
                  x2={at(value)}
                  y1="0"
                  y2="100%"
                />
              ))}
              <DotMarks dot={dot} at={at} />
            </svg>
            <span class="told">
              <b>{dot.told}</b> <span class="quiet">{dot.about}</span>
            </span>
          </li>
        ))}
      </ul>
      <div class="axis">
        <svg height="18" width="100%" aria-hidden="true">
          {ticks.map(value => (
            <text key={value} x={at(value)} y="13" text-anchor="middle">
              {tick(value)}
            </text>
          ))}
        </svg>
      </div>
    </div>
  )
}

function DotMarks({ dot: { value, interval, before }, at }: { dot: Dot; at(value: number): string }) {
  if (value === null) return null
  return (
    <>
      {interval && (
        <line class="whisker" x1={at(interval.low)} x2={at(interval.high)} y1={middle} y2={middle} />
      )}
      {before !== null && before !== undefined && <circle class="ring" cx={at(before)} cy={middle} r="4.5" />}
      <circle class="dot" cx={at(value)} cy={middle} r="5.5" />
    </>
  )
}
