/** What the shop has. */
export const products = [
  {
    key: 'dimma',
    name: 'Throw Dimma',
    about: 'Wool, fog, 130 × 170 cm. Large enough for two on a sofa.',
    price: 695,
    image: 'throw',
  },
  {
    key: 'ask',
    name: 'Tray Ask',
    about: 'Birch, oval, 38 cm. Carries breakfast for one, or tea for four.',
    price: 349,
    image: 'tray',
  },
  {
    key: 'humla',
    name: 'Candles Humla',
    about: 'Beeswax, a pair. Burn for nine hours and smell of summer.',
    price: 147,
    image: 'candles',
  },
  {
    key: 'mossa',
    name: 'Cushion Mossa',
    about: 'Wool, moss, 45 × 45 cm. Filled with more of the same.',
    price: 425,
    image: 'cushion',
  },
]

/** @param {number} price whole kronor */
export function formatPrice(price) {
  return `${price.toLocaleString('sv-SE')}\u00a0kr`
}
