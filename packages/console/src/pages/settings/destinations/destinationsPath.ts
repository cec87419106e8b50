/** Where destinations are read and made. */
export const destinationsPath = '/v1/destinations'
