import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

/** On or off, at once. Its label says what is so when it is on. */
export function Switch({
  label,
  hint,
  checked,
  onValue,
  disabled,
}: {
  label: ComponentChildren
  hint?: ComponentChildren
  checked: boolean
  onValue(checked: boolean): void
  disabled?: boolean
}) {
  const id = useId()
  return (
    <div class="switch">
      <input
        id={id}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: the checkbox says itself whether it is on
        role="switch"
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={event => onValue(event.currentTarget.checked)}
      />
      <label for={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} class="quiet">
          {hint}
        </p>
      )}
    </div>
  )
}
