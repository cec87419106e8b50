import { scaleLinear } from 'd3-scale'

interface Bounds {
  /** The ends of the scale, which no axis goes beyond. */
  min: number
  max: number
  /** A shorter axis would make little of it look like much. */
  least: number
}

const bounds: Record<string, Bounds> = {
  nps: { min: -100, max: 100, least: 40 },
  stars: { min: 1, max: 5, least: 1 },
}
const percentage: Bounds = { min: 0, max: 100, least: 30 }

/** An axis for scores: around all of `values`, in round numbers. Points and lines only; bars begin at nothing. */
export function niceDomain(metric: string, values: readonly number[]): [low: number, high: number] {
  const { min, max, least } = bounds[metric] ?? percentage
  const [lowest, highest] = [Math.min(...values), Math.max(...values)]
  if (values.length === 0) return [min, max]
  const lacking = Math.max(0, least - (highest - lowest)) / 2
  const [low = min, high = max] = scaleLinear()
    .domain([lowest - lacking, highest + lacking])
    .nice(4)
    .domain()
  return [Math.max(min, low), Math.min(max, high)]
}
