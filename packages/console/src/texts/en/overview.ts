export const overview = {
  title: 'Overview',
  reading: 'Reading the touchpoints',
  touchpoints: 'What is asked in this project',
  touchpoint: 'Touchpoint',
  asks: 'It asks',
  nothing: 'nothing yet',
}
