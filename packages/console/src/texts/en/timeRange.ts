export const timeRange = {
  label: 'Time',
  words: {
    '7d': 'last 7 days',
    '28d': 'last 28 days',
    '90d': 'last 90 days',
    '365d': 'last 12 months',
    own: 'the days from',
  },
  from: 'First day',
  until: 'to',
  to: 'Last day',
}
