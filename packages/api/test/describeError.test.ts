import pg from 'pg'
import { expect, test } from 'vitest'
import { describeError } from '../src/describeError.ts'
import { DatabaseUnavailable } from '../src/store/unavailable.ts'

test('the log learns of an error and its cause, and nothing of the row at fault', () => {
  const cause = Object.assign(new pg.DatabaseError('the disk is full', 0, 'error'), {
    code: '53100',
    detail: 'Failing row contains (a private comment)',
    where: 'a private place',
  })
  const described = describeError(new DatabaseUnavailable(cause))
  expect(described).toMatchObject({
    type: 'DatabaseUnavailable',
    message: 'The database is not available',
    stack: expect.stringContaining('describeError.test.ts'),
    cause: { message: 'the disk is full', code: '53100' },
  })
  expect(JSON.stringify(described)).not.toContain('private')
})

test('whatever else is thrown is not repeated', () => {
  expect(JSON.stringify(describeError('a private comment'))).not.toContain('private')
})
