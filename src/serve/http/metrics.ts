/** Counts requests for `/metrics`, in the text format Prometheus reads. */
export interface RequestMetrics {
  note(request: { method: string; route: string; status: number; seconds: number }): void
  toText(): string
}

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1, 3, 10] as const

interface Series {
  readonly labels: string
  readonly counts: number[]
  count: number
  sum: number
}

export function openRequestMetrics(): RequestMetrics {
  const series = new Map<string, Series>()
  return {
    note({ method, route, status, seconds }) {
      const labels = toLabels({ method, route, status: String(status) })
      const entry = series.get(labels) ?? { labels, counts: buckets.map(() => 0), count: 0, sum: 0 }
      series.set(labels, entry)
      entry.count += 1
      entry.sum += seconds
      for (const [index, bucket] of buckets.entries())
        if (seconds <= bucket) entry.counts[index] = (entry.counts[index] ?? 0) + 1
    },
    toText() {
      const name = 'groundswell_http_request_duration_seconds'
      const lines = [...series.values()].flatMap((entry) => [
        ...buckets.map(
          (bucket, index) => `${name}_bucket{${entry.labels},le="${bucket}"} ${entry.counts[index] ?? 0}`,
        ),
        `${name}_bucket{${entry.labels},le="+Inf"} ${entry.count}`,
        `${name}_sum{${entry.labels}} ${entry.sum}`,
        `${name}_count{${entry.labels}} ${entry.count}`,
      ])
      return [`# HELP ${name} How long requests took.`, `# TYPE ${name} histogram`, ...lines].join('\n')
    },
  }
}

/** One gauge with a value per set of labels. */
export function toGauge(
  name: string,
  help: string,
  values: readonly { labels?: Readonly<Record<string, string>>; value: number }[],
): string {
  const lines = values.map(({ labels = {}, value }) => {
    const text = toLabels(labels)
    return `${name}${text === '' ? '' : `{${text}}`} ${value}`
  })
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines].join('\n')
}

function toLabels(labels: Readonly<Record<string, string>>): string {
  const quote = (text: string): string =>
    text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/"/g, '\\"')
  return Object.entries(labels)
    .map(([key, value]) => `${key}="${quote(value)}"`)
    .join(',')
}
