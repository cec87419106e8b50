import { type ComponentChildren, createContext } from 'preact'
import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Button } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { Switch } from '../parts/Switch.tsx'
import { shell as t } from '../texts/en/shell.ts'

interface Shortcut {
  /** One key or two after each other: `j`, `g o`. */
  keys: string
  label: string
  act(): void
}

interface Shortcuts {
  add(shortcut: Shortcut): () => void
  showHelp(): void
}

const ShortcutsContext = createContext<Shortcuts | undefined>(undefined)
const storedAs = 'tyck-console:shortcuts'
const sequenceMs = 1_200

/** Hears the keys of whatever is on the screen. `?` says which there are, and lets people turn them off (WCAG 2.1.4). */
export function ShortcutsProvider({ children }: { children: ComponentChildren }) {
  const known = useRef<Shortcut[]>([])
  const [isHelp, setHelp] = useState(false)
  const [isOn, setOn] = useState(() => localStorage.getItem(storedAs) !== 'off')
  const access = useRef<Shortcuts>({
    add(shortcut) {
      known.current.push(shortcut)
      return () => {
        known.current = known.current.filter(each => each !== shortcut)
      }
    },
    showHelp: () => setHelp(true),
  })
  useEffect(() => {
    if (!isOn) return
    let before = { key: '', at: 0 }
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return
      if (event.key === '?') return setHelp(true)
      const now = Date.now()
      const pair = now - before.at < sequenceMs ? `${before.key} ${event.key}` : ''
      before = { key: event.key, at: now }
      // What came last is nearest to what is on the screen.
      const found =
        known.current.findLast(({ keys }) => keys === pair) ??
        known.current.findLast(({ keys }) => keys === event.key)
      if (!found) return
      event.preventDefault()
      before = { key: '', at: 0 }
      found.act()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [isOn])
  return (
    <ShortcutsContext.Provider value={access.current}>
      {children}
      {isHelp && (
        <Dialog title={t.shortcuts} onClose={() => setHelp(false)}>
          <dl class="shortcuts">
            {[...known.current, { keys: '?', label: t.shortcutsHelp }].map(({ keys, label }) => (
              <div key={keys}>
                <dt>
                  {keys.split(' ').map(key => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{label}</dd>
              </div>
            ))}
          </dl>
          <Switch
            label={t.shortcutsOn}
            checked={isOn}
            onValue={on => {
              setOn(on)
              if (on) localStorage.removeItem(storedAs)
              else localStorage.setItem(storedAs, 'off')
            }}
          />
          <Button onClick={() => setHelp(false)}>{t.close}</Button>
        </Dialog>
      )}
    </ShortcutsContext.Provider>
  )
}

/** Adds a shortcut while the component is on the screen; the help lists it by `label`. null adds none. */
export function useShortcut(keys: string, label: string, act: (() => void) | null): void {
  const shortcuts = useContext(ShortcutsContext)
  const latest = useRef(act)
  latest.current = act
  const isThere = act !== null
  // With what is drawn, and not a moment after: whoever sees it may press the key.
  useLayoutEffect(() => {
    if (isThere) return shortcuts?.add({ keys, label, act: () => latest.current?.() })
  }, [keys, label, isThere, shortcuts])
}

export function useShortcutsHelp(): () => void {
  return useContext(ShortcutsContext)?.showHelp ?? (() => {})
}

function isTyping({ target }: KeyboardEvent): boolean {
  const { tagName, isContentEditable, type } = target as HTMLInputElement
  if (document.querySelector('dialog[open]') || isContentEditable) return true
  if (tagName === 'INPUT') return !['checkbox', 'button', 'submit'].includes(type)
  return tagName === 'TEXTAREA' || tagName === 'SELECT'
}
