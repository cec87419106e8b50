import { problem } from '../errors.ts'

/** The error where the project has no response of the id that the address names. */
export const noResponse = () => problem('not-found', 'The project has no response of this id')
