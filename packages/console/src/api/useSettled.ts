import { useEffect, useState } from 'preact/hooks'

/** What `value` was when it last stayed the same for `ms` milliseconds: for requests by what is being typed. */
export function useSettled<T extends string | number | null>(value: T, ms = 300): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(setSettled, ms, value)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}
