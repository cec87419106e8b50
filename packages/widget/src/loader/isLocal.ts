/** Whether the page is on somebody's own machine: what is answered there is a test, unless the site says otherwise. */
export const isLocal = () => /^127\.|\[::1]|\blocalhost$/.test(location.hostname)
