import { Button } from '../../parts/Button.tsx'
import { CopyCode } from '../../parts/CopyCode.tsx'
import { Dialog } from '../../parts/Dialog.tsx'

/** A secret that was just made: to copy now, for it is not shown again. */
export function ShownOnce({
  title,
  about,
  label,
  text,
  done,
  onClose,
}: {
  title: string
  about: string
  label: string
  text: string
  done: string
  onClose(): void
}) {
  return (
    <Dialog title={title} keeps onClose={onClose}>
      <p>{about}</p>
      <CopyCode code={text} label={label} />
      <Button onClick={onClose}>{done}</Button>
    </Dialog>
  )
}
