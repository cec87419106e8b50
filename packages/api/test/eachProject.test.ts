import { expect, test } from 'vitest'
import { eachProject } from '../src/domain/keeping/eachProject.ts'

const projects = Array.from({ length: 205 }, (_, at) => ({ id: String(at).padStart(3, '0') }))
const list = async (after: string | null, limit: number) =>
  projects.filter(({ id }) => after === null || id > after).slice(0, limit)

test('a project that fails holds up no other, and its error is told in the end', async () => {
  const done: string[] = []
  const work = async ({ id }: { id: string }) => {
    if (id === '003' || id === '150') throw new Error(`${id} fails`)
    done.push(id)
  }
  await expect(eachProject(list, work)).rejects.toThrow('003 fails')
  expect(done).toHaveLength(203)
  expect(done.at(-1)).toBe('204')
})

test('no page of projects is begun after the end', async () => {
  const stop = new AbortController()
  const done: string[] = []
  const work = async ({ id }: { id: string }) => {
    done.push(id)
    if (id === '120') stop.abort()
  }
  await eachProject(list, work, stop.signal)
  expect(done).toHaveLength(200)
})
