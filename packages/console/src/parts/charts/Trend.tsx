import { scaleLinear, scaleUtc } from 'd3-scale'
import { area, curveLinear, line } from 'd3-shape'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { niceDomain } from './niceDomain.ts'
import { useWidth } from './useWidth.ts'

/** A part of the time, at its middle, in milliseconds since 1970 as if its days were of UTC. */
export interface TrendPoint {
  at: number
  /** When it begins, and when it has ended. */
  from: number
  to: number
  value: number | null
  interval: { low: number; high: number } | null
  n: number
  isEarly: boolean
  /** All of it in words, for who points at it. */
  told: string
}

/** What was published on a day. */
export interface TrendMark {
  at: number
  /** Short enough to stand over it. */
  name: string
  /** All of it in words, for who points at it. */
  told: string
}

const tall = { score: 180, gap: 26, bars: 44, axis: 22, top: 22 }
const height = tall.top + tall.score + tall.gap + tall.bars + tall.axis
const beside = { left: 38, right: 12 }
/** About as wide as a letter of a mark's name, in px. */
const letter = 7
const barsFrom = tall.top + tall.score + tall.gap

/** A score over time: the line, its 95 % band, how many answered beneath, and what was published. */
export function Trend({
  metric,
  points,
  marks,
  shades = [],
  shade = '',
  from,
  to,
  label,
  tick,
  day,
  children,
}: {
  metric: string
  points: readonly TrendPoint[]
  marks: readonly TrendMark[]
  /** Times that are shaded, and what they are called there. */
  shades?: readonly { from: number; to: number }[]
  shade?: string
  from: number
  to: number
  label: string
  tick(value: number): string
  /** How a moment of the axis is written. */
  day(at: number): string
  /** What stands above it, at the left of what is pointed at. */
  children?: ComponentChildren
}) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const [pointed, setPointed] = useState<TrendPoint>()
  const x = scaleUtc()
    .domain([from, to])
    .range([beside.left, Math.max(beside.left + 1, width - beside.right)])
  const values = points.flatMap(({ value, interval }) =>
    [value, interval?.low, interval?.high].filter(each => each !== null && each !== undefined),
  )
  const y = scaleLinear()
    .domain(niceDomain(metric, values))
    .range([tall.top + tall.score, tall.top])
  const most = Math.max(1, ...points.map(({ n }) => n))
  const n = scaleLinear().domain([0, most]).range([0, tall.bars])
  const named = namedOf(marks, x)
  const isDense = points.length > 45

  const pointAt = (clientX: number, box: DOMRect) => {
    const at = x.invert(clientX - box.left).getTime()
    setPointed(points.toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0])
  }
  return (
    <div class="trend" ref={ref}>
      <div class="trend-head">
        {children}
        <p class="pointed quiet" aria-hidden="true">
          {pointed?.told}
        </p>
      </div>
      <svg
        width="100%"
        height={height}
        role="img"
        aria-label={label}
        onPointerMove={event => pointAt(event.clientX, event.currentTarget.getBoundingClientRect())}
        onPointerLeave={() => setPointed(undefined)}
      >
        {width > 0 && (
          <>
            {shades.map(each => (
              <g key={each.from} class="shade">
                <title>{shade}</title>
                <rect
                  x={x(each.from)}
                  width={Math.max(2, x(each.to) - x(each.from))}
                  y={tall.top}
                  height={barsFrom + tall.bars - tall.top}
                />
                {x(each.to) - x(each.from) > shade.length * letter + 16 && (
                  <text x={x(each.from) + 8} y={tall.top + tall.score + 17}>
                    {shade}
                  </text>
                )}
              </g>
            ))}
            {y.ticks(4).map(value => (
              <g key={value}>
                <line
                  class={value === 0 ? 'zero' : 'grid'}
                  x1={beside.left}
                  x2={width - beside.right}
                  y1={y(value)}
                  y2={y(value)}
                />
                <text x={beside.left - 8} y={y(value) + 4} text-anchor="end">
                  {tick(value)}
                </text>
              </g>
            ))}
            {marks.map(({ at, name, told }) => (
              <g key={at} class="mark">
                <title>{told}</title>
                <line x1={x(at)} x2={x(at)} y1={tall.top - 4} y2={barsFrom + tall.bars} />
                {named.has(at) && (
                  <text x={x(at)} y={tall.top - 9} text-anchor="middle">
                    {name}
                  </text>
                )}
              </g>
            ))}
            <path class="band" d={bandOf(points, x, y)} />
            <path class="line" d={lineOf(points, x, y)} />
            {points.map(({ at, value, isEarly }) =>
              value === null || (isDense && !isAlone(points, at)) ? null : (
                <circle key={at} class={isEarly ? 'dot hollow' : 'dot'} cx={x(at)} cy={y(value)} r="3.5" />
              ),
            )}
            {pointed && pointed.value !== null && (
              <circle class="dot" cx={x(pointed.at)} cy={y(pointed.value)} r="6" />
            )}
            {points.map(point => (
              <rect
                key={point.at}
                class={point === pointed ? 'n pointed' : 'n'}
                x={x(point.from) + 1}
                width={Math.max(1, x(point.to) - x(point.from) - 2)}
                y={barsFrom + tall.bars - n(point.n)}
                height={n(point.n)}
              />
            ))}
            <text x={beside.left - 8} y={barsFrom + 10} text-anchor="end">
              {most}
            </text>
            <line
              class="base"
              x1={beside.left}
              x2={width - beside.right}
              y1={barsFrom + tall.bars + 0.5}
              y2={barsFrom + tall.bars + 0.5}
            />
            {x.ticks(Math.max(2, Math.floor(width / 110))).map(value => (
              <text key={value.getTime()} x={x(value)} y={height - 5} text-anchor="middle">
                {day(value.getTime())}
              </text>
            ))}
          </>
        )}
      </svg>
    </div>
  )
}

type Scale = (value: number) => number

/** Marks whose names have room: of two that would print over each other, the earlier. */
function namedOf(marks: readonly TrendMark[], x: Scale): Set<number> {
  const named = new Set<number>()
  let end = Number.NEGATIVE_INFINITY
  for (const { at, name } of marks) {
    const half = (name.length * letter) / 2
    if (x(at) - half < end) continue
    named.add(at)
    end = x(at) + half + letter
  }
  return named
}

/** Broken where nobody answered, so that nothing is drawn that nobody said. */
function lineOf(points: readonly TrendPoint[], x: Scale, y: Scale): string {
  const draw = line<TrendPoint>()
    .defined(({ value }) => value !== null)
    .x(({ at }) => x(at))
    .y(({ value }) => y(value ?? 0))
  return draw(points as TrendPoint[]) ?? ''
}

function bandOf(points: readonly TrendPoint[], x: Scale, y: Scale): string {
  const draw = area<TrendPoint>()
    .curve(curveLinear)
    .defined(({ value, interval }) => value !== null && interval !== null)
    .x(({ at }) => x(at))
    .y0(({ interval }) => y(interval?.low ?? 0))
    .y1(({ interval }) => y(interval?.high ?? 0))
  return draw(points as TrendPoint[]) ?? ''
}

/** Whether no line would lead to it. */
function isAlone(points: readonly TrendPoint[], at: number): boolean {
  const place = points.findIndex(point => point.at === at)
  const [before, after] = [points[place - 1], points[place + 1]]
  return (before?.value ?? null) === null && (after?.value ?? null) === null
}
