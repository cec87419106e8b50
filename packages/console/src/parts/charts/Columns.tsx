import { scaleLinear } from 'd3-scale'

/** One column: an answer of the scale. */
export interface ColumnOf {
  key: string
  look: 'worst' | 'middle' | 'best'
  count: number
  /** What stands beneath it, and above. */
  name: string
  told: string
}

const height = 140
const [above, beneath] = [20, 22]

/** Columns side by side, from nothing. */
export function Columns({ columns }: { columns: readonly ColumnOf[] }) {
  const most = Math.max(1, ...columns.map(({ count }) => count))
  const tall = scaleLinear()
    .domain([0, most])
    .range([0, height - above - beneath])
  const step = 100 / columns.length
  return (
    <svg class="columns" height={height} width="100%" aria-hidden="true">
      {columns.map(({ key, look, count, name, told }, at) => {
        const middle = `${(at + 0.5) * step}%`
        const bar = tall(count)
        return (
          <g key={key}>
            <rect
              class={look}
              x={`${(at + 0.1) * step}%`}
              width={`${step * 0.8}%`}
              y={height - beneath - bar}
              height={bar}
            />
            <text class="value" x={middle} y={height - beneath - bar - 6} text-anchor="middle">
              {told}
            </text>
            <text x={middle} y={height - 5} text-anchor="middle">
              {name}
            </text>
          </g>
        )
      })}
      <line class="base" x1="0" x2="100%" y1={height - beneath + 0.5} y2={height - beneath + 0.5} />
    </svg>
  )
}
