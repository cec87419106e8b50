/** What the log says of an error, and of what caused it. */
type ErrorDescription = {
  type: string
  message: string
  code?: string
  stack: string
  cause?: ErrorDescription
}

/**
 * An error for the log. Only these fields: Postgres adds the row at fault to its errors (`detail`), and a row holds
 * what people wrote.
 */
export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'Something was thrown that is no error', stack: '' }
  const { name, message, stack = '', cause } = error
  return {
    type: name,
    message,
    stack,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...(cause === undefined ? {} : { cause: describeError(cause) }),
  }
}
