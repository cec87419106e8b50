/** How many fields at fault a problem tells at most: more are not worth looking for, nor describing. */
export const mostFaults = 10
