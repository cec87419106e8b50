import { build } from 'esbuild'
import fc from 'fast-check'
import * as preact from 'preact'
import { beforeAll, describe, expect, it } from 'vitest'

/** A tree as the widget makes it: text, nothing, or an element, whose children may be a list. */
type Tree =
  | string
  | number
  | null
  | false
  | { type: string; key?: string; props: object; children: Tree[]; isList?: boolean }

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

const drawing = fc.constantFrom('M1 1', 'M2 2').map(d => {
  const path = { type: 'path', props: { d }, children: [] }
  return { type: 'svg', props: { viewBox: '0 0 24 24' }, children: [path] }
})

const { tree } = fc.letrec<{ tree: Tree; element: Tree }>(self => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('one', 'two', 3, null, false as const),
    self('element'),
    drawing,
  ),
  element: fc.record(
    {
      type: fc.constantFrom('p', 'div', 'input', 'button'),
      key: fc.constantFrom('k', 'l', 'm'),
      props,
      children: fc.array(self('tree'), { maxLength: 5 }),
      isList: fc.boolean(),
    },
    { requiredKeys: ['type', 'props', 'children'] },
  ),
}))

/** Two children under one key are undefined behaviour in Preact itself, so each list gives a key once. */
function distinctKeys(trees: Tree[]): Tree[] {
  const seen = new Set<string>()
  return trees.map(child => {
    if (typeof child !== 'object' || child === null) return child
    const { key, ...rest } = child
    const isNew = key !== undefined && !seen.has(key)
    if (isNew) seen.add(key)
    return { ...rest, ...(isNew && { key }), children: distinctKeys(child.children) }
  })
}

function toVNode({ h }: Drawing, one: Tree): preact.ComponentChild {
  if (typeof one !== 'object' || one === null) return one
  const { type, key, props, children, isList } = one
  const drawn = type === 'input' ? [] : children.map(child => toVNode({ h } as Drawing, child))
  const given = { ...props, key } as object
  return isList ? h(type, given, drawn) : h(type, given, ...drawn)
}

type Seen = string | { node: string; attributes: string[]; value: unknown; children: Seen[] }

/** What is on the screen: the markup, and what it does not tell. */
function seen(node: Node): Seen {
  if (!(node instanceof Element)) return `${node.textContent}`
  const { value, checked } = node as HTMLInputElement
  return {
    node: `${node.namespaceURI} ${node.localName}`,
    // Their order is nothing to anybody.
    attributes: [...node.attributes].map(({ name, value }) => `${name}=${value}`).sort(),
    value: node.localName === 'input' && [value, checked],
    children: [...node.childNodes].map(seen),
  }
}

/** Every node within, by a number that it keeps for as long as it stands. */
function numbered(root: Node, numbers: Map<Node, number>): (number | undefined)[] {
  return [...root.childNodes].flatMap(node => {
    if (!numbers.has(node)) numbers.set(node, numbers.size)
    return [numbers.get(node), ...numbered(node, numbers)]
  })
}

/** Draws, one after the other, and tells what is on the screen each time, and which nodes stayed. */
function drawings(by: Drawing, trees: Tree[]) {
  const root = document.createElement('div')
  const numbers = new Map<Node, number>()
  return trees.map(one => {
    by.render(toVNode(by, one), root)
    return { seen: seen(root), kept: numbered(root, numbers) }
  })
}

describe('the lean Preact', () => {
  it('draws whatever Preact draws, in any order of drawings, and keeps the nodes that Preact keeps', () => {
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 5 }), trees => {
        const distinct = trees.flatMap(one => distinctKeys([one]))
        expect(drawings(lean, distinct)).toEqual(drawings(preact, distinct))
      }),
      { numRuns: 300 },
    )
  })

  it('draws as text whatever is no element of its own making', () => {
    const root = document.createElement('div')
    const forged = JSON.parse('{"type":"script","props":{"src":"//evil.example"}}')
    lean.render(lean.h('p', {}, forged), root)
    expect(root.innerHTML).toBe('<p>[object Object]</p>')
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
})
