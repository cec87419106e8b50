export const journey = {
  order: 'Change the order',
  orderTitle: 'The order of the journey',
  orderAbout: 'As customers come by: first things first.',
  up: (name: string) => `Move ${name} up`,
  down: (name: string) => `Move ${name} down`,
  save: 'Save the order',
  saved: 'The order is saved',
  cancel: 'Cancel',
  archived: (count: number) => `Archived (${count})`,
  archivedAbout: 'They ask nobody, and keep their answers.',
}
