/** The key of the alert on what was found silent at the end of an hour. */
export const silenceKey = (noticedAt: Date) => `silence ${noticedAt.toISOString()}`
