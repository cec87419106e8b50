import { build } from 'esbuild'
import fc from 'fast-check'
import * as preact from 'preact'
import { beforeAll, describe, expect, it } from 'vitest'

/** A tree as both can draw it: text, nothing, a list, or an element. */
type Tree =
  | string
  | number
  | null
  | false
  | Tree[]
  | { type: string; key?: string; props: object; children: Tree[] }

type Drawing = Pick<typeof preact, 'h' | 'render'>

let lean: Drawing

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: ['packages/widget/node_modules/preact/src/index.js'],
    bundle: true,
    write: false,
    format: 'esm',
    mangleProps: /^_[a-z]/,
  })
  const [file] = outputFiles
  lean = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(`${file?.text}`)}`)
})

const props = fc.record(
  {
    class: fc.constantFrom('a', 'b'),
    tabIndex: fc.constantFrom(-1, 0),
    hidden: fc.boolean(),
    disabled: fc.boolean(),
    value: fc.constantFrom('', 'x', 'y'),
    checked: fc.boolean(),
    'aria-pressed': fc.boolean(),
    'data-chosen': fc.option(fc.boolean()),
    role: fc.constantFrom('status', 'group'),
  },
  { requiredKeys: [] },
)

const { tree } = fc.letrec<{ tree: Tree; element: Tree }>(self => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('one', 'two', 3, null, false as const),
    self('element'),
    fc.array(self('tree'), { maxLength: 4 }),
  ),
  element: fc.record(
    {
      type: fc.constantFrom('p', 'div', 'input', 'button', 'svg'),
      key: fc.constantFrom('k', 'l', 'm'),
      props,
      children: fc.array(self('tree'), { maxLength: 4 }),
    },
    { requiredKeys: ['type', 'props', 'children'] },
  ),
}))

/** Two children under one key are undefined behaviour in Preact itself, so each list gives a key once. */
function distinctKeys(trees: Tree[]): Tree[] {
  const seen = new Set<string>()
  return trees.map(child => {
    if (Array.isArray(child)) return distinctKeys(child)
    if (typeof child !== 'object' || child === null) return child
    const { key, ...rest } = child
    const isNew = key !== undefined && !seen.has(key)
    if (isNew) seen.add(key)
    return { ...rest, ...(isNew && { key }), children: distinctKeys(child.children) }
  })
}

function toVNode({ h }: Drawing, one: Tree): preact.ComponentChild {
  if (Array.isArray(one)) return one.map(child => toVNode({ h } as Drawing, child)) as never
  if (typeof one !== 'object' || one === null) return one
  const { type, key, props, children } = one
  return h(
    type,
    { ...props, key } as object,
    ...(type === 'input' ? [] : children.map(child => toVNode({ h } as Drawing, child))),
  )
}

/** What is on the screen: the markup, and what markup does not tell. */
function seen(root: HTMLElement) {
  return {
    markup: root.innerHTML,
    inputs: [...root.querySelectorAll('input')].map(({ value, checked }) => [value, checked]),
  }
}

/** Draws it and looks. Of some lists in lists, Preact 10.29 loses its place among the texts, and throws. */
function draw(by: Drawing, one: Tree, root: HTMLElement) {
  try {
    by.render(toVNode(by, one), root)
    return seen(root)
  } catch (error) {
    return { threw: (error as Error).name }
  }
}

describe('the lean Preact', () => {
  it('draws whatever Preact draws, in any order of drawings', () => {
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 5 }), trees => {
        const [ours, theirs] = [document.createElement('div'), document.createElement('div')]
        for (const [one] of trees.map(one => distinctKeys([one]))) {
          const [drawn, expected] = [draw(lean, one as Tree, ours), draw(preact, one as Tree, theirs)]
          expect(drawn).toEqual(expected)
          if ('threw' in expected) return
        }
      }),
      { numRuns: 300 },
    )
  })

  it('calls the listener of the latest drawing, and none after it was taken away', () => {
    const root = document.createElement('div')
    const heard: string[] = []
    const click = () => root.querySelector('button')?.click()
    for (const name of ['first', 'second']) {
      lean.render(lean.h('button', { onClick: () => heard.push(name) }), root)
      click()
    }
    lean.render(lean.h('button', {}), root)
    click()
    expect(heard).toEqual(['first', 'second'])
  })

  it('calls a component with its properties, and draws it again with others', () => {
    const root = document.createElement('div')
    const Name = ({ name }: { name: string }) => lean.h('b', {}, name)
    for (const name of ['Ada', 'Grace']) {
      lean.render(lean.h(Name, { name }), root)
      expect(root.innerHTML).toBe(`<b>${name}</b>`)
    }
  })
})
