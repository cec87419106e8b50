/** Whose days and times are told. */
export const zone = (timeZone: string) => `Days and times are those of ${timeZone.replaceAll('_', ' ')}.`
