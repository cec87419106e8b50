import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildApi } from '../packages/api/build.mjs'

/** @import { Plant } from './plants.mjs' */

const api = fileURLToPath(new URL('../packages/api', import.meta.url))

/** Where a build for the rig goes: where it finds its packages, and nobody looks for sources. @param {string} name */
export const builtFolder = name => join(api, 'node_modules', `.tyck-${name}`)

/**
 * Builds the API with a bug in it; without one, as it is.
 * @param {string} outdir
 * @param {Plant} [plant]
 */
export async function buildPlanted(outdir, plant) {
  const planted = plant ? await plantedSources(plant) : new Map()
  await buildApi(outdir, [
    {
      name: 'planted',
      setup(build) {
        build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
          const contents = planted.get(path)
          return contents === undefined ? undefined : { contents, loader: 'ts' }
        })
      },
    },
  ])
}

/**
 * The sources that a bug changes, by their paths, as they are with it.
 * @param {Plant} plant
 * @returns {Promise<Map<string, string>>}
 * @throws where a text that the bug takes the place of is not in the sources exactly once
 */
export async function plantedSources({ name, changes }) {
  /** @type {Map<string, string>} */
  const sources = new Map()
  for (const { file, find, put } of changes) {
    const path = join(api, 'src', file)
    const parts = (sources.get(path) ?? (await readFile(path, 'utf8'))).split(find)
    if (parts.length !== 2) {
      throw new Error(`"${name}" cannot be planted: ${file} has not exactly once: ${find}`)
    }
    sources.set(path, parts.join(put))
  }
  return sources
}
