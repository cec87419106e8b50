/** What the scripts of a page did outside of `<tyck-survey>`: each thing in words, by kind, in order. */
export interface PageWatch {
  /** Values of form fields that were read or set, and forms whose data were taken. */
  fields: string[]
  /** Elements that were looked up, measured or read. */
  elements: string[]
  listeners: string[]
  /** Nodes and attributes that changed; focus, clicks and scrolling by script. */
  changes: string[]
  cookies: string[]
  storage: string[]
  /** Everything that sends, loads, navigates, runs a text as code, or keeps something elsewhere. */
  calls: string[]
  /** Properties of the document that were read or set. */
  document: string[]
  /** Properties of the browser and the window. */
  browser: string[]
  definitions: string[]
  /** What the page's policy refused. */
  violations: string[]
  globals: string[]
  /** Functions of the browser that are no longer the same. */
  replaced: string[]
}

/** Where `watchPage` leaves it. */
export type WatchedWindow = Window & { pageWatch: () => PageWatch }

/**
 * Runs in a page before any of its scripts, and notes what they do from then on. It is sent to the page as a text, so
 * all that it needs stands inside.
 */
export function watchPage(): void {
  const seen: PageWatch = {
    fields: [],
    elements: [],
    listeners: [],
    changes: [],
    cookies: [],
    storage: [],
    calls: [],
    document: [],
    browser: [],
    definitions: [],
    violations: [],
    globals: [],
    replaced: [],
  }
  type Kind = keyof PageWatch
  /** While we look ourselves nothing is noted. */
  let looking = false
  const quietly = <T>(look: () => T): T => {
    const before = looking
    looking = true
    try {
      return look()
    } finally {
      looking = before
    }
  }

  /** Elements that were made by name. A copy of the page's own is not among them. */
  const made = new WeakSet<object>()
  const isOwn = (target: unknown): boolean => {
    if (!(target instanceof Node)) return false
    const root = target.getRootNode()
    if (root instanceof ShadowRoot) return root.host.localName === 'tyck-survey'
    return (target as Element).localName === 'tyck-survey' || (!target.isConnected && made.has(target))
  }
  const nameOf = (target: unknown): string => {
    if (target === window || target === undefined) return 'window'
    if (target === document) return 'document'
    return target instanceof Element ? `<${target.localName}>` : Object(target).constructor.name
  }

  type Look = (self: unknown, name: string, given: unknown[]) => string | undefined
  /** Notes calls of functions, constructors, getters and setters, as `look` says. */
  const watch = (kind: Kind, owner: object, names: string[], look: Look) => {
    for (const name of names) {
      const found = Object.getOwnPropertyDescriptor(owner, name)
      if (!found?.configurable) continue
      for (const part of ['value', 'get', 'set'] as const) {
        const original = found[part]
        if (typeof original !== 'function') continue
        const note = (self: unknown, given: unknown[]) => {
          if (looking) return
          const what = quietly(() => look(self ?? window, part === 'set' ? `${name} =` : name, given))
          if (what !== undefined) seen[kind].push(what)
        }
        found[part] = new Proxy(original, {
          apply(target, self, given) {
            note(self, given)
            return Reflect.apply(target, self, given)
          },
          construct(target, given, newTarget) {
            note(window, given)
            return Reflect.construct(target, given, newTarget)
          },
        })
      }
      Object.defineProperty(owner, name, found)
    }
  }
  const outside: Look = (self, name) => (isOwn(self) ? undefined : `${nameOf(self)}.${name}`)
  const by: Look = (_, name) => name
  const gettersOf = (owner: object) =>
    Object.entries(Object.getOwnPropertyDescriptors(owner)).flatMap(([name, { get }]) => (get ? [name] : []))
  const all = (owner: object) => Object.getOwnPropertyNames(owner).filter(name => name !== 'constructor')

  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    seen.violations.push(`${effectiveDirective} ${blockedURI}`)
  })
  const look = (records: MutationRecord[]) =>
    quietly(() => {
      for (const { target, type, attributeName } of records) {
        const element = target instanceof Element ? target : target.parentElement
        if (!element?.closest('tyck-survey')) {
          seen.changes.push([nameOf(target), type, attributeName].filter(Boolean).join(' '))
        }
      }
    })
  const observer = new MutationObserver(look)
  // What the parser makes is the page's own.
  document.addEventListener('DOMContentLoaded', () =>
    quietly(() =>
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true }),
    ),
  )

  const input = ['value', 'valueAsNumber', 'valueAsDate', 'defaultValue', 'selectionStart', 'files']
  watch('fields', HTMLInputElement.prototype, input, outside)
  watch('fields', HTMLTextAreaElement.prototype, ['value', 'defaultValue', 'selectionStart'], outside)
  watch('fields', HTMLSelectElement.prototype, ['value', 'selectedIndex', 'selectedOptions'], outside)
  watch('fields', window, ['FormData'], (_, name, [form]) =>
    form ? `new ${name}(${nameOf(form)})` : undefined,
  )

  const lookUps =
    /^(query|getElement|elementsFromPoint|elementFromPoint|create(Range|Tree|NodeI)|evaluate|getSelection)/
  const lookUp: Look = (self, name, [what]) =>
    isOwn(self) ? undefined : `${nameOf(self)}.${name}${what === undefined ? '' : `(${what})`}`
  watch(
    'elements',
    Document.prototype,
    all(Document.prototype).filter(name => lookUps.test(name)),
    lookUp,
  )
  for (const { prototype } of [Element, HTMLElement, HTMLScriptElement, HTMLFormElement, Node]) {
    const own = all(prototype).filter(
      name =>
        !/^(on|addEvent|getRootNode$|isConnected$|focus$|blur$|click$|submit$|requestSubmit$|scroll)/.test(
          name,
        ),
    )
    watch('elements', prototype, own, (self, name, [what]) =>
      self === document || self === window
        ? undefined
        : lookUp(self, name, typeof what === 'string' ? [what] : []),
    )
  }
  watch('elements', window, ['getComputedStyle', 'getSelection'], (_, name, [of]) =>
    isOwn(of) ? undefined : `${name}(${of ? nameOf(of) : ''})`,
  )
  for (const { prototype } of [IntersectionObserver, ResizeObserver, MutationObserver]) {
    watch('elements', prototype, ['observe'], (self, name, [of]) =>
      isOwn(of) ? undefined : `${nameOf(self)}.${name}(${nameOf(of)})`,
    )
  }

  watch('listeners', EventTarget.prototype, ['addEventListener'], (self, _, [type]) =>
    isOwn(self) ? undefined : `${nameOf(self)} ${type}`,
  )
  for (const owner of [
    window,
    Document.prototype,
    Element.prototype,
    HTMLElement.prototype,
    HTMLBodyElement.prototype,
  ]) {
    watch(
      'listeners',
      owner,
      all(owner).filter(name => /^on/.test(name)),
      outside,
    )
  }

  const moves = [
    'focus',
    'blur',
    'click',
    'submit',
    'requestSubmit',
    'scroll',
    'scrollTo',
    'scrollBy',
    'scrollIntoView',
  ]
  for (const owner of [window, Element.prototype, HTMLElement.prototype, HTMLFormElement.prototype]) {
    watch('changes', owner, moves, outside)
  }

  watch('cookies', Document.prototype, ['cookie'], by)
  if (window.CookieStore) watch('cookies', CookieStore.prototype, ['get', 'getAll', 'set', 'delete'], by)

  for (const kind of ['localStorage', 'sessionStorage'] as const) {
    const { get } = Object.getOwnPropertyDescriptor(window, kind) as { get: () => Storage }
    const real = get.call(window)
    const note = (what: string, key: unknown = '') =>
      seen.storage.push(`${kind} ${what} ${String(key)}`.trim())
    const words: Record<string, string> = { getItem: 'read', setItem: 'write', removeItem: 'remove' }
    const watched = new Proxy(real, {
      get(_, name: string) {
        const member: unknown = Reflect.get(real, name)
        if (typeof member !== 'function') note('read', name)
        else {
          return (...given: unknown[]) => {
            note(words[name] ?? name, given[0])
            return Reflect.apply(member, real, given)
          }
        }
        return member
      },
      set(_, name, value) {
        note('write', name)
        return Reflect.set(real, name, value)
      },
      deleteProperty(_, name) {
        note('remove', name)
        return Reflect.deleteProperty(real, name)
      },
      ownKeys() {
        note('list')
        return Reflect.ownKeys(real)
      },
    })
    Object.defineProperty(window, kind, { configurable: true, get: () => watched })
  }

  watch('calls', window, ['fetch'], (_, name, [address, settings]) => {
    const { method = 'GET' } = Object(settings)
    return `${name} ${method} ${address}`
  })
  // Not eval, which the test's own questions go through: the page's policy refuses it to everybody else.
  const others = [
    ...[
      'XMLHttpRequest',
      'WebSocket',
      'EventSource',
      'WebTransport',
      'RTCPeerConnection',
      'Image',
      'Audio',
      'Worker',
    ],
    ...['SharedWorker', 'BroadcastChannel', 'open', 'postMessage', 'Function', 'indexedDB', 'caches'],
    ...['AudioContext', 'OfflineAudioContext', 'PaymentRequest', 'Notification', 'DOMParser'],
  ]
  watch('calls', window, others, by)
  watch('calls', Function.prototype, ['constructor'], () => 'Function')
  for (const name of ['setTimeout', 'setInterval']) {
    watch('calls', window, [name], (_, name, [code]) =>
      typeof code === 'string' ? `${name} of a text` : undefined,
    )
  }
  watch(
    'calls',
    Document.prototype,
    ['write', 'writeln', 'open', 'execCommand'],
    (_, name) => `document.${name}`,
  )
  watch(
    'calls',
    Navigator.prototype,
    all(Navigator.prototype).filter(name => !gettersOf(Navigator.prototype).includes(name)),
    by,
  )
  watch('calls', History.prototype, all(History.prototype), (_, name) => `history.${name}`)
  watch('calls', HTMLCanvasElement.prototype, ['getContext', 'toDataURL', 'toBlob'], by)
  const loads = /^(script|iframe|frame|img|link|object|embed|video|audio|style|a|area)$/i
  watch('calls', Document.prototype, ['createElement', 'createElementNS'], (_, name, given) => {
    const tag = `${name === 'createElement' ? given[0] : given[1]}`
    return loads.test(tag) ? `createElement ${tag}` : undefined
  })
  for (const name of ['createElement', 'createElementNS', 'createTextNode'] as const) {
    const original = Document.prototype[name] as (...given: unknown[]) => Node
    Document.prototype[name] = new Proxy(original, {
      apply(target, self, given) {
        const node = Reflect.apply(target, self, given)
        made.add(node)
        return node
      },
    }) as never
  }

  watch(
    'document',
    Document.prototype,
    gettersOf(Document.prototype).filter(name => !/^(on|cookie$)/.test(name)),
    (self, name) => (self === document ? name : undefined),
  )
  // Chromium does not have it; a browser that has it is asked.
  Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {
    configurable: true,
    get: () => undefined,
  })
  watch('browser', Navigator.prototype, gettersOf(Navigator.prototype), (_, name) => `navigator.${name}`)
  watch('browser', Screen.prototype, gettersOf(Screen.prototype), (_, name) => `screen.${name}`)
  watch(
    'browser',
    Performance.prototype,
    ['getEntries', 'getEntriesByType', 'getEntriesByName', 'timing'],
    by,
  )
  const ofWindow = [
    'matchMedia',
    'innerWidth',
    'innerHeight',
    'outerWidth',
    'outerHeight',
    'devicePixelRatio',
  ]
  watch(
    'browser',
    window,
    [...ofWindow, 'name', 'opener', 'parent', 'frames', 'navigation', 'visualViewport', 'history'],
    by,
  )
  watch('definitions', CustomElementRegistry.prototype, ['define'], (_self, _name, [tag]) => `${tag}`)

  /** The functions of everything that can be reached by a global's name, without calling any. */
  const functions = () => {
    const found = new Map<string, unknown>()
    const read = (owner: object, path: string) => {
      for (const [name, { value, get, set }] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
        for (const one of [value, get, set]) {
          if (typeof one === 'function') found.set(`${path}${name}${one === set ? ' =' : ''}`, one)
        }
      }
    }
    read(window, '')
    for (const [name, one] of [...found]) {
      const { prototype } = one as { prototype?: object }
      read(one as object, `${name}.`)
      if (prototype) read(prototype, `${name}.prototype.`)
    }
    return found
  }
  Object.defineProperty(window, 'pageWatch', {
    value: () =>
      quietly(() => {
        look(observer.takeRecords())
        const after = functions()
        return {
          ...seen,
          globals: Object.getOwnPropertyNames(window).filter(name => !globals.has(name)),
          replaced: [...before].flatMap(([name, one]) => (after.get(name) === one ? [] : [name])),
        }
      }),
  })
  const globals = new Set(Object.getOwnPropertyNames(window))
  const before = functions()
}
