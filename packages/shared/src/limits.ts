/** The limits that widget and service must agree on. Imports nothing, so that the widget can take values from here. */

/** The longest comment, in code points: what people call characters. */
export const commentCodePoints = 2_000
/** The longest text among the metadata, in code points. */
export const metadataTextCodePoints = 256
/** The most keys that metadata may have. */
export const metadataKeys = 32
/** The largest metadata, in bytes of UTF-8 JSON. */
export const metadataBytes = 4_096
/** The most languages that a survey may have. */
export const surveyLocales = 100
/** The most metadata keys that a touchpoint may take: its pages need not send the same. */
export const touchpointMetadataKeys = 100
/** The most answers that a metric has: 0 to 10. */
export const scaleAnswers = 11
/** The longest address of a page, in bytes. */
export const pageBytes = 1_024
/** The largest body of a post, in bytes. */
export const bodyBytes = 16_384

/** An older showing or change is `too-old`; a replaced survey is accepted for as long. In milliseconds. */
export const ageMs = 7 * 86_400_000
/** After its first answer a response can be changed for this long; later is `too-late`. In milliseconds. */
export const amendMs = 30 * 60_000
