/** Names of classes, without those that are off: classes('button', isBusy && 'busy'). */
export function classes(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}
