import { useEffect, useState } from 'preact/hooks'
import { copying as t } from '../texts/en/copying.ts'
import { Button } from './Button.tsx'

/** Code to paste elsewhere, with a button that copies it: mostly the one thing to do there. */
export function CopyCode({
  code,
  label,
  look = 'primary',
}: {
  code: string
  label: string
  look?: 'primary' | 'usual'
}) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready')
  useEffect(() => {
    if (state === 'ready') return
    const timer = setTimeout(setState, 2_000, 'ready')
    return () => clearTimeout(timer)
  }, [state])
  useEffect(() => setState('ready'), [code])
  async function copy() {
    try {
      await navigator.clipboard.writeText(code)
      setState('copied')
    } catch {
      setState('refused')
    }
  }
  return (
    <div class="copy-code">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={label}>
        <pre>
          <code>{code}</code>
        </pre>
      </section>
      <Button look={look} onClick={copy}>
        {t[state]}
      </Button>
      <span class="heard" role="status">
        {state === 'ready' ? '' : t[state]}
      </span>
    </div>
  )
}
