import { Counter, type Metric, type Registry } from 'prom-client'

/** Upper bounds of what is counted apart, in seconds. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

interface Series {
  /** How many replies had which status. */
  statuses: Map<number, number>
  /** How many took as long as each bound at most, and longer than the one before; the last ones longer than all. */
  buckets: number[]
  /** Seconds of all together. */
  sum: number
}

/** Notes one request that was answered. */
export type CountRequest = (method: string, route: string, status: number, seconds: number) => void

/**
 * Counts requests, and how long they took. In plain numbers, put into Prometheus's form when somebody looks: a
 * histogram of prom-client takes 3 µs for each request, a twentieth of what a post costs.
 */
export function countRequests(register: Registry): CountRequest {
  const routes = new Map<string, Map<string, Series>>()

  function seriesOf(method: string, route: string): Series {
    const methods = routes.get(route) ?? new Map<string, Series>()
    const series = methods.get(method) ?? {
      statuses: new Map(),
      buckets: bounds.map(() => 0).concat(0),
      sum: 0,
    }
    routes.set(route, methods.set(method, series))
    return series
  }

  /** Every series with its labels. */
  function* all() {
    for (const [route, methods] of routes)
      for (const [method, series] of methods) yield { labels: { method, route }, series }
  }

  new Counter({
    name: 'tyck_http_requests_total',
    help: 'Requests answered, by the pattern of their route',
    labelNames: ['method', 'route', 'status'],
    registers: [register],
    collect() {
      this.reset()
      for (const { labels, series } of all())
        for (const [status, count] of series.statuses) this.inc({ ...labels, status }, count)
    },
  })

  const durations = {
    name: 'tyck_http_request_duration_seconds',
    help: 'From the headers of a request to the end of its reply',
    type: 'histogram',
    aggregator: 'sum',
    async get() {
      const values = [...all()].flatMap(({ labels, series }) => valuesOf(durations.name, labels, series))
      return { ...durations, values }
    },
  }
  // Of a metric the registry asks no more than this.
  register.registerMetric(durations as unknown as Metric)

  return (method, route, status, seconds) => {
    const series = seriesOf(method, route)
    series.statuses.set(status, (series.statuses.get(status) ?? 0) + 1)
    const bound = bounds.findIndex(most => seconds <= most)
    const bucket = bound < 0 ? bounds.length : bound
    series.buckets[bucket] = (series.buckets[bucket] ?? 0) + 1
    series.sum += seconds
  }
}

/** A histogram as Prometheus has it: each bucket holds those before it (https://prometheus.io/docs/concepts/metric_types/#histogram). */
function valuesOf(name: string, labels: Record<string, string>, { buckets, sum }: Series) {
  let count = 0
  const values = buckets.map((some, at) => {
    count += some
    return { metricName: `${name}_bucket`, labels: { le: bounds[at] ?? '+Inf', ...labels }, value: count }
  })
  return [
    ...values,
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: count },
  ]
}
