/** What the list of touchpoints says. */
export const touchpointList = {
  title: 'Touchpoints',
  about: 'In the order of the journey.',
  caption: 'Touchpoints in the order of the journey',
  touchpoint: 'Touchpoint',
  metric: 'Metric',
  state: 'State',
  states: { active: 'Live', paused: 'Paused', archived: 'Archived', silent: 'Nothing published' },
  create: 'New touchpoint',
  emptyEditor: 'Make a touchpoint, and it will stand here with its score.',
  emptyViewer: 'Once somebody makes a touchpoint, it will stand here with its score.',
}
