/** The key of the one alert that there is of a response. */
export const detractorKey = (responseId: string) => `detractor ${responseId}`
